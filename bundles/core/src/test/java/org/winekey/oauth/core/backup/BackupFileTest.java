// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.backup.BackupHouse.FILE;
import static org.winekey.oauth.core.backup.BackupHouse.PASSPHRASE;
import static org.winekey.oauth.core.backup.BackupHouse.STICK;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo.PowerCut;
import org.winekey.oauth.core.seam.SimulatedEntropy;

@Timeout(60)
class BackupFileTest {

    private static final byte[] SEALED = BackupFormat.seal(
            "content".repeat(500).getBytes(UTF_8), PASSPHRASE, new SimulatedEntropy(1), BackupHouse.QUICK);

    @TempDir
    Path folder;

    private final DiskStoreIo disk = new DiskStoreIo();

    private BackupFile on(String name) throws IOException {
        return BackupFile.at(disk, folder.resolve(name));
    }

    private static MemoryStoreIo memory() throws IOException {
        var io = new MemoryStoreIo();
        io.createDirectories(STICK);
        return io;
    }

    @Test
    @Tag("R-097")
    void write_onDisk_isOwnerOnlyAndLeavesNothingElse() throws IOException {
        var file = on("winekey.backup");

        file.write(SEALED);

        assertThat(Files.readAllBytes(file.path())).isEqualTo(SEALED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        assertThat(file.isOwnerOnly()).isTrue();
        assertThat(new String(file.read(PASSPHRASE), UTF_8)).startsWith("content");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file.path()));
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void write_whereSomethingIs_overwritesNothing() throws IOException {
        Files.writeString(folder.resolve("there"), "mine");
        Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("elsewhere"));
        Files.createDirectory(folder.resolve("folder"));

        for (var name : new String[] {"there", "dangling", "folder"}) {
            assertThatThrownBy(() -> on(name).write(SEALED))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining("choose another name");
        }
        assertThat(folder.resolve("there")).hasContent("mine");
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void at_pathThatIsNone_isRefused() {
        for (var path : new String[] {"winekey.backup", "/", "a/b"}) {
            assertThatThrownBy(() -> BackupFile.at(disk, Path.of(path)))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("name the whole path");
        }
    }

    @Test
    void write_folderMissing_saysSo() {
        assertThatThrownBy(() -> on("missing/winekey.backup").write(SEALED))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("missing does not exist; make it first");
    }

    @Test
    void read_notAPlainFile_isRefused() throws IOException {
        Files.write(folder.resolve("real"), SEALED);
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
        Files.createDirectory(folder.resolve("folder"));

        for (var path : new Path[] {folder.resolve("link"), folder.resolve("folder"), Path.of("/dev/zero")}) {
            assertThatThrownBy(() -> BackupFile.at(disk, path).read(PASSPHRASE))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("is no plain file");
        }
        assertThatThrownBy(() -> on("missing").read(PASSPHRASE)).hasMessageContaining("there is no file");
    }

    @Test
    void read_moreThanTenMebibytes_isRefused() throws IOException {
        Files.write(folder.resolve("fits"), new byte[BackupFile.CAP]);
        Files.write(folder.resolve("large"), new byte[BackupFile.CAP + 1]);

        assertThatThrownBy(() -> on("fits").read(PASSPHRASE)).hasMessageContaining("is no backup");
        assertThatThrownBy(() -> on("large").read(PASSPHRASE))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("at most 10485760 bytes");
        assertThatThrownBy(() -> on("much").write(new byte[BackupFile.CAP + 1])).isInstanceOf(BackupException.class);
        assertThat(folder.resolve("much")).doesNotExist();
    }

    @Test
    void write_diskFailsAtAnyCall_leavesNoHalfFileAndNoneIfItGoesOn() throws IOException {
        var whole = memory();
        var calls = calls(whole);

        for (int call = 1; call <= calls; call++) {
            for (int count = 1; count <= 3; count++) {
                var io = memory();
                io.failAt(call, count);
                assertThatThrownBy(() -> BackupFile.at(io, FILE).write(SEALED)).isInstanceOf(IOException.class);
                io.heal();
                if (count == 1) {
                    assertThat(io.list(STICK)).as("call %d", call).isEmpty();
                }
                if (io.exists(FILE)) {
                    assertThat(io.content(FILE)).isEqualTo(SEALED);
                } else {
                    BackupFile.at(io, FILE).write(SEALED);
                }
            }
        }
    }

    @Test
    void write_powerCutAtAnyCall_leavesNoHalfFileAndCanBeRepeated() throws IOException {
        var calls = calls(memory());

        for (int call = 1; call <= calls; call++) {
            for (int chance = 0; chance < 12; chance++) {
                var io = memory();
                io.cutAt(call);
                assertThatThrownBy(() -> BackupFile.at(io, FILE).write(SEALED)).isInstanceOf(PowerCut.class);
                io.reboot(new Random(call * 100L + chance));
                if (!io.exists(FILE)) {
                    BackupFile.at(io, FILE).write(SEALED);
                }
                assertThat(io.content(FILE)).isEqualTo(SEALED);
            }
        }
    }

    @Test
    void write_acknowledged_survivesThePowerCut() throws IOException {
        var io = memory();

        BackupFile.at(io, FILE).write(SEALED);
        io.reboot(new Random(1));

        assertThat(io.content(FILE)).isEqualTo(SEALED);
    }

    private static int calls(MemoryStoreIo io) throws IOException {
        var before = io.calls();
        BackupFile.at(io, FILE).write(SEALED);
        return io.calls() - before;
    }
}
