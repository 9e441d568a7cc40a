// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.vault.KeyFile;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.TokenStore;

class FileTokenStoreOnDiskTest extends TokenStoreContract {

    @TempDir
    Path house;

    private FileTokenStore store;
    private boolean refusing;

    @Override
    FileTokenStore store() throws IOException {
        if (store == null) {
            store = FileTokenStore.open(stubbornDisk(), house.resolve("a/oauth"), Disk.entropy(1));
        }
        return store;
    }

    /** The real disk, which refuses changes while the test says so: a test that runs as root has no other means. */
    private StoreIo stubbornDisk() {
        var disk = new DiskStoreIo();
        var changes = Set.of("create", "open", "replace", "move", "delete", "forceDirectory");
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (refusing && changes.contains(method.getName())) {
                throw new IOException("the disk refuses");
            }
            try {
                return method.invoke(disk, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (StoreIo)
                Proxy.newProxyInstance(StoreIo.class.getClassLoader(), new Class<?>[] {StoreIo.class}, handler);
    }

    @Override
    TokenStore reopened() throws IOException {
        store().close();
        store = null;
        return store();
    }

    @Override
    void diskRefuses(boolean refuses) {
        refusing = refuses;
    }

    @AfterEach
    void close() throws IOException {
        if (store != null) {
            store.close();
        }
    }

    private static FileTokenStore open(Path house) throws IOException {
        return FileTokenStore.open(new DiskStoreIo(), house.resolve("a/oauth"), Disk.entropy(1));
    }

    private static Path key(Path house) {
        return house.resolve("b/etc/winekey.key");
    }

    /** Makes one of everything; run in a process of its own by a test. */
    public static void main(String[] arguments) throws IOException {
        var house = Path.of(arguments[0]);
        try (var store = open(house)) {
            var keys = KeyFile.open(new DiskStoreIo(), key(house), Disk.entropy(2), store.isEmpty());
            new Vault(store, keys, Disk.entropy(3))
                    .write("spotify", RecordKind.GRANT, null, version(A, 1), new byte[10_000]);
            if (arguments.length > 1) {
                System.out.println("ready");
                System.in.read();
            }
        }
    }

    private static ProcessBuilder process(String before, String... arguments) {
        var command = before + "exec '" + System.getProperty("java.home") + "/bin/java' -cp '"
                + System.getProperty("java.class.path") + "' " + FileTokenStoreOnDiskTest.class.getName() + " "
                + String.join(" ", arguments);
        return new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
    }

    @Test
    @Tag("R-097")
    void files_madeUnderUmaskZero_areTheOwnersAlone() throws Exception {
        var log = new File(house.toFile(), "log");
        var process =
                process("umask 000; ", house.toString()).redirectOutput(log).start();
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log.toPath())).isZero();

        var found = new TreeMap<String, String>();
        try (var files = Files.walk(house)) {
            for (var file : files.toList()) {
                found.put(
                        house.relativize(file).toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        found.keySet().removeIf(name -> name.isEmpty() || name.equals("log"));

        assertThat(found)
                .containsOnlyKeys(
                        "a",
                        "a/oauth",
                        "a/oauth/spotify.slots",
                        "a/oauth/winekey.id",
                        "a/oauth/winekey.closed",
                        "a/oauth/winekey.lock",
                        "b",
                        "b/etc",
                        "b/etc/winekey.key",
                        "b/etc/winekey.key.lock");
        assertThat(found)
                .allSatisfy((name, rights) -> assertThat(rights)
                        .as(name)
                        .isEqualTo(Files.isDirectory(house.resolve(name)) ? "rwx------" : "rw-------"));
    }

    @Test
    @Tag("R-064")
    void open_heldByAnotherProcess_isLockedUntilThatOneIsGone() throws Exception {
        var process = process("", house.toString(), "stay").start();
        try (var says = process.inputReader()) {
            assertThat(says.readLine()).isEqualTo("ready");

            assertThatThrownBy(this::store).isInstanceOf(LockedException.class);

            process.destroyForcibly().waitFor();
            assertThat(store().read("spotify", RecordKind.GRANT)).isPresent();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @Tag("R-064")
    void open_heldByAnotherEngineOfThisProcess_isLockedAndDoesNotFreeTheFirst() throws Exception {
        store();

        assertThatThrownBy(() -> open(house)).isInstanceOf(LockedException.class);

        var process = process("", house.toString()).start();
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
    }

    @Test
    @Tag("R-097")
    void problems_filesThatOthersCanRead_areNamed() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "x"));
        assertThat(store().problems()).isEmpty();
        var keys = KeyFile.open(new DiskStoreIo(), key(house), Disk.entropy(2), true);
        assertThat(keys.problems(house.resolve("oauth"))).isEmpty();
        Files.setPosixFilePermissions(
                house.resolve("a/oauth/spotify.slots"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(key(house), PosixFilePermissions.fromString("rw-rw----"));

        reopened();

        assertThat(store().problems()).singleElement().asString().contains("spotify.slots", "chmod 600");
        assertThat(keys.problems(house.resolve("oauth")))
                .singleElement()
                .asString()
                .contains("winekey.key", "chmod 600");

        protect("spotify.slots", "rw-------");
        assertThat(store().problems()).as("without a restart").isEmpty();
    }

    @Test
    @Tag("R-097")
    void problems_folderAndManyFilesThatOthersCanRead_areNamedInPartAndHeal() throws IOException {
        for (int i = 10; i < 40; i++) {
            store().write("c" + i, RecordKind.GRANT, null, stored(A, 1, "x"));
            protect("c" + i + ".slots", "rw-r--r--");
        }
        protect("", "rwxr-xr-x");
        reopened();

        assertThat(store().problems())
                .hasSize(StoreNotices.MOST + 1)
                .contains("and up to 11 more like these")
                .first()
                .asString()
                .contains("Others can enter", "chmod 700");
        protect("", "rwx------");
        for (int i = 10; i < 39; i++) {
            protect("c" + i + ".slots", "rw-------");
        }
        assertThat(store().problems()).singleElement().asString().contains("c39.slots");
        store().remove("c39");
        assertThat(store().problems()).isEmpty();
    }

    private void protect(String file, String rights) throws IOException {
        Files.setPosixFilePermissions(house.resolve("a/oauth").resolve(file), PosixFilePermissions.fromString(rights));
    }

    @Test
    void open_filesOfManySizes_eachClientHasItsOwnRecords() throws IOException {
        try (var filled = open(house)) {
            filled.write("large", RecordKind.GRANT, null, stored(A, 1, "x".repeat(50_000)));
            filled.write("short", RecordKind.GRANT, null, stored(A, 1, "one"));
            filled.write("short", RecordKind.SET_ASIDE, null, stored(B, 1, "aside"));
            filled.write("small", RecordKind.GRANT, null, stored(B, 7, "seven"));
        }
        var cut = house.resolve("a/oauth/small.slots");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), SlotLayout.USUAL.end(RecordKind.GRANT)));

        try (var again = open(house)) {
            assertThat(text(again, "large", RecordKind.GRANT)).hasSize(50_003);
            assertThat(text(again, "short", RecordKind.GRANT)).isEqualTo("a1 one");
            assertThat(text(again, "short", RecordKind.SET_ASIDE)).isEqualTo("b1 aside");
            assertThat(text(again, "small", RecordKind.GRANT)).isEqualTo("b7 seven");
            assertThatThrownBy(() -> again.read("small", RecordKind.SET_ASIDE)).isInstanceOf(DamagedException.class);
        }
    }

    @Test
    void open_folderCannotBeMade_isLockedAndNamesTheSetting() throws IOException {
        Files.writeString(house.resolve("a"), "a file where the folder should be");

        assertThatThrownBy(() -> open(house))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining("store_directory");
    }

    @Test
    void write_interruptedThread_isDurableAndKeepsTheInterrupt() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "first"));
        Thread.currentThread().interrupt();
        store().write("spotify", RecordKind.GRANT, version(A, 1), stored(A, 2, "second"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(text(reopened(), "spotify", RecordKind.GRANT)).isEqualTo("a2 second");
    }
}
