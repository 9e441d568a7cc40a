// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.store.TokenStoreContract.A;
import static org.winekey.oauth.core.store.TokenStoreContract.version;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo.PowerCut;
import org.winekey.oauth.core.store.Disk;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.spi.RecordKind;

class KeyFileTest {

    private static final String STORE = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";

    private final MemoryStoreIo io = new MemoryStoreIo();

    @Test
    void open_emptyStore_makesAKeyThatStays() throws IOException {
        var made = KeyFile.open(io, Disk.KEY, Disk.entropy(1), true);
        io.reboot(new Random(1));
        var found = KeyFile.open(io, Disk.KEY, Disk.entropy(2), true);

        assertThat(found.currentKeyId()).isEqualTo(made.currentKeyId()).matches("[0-9a-f]{16}");
        assertThat(found.key(found.currentKeyId()).orElseThrow()).hasSize(32);
        assertThat(found.key("0123456789abcdef")).isEmpty();
        assertThat(found.problems(Disk.FOLDER)).isEmpty();
    }

    @Test
    @Tag("R-096")
    void open_storeWithRecordsAndNoFile_isLockedMakesNothingAndHealsWhenTheFileIsBack() throws IOException {
        var store = Disk.open(io);
        Disk.vault(io, store).write("spotify", RecordKind.GRANT, null, version(A, 1), new byte[1]);
        var line = io.content(Disk.KEY);
        var id = new String(line, UTF_8).split(" ")[2];
        io.delete(Disk.KEY);
        var vault = Disk.vault(io, store);

        assertThatThrownBy(() -> vault.read("spotify", RecordKind.GRANT))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining(Disk.KEY.toString())
                .hasMessageContaining(id);
        assertThatThrownBy(() -> vault.write("tado", RecordKind.GRANT, null, version(A, 1), new byte[1]))
                .isInstanceOf(LockedException.class);
        assertThat(io.exists(Disk.KEY)).isFalse();

        io.plant(Disk.KEY, line);
        assertThat(vault.read("spotify", RecordKind.GRANT)).isPresent();
    }

    @Test
    void key_damagedFile_isLockedShowsNoKeyAndIsLeftAlone() throws IOException {
        KeyFile.open(io, Disk.KEY, Disk.entropy(1), true);
        var line = io.content(Disk.KEY);
        var secret = new String(line, UTF_8).split(" ")[3].trim();

        for (int at = 0; at < line.length - 1; at++) {
            var changed = line.clone();
            changed[at] ^= 1;
            io.plant(Disk.KEY, changed);
            assertThatThrownBy(() ->
                            KeyFile.open(io, Disk.KEY, Disk.entropy(2), true).currentKeyId())
                    .isInstanceOf(LockedException.class)
                    .hasMessageContaining(Disk.KEY.toString())
                    .hasMessageNotContaining(secret.substring(0, 16))
                    .hasMessageNotContaining(secret.substring(48));
            assertThat(io.content(Disk.KEY)).isEqualTo(changed);
        }
    }

    @Test
    void open_powerCutAtAnyCall_leavesAWholeKeyOrNone() throws IOException {
        for (int call = 1; call <= 12; call++) {
            for (int chance = 0; chance < 20; chance++) {
                var disk = new MemoryStoreIo();
                disk.cutAt(call);
                try {
                    KeyFile.open(disk, Disk.KEY, Disk.entropy(1), true);
                } catch (PowerCut e) {
                    // As planned.
                }
                disk.reboot(new Random(chance));
                assertThat(KeyFile.open(disk, Disk.KEY, Disk.entropy(2), true).currentKeyId())
                        .hasSize(16);
            }
        }
    }

    @Test
    void open_fileCannotBeMade_isLockedAndNamesTheSetting() {
        io.failAt(2, 100);

        assertThatThrownBy(() -> KeyFile.open(io, Disk.KEY, Disk.entropy(1), true))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining("key_file");
    }

    @Test
    void renew_keyInUse_keepsItAndSealsWithTheNewOne() throws IOException {
        var keys = KeyFile.open(io, Disk.KEY, Disk.entropy(1), true);
        var first = keys.currentKeyId();

        keys.renew(Disk.entropy(2));

        assertThat(keys.currentKeyId()).isNotEqualTo(first);
        assertThat(keys.key(first)).isPresent();
        assertThat(keys.hasOldKeys(STORE)).isFalse();
        io.reboot(new Random(1));
        var found = KeyFile.open(io, Disk.KEY, Disk.entropy(3), false);
        assertThat(found.currentKeyId()).isEqualTo(keys.currentKeyId());
        assertThat(found.release(found.currentKeyId(), STORE)).isEmpty();
        assertThat(found.key(first)).isEmpty();
    }

    @Test
    void key_secondLineDamaged_isLockedAndLeftAlone() throws IOException {
        KeyFile.open(io, Disk.KEY, Disk.entropy(1), true).renew(Disk.entropy(2));
        var lines = io.content(Disk.KEY);
        lines[lines.length - 4] ^= 1;
        io.plant(Disk.KEY, lines);
        var keys = KeyFile.open(io, Disk.KEY, Disk.entropy(3), true);

        assertThatThrownBy(keys::currentKeyId)
                .isInstanceOf(LockedException.class)
                .hasMessageContaining(Disk.KEY.toString());
        assertThatThrownBy(() -> keys.renew(Disk.entropy(4))).isInstanceOf(LockedException.class);
        assertThat(io.content(Disk.KEY)).isEqualTo(lines);
    }

    @Test
    void key_lineAddedByAPerson_isFoundWithoutRestart() throws IOException {
        var keys = KeyFile.open(io, Disk.KEY, Disk.entropy(1), true);
        var present = keys.currentKeyId();
        var elsewhere = new MemoryStoreIo();
        var other = KeyFile.open(elsewhere, Disk.KEY, Disk.entropy(2), true).currentKeyId();
        assertThat(keys.key(other)).isEmpty();

        io.plant(Disk.KEY, (new String(elsewhere.content(Disk.KEY), UTF_8) + text()).getBytes(UTF_8));

        assertThat(keys.key(other)).isPresent();
        assertThat(keys.currentKeyId()).isEqualTo(present);
    }

    private String text() throws IOException {
        return new String(io.content(Disk.KEY), UTF_8);
    }

    @Test
    void renew_fileOfAnotherStoreInItsPlace_isRefused() throws IOException {
        var keys = KeyFile.open(io, Disk.KEY, Disk.entropy(1), true);
        var elsewhere = new MemoryStoreIo();
        KeyFile.open(elsewhere, Disk.KEY, Disk.entropy(2), true);
        io.plant(Disk.KEY, elsewhere.content(Disk.KEY));

        assertThatThrownBy(() -> keys.renew(Disk.entropy(3)))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining(Disk.KEY.toString());
        assertThat(io.content(Disk.KEY)).isEqualTo(elsewhere.content(Disk.KEY));
    }

    @Test
    void renew_tooManyTimes_isRefusedBeforeTheFileIsTooLong() throws IOException {
        var keys = KeyFile.open(io, Disk.KEY, Disk.entropy(1), true);
        for (int key = 1; key < KeyLines.MOST; key++) {
            keys.renew(Disk.entropy(1 + key));
        }

        assertThatThrownBy(() -> keys.renew(Disk.entropy(0))).hasMessageContaining("finish a rotation");
        assertThat(KeyFile.open(io, Disk.KEY, Disk.entropy(0), false).currentKeyId())
                .isEqualTo(keys.currentKeyId());
    }

    @Test
    @Tag("R-096")
    void renew_powerCutOrFailureAtAnyCall_leavesTheOldKeyInTheFile() throws IOException {
        for (int call = 1; call <= 12; call++) {
            for (int chance = 0; chance < 8; chance++) {
                var disk = new MemoryStoreIo();
                var keys = KeyFile.open(disk, Disk.KEY, Disk.entropy(1), true);
                var old = keys.currentKeyId();
                if (chance % 2 == 0) {
                    disk.cutAt(call);
                } else {
                    disk.failAt(call);
                }
                try {
                    keys.renew(Disk.entropy(2));
                } catch (PowerCut | IOException e) {
                    // As planned.
                }
                disk.heal();
                disk.reboot(new Random(chance));
                assertThat(KeyFile.open(disk, Disk.KEY, Disk.entropy(2), true).key(old))
                        .isPresent();
            }
        }
    }

    @Test
    void release_keyOfTwoStores_staysUntilBothAreDone() throws IOException {
        var keys = KeyFile.open(io, Disk.KEY, Disk.entropy(1), true);
        var first = keys.currentKeyId();
        keys.claim(first, STORE);
        keys.claim(first, OTHER);
        keys.renew(Disk.entropy(2));
        assertThat(keys.hasOldKeys(STORE)).isTrue();

        assertThat(keys.release(keys.currentKeyId(), STORE))
                .singleElement()
                .satisfies(line -> assertThat(line.stores()).containsExactly(OTHER));
        assertThat(keys.hasOldKeys(STORE)).isFalse();
        assertThat(keys.key(first)).isPresent();
        assertThat(keys.release(keys.currentKeyId(), OTHER)).isEmpty();

        assertThat(keys.key(first)).isEmpty();
    }

    @Test
    void release_lineThatNamesNoStores_staysForGood() throws IOException {
        io.plant(Disk.KEY, line(KeyLine.fresh(Disk.entropy(1).bytes(32)), false));
        var keys = KeyFile.open(io, Disk.KEY, Disk.entropy(2), true);
        var first = keys.currentKeyId();
        keys.claim(first, STORE);
        keys.renew(Disk.entropy(3));

        assertThat(keys.release(keys.currentKeyId(), STORE)).hasSize(1);

        assertThat(keys.key(first)).isPresent();
    }

    private static byte[] line(KeyLine line, boolean noted) {
        return (noted ? line : new KeyLine(line.key(), null)).encode().getBytes(UTF_8);
    }

    @Test
    void key_notedStoreDamaged_isLocked() throws IOException {
        var line = line(KeyLine.fresh(Disk.entropy(1).bytes(32)).with(STORE), true);
        for (int at = 0; at < line.length - 1; at++) {
            var changed = line.clone();
            changed[at] ^= 1;
            io.plant(Disk.KEY, changed);

            assertThatThrownBy(KeyFile.open(io, Disk.KEY, Disk.entropy(2), true)::currentKeyId)
                    .as("byte %d", at)
                    .isInstanceOf(LockedException.class);
        }
    }

    @Test
    void claim_powerCutOrFailureAtAnyCall_isDurableOnceItReturns() throws IOException {
        for (int call = 1; call <= 14; call++) {
            for (int chance = 0; chance < 8; chance++) {
                var disk = new MemoryStoreIo();
                var keys = KeyFile.open(disk, Disk.KEY, Disk.entropy(1), true);
                disk.failAt(call);
                try {
                    keys.claim(keys.currentKeyId(), STORE);
                } catch (IOException e) {
                    // As planned.
                }
                disk.heal();
                var next = KeyFile.open(disk, Disk.KEY, Disk.entropy(2), false);
                next.claim(next.currentKeyId(), STORE);
                disk.reboot(new Random(chance));
                var found = KeyFile.open(disk, Disk.KEY, Disk.entropy(2), false);
                found.renew(Disk.entropy(3));
                assertThat(found.hasOldKeys(STORE)).as("call %d", call).isTrue();
            }
        }
    }

    @Test
    void text_ofKeys_showsNone() throws IOException {
        var bytes = new byte[32];
        bytes[0] = 117;

        assertThat(WrappingKey.of(bytes).toString() + new KeyLines(List.of(KeyLine.fresh(bytes))))
                .doesNotContain("117")
                .doesNotContain("75000000");
    }

    /** Puts a key file there as a process that is killed before it flushed the folder does. */
    private void putUnflushed(KeyLine... lines) throws IOException {
        try (var file = io.create(Disk.KEY)) {
            file.write(0, new KeyLines(List.of(lines)).encode());
            file.force();
        }
    }

    private void assertKeyStays(String keyId) throws IOException {
        for (int chance = 0; chance < 12; chance++) {
            var after = KeyFile.open(io.afterPowerCut(new Random(chance)), Disk.KEY, Disk.entropy(5), false);
            assertThat(after.key(keyId)).isPresent();
        }
    }

    @Test
    void open_fileOfAKilledProcess_stays() throws IOException {
        putUnflushed(KeyLine.fresh(Disk.entropy(1).bytes(32)));

        assertKeyStays(KeyFile.open(io, Disk.KEY, Disk.entropy(2), true).currentKeyId());
    }

    @Test
    void key_ofAKilledRotation_stays() throws IOException {
        putUnflushed(
                KeyLine.fresh(Disk.entropy(1).bytes(32)),
                KeyLine.fresh(Disk.entropy(2).bytes(32)));

        assertKeyStays(KeyFile.open(io, Disk.KEY, Disk.entropy(3), false).currentKeyId());
    }

    @Test
    void currentKeyId_oneKeyThatIsThereForLong_costsNoFlush() throws IOException {
        KeyFile.open(io, Disk.KEY, Disk.entropy(1), true);
        var forces = io.forces();

        assertThat(KeyFile.open(io, Disk.KEY, Disk.entropy(2), false).currentKeyId())
                .hasSize(16);

        assertThat(io.forces()).isEqualTo(forces);
    }

    @Test
    void open_emptyStore_makesTheFolderToo() throws IOException {
        KeyFile.open(io, Disk.KEY, Disk.entropy(1), true);

        assertThat(io.exists(Disk.KEY.getParent())).isTrue();
    }

    @Test
    void open_storeWithRecords_makesAndFlushesNothing() throws IOException {
        var keys = KeyFile.open(io, Disk.KEY, Disk.entropy(1), false);

        assertThat(io.calls()).isZero();
        assertThat(io.exists(Disk.KEY)).isFalse();
        assertThatThrownBy(keys::currentKeyId).isInstanceOf(LockedException.class);
    }

    @Test
    void claim_keyThatIsNotThere_isRefused() throws IOException {
        var keys = KeyFile.open(io, Disk.KEY, Disk.entropy(1), true);
        var ring = new KeyRing(null, keys, Disk.FOLDER);

        assertThat(keys.claim("0123456789abcdef", STORE)).isFalse();
        assertThat(ring.claim("0123456789abcdef", STORE)).isFalse();
        assertThat(ring.claim(keys.currentKeyId(), STORE)).isTrue();
        assertThat(keys.claim(keys.currentKeyId(), STORE)).isTrue();
    }

    @Test
    void claim_whileAnotherProcessChangesTheFile_saysSo() throws IOException {
        var keys = KeyFile.open(io, Disk.KEY, Disk.entropy(1), true);
        var lock = io.lock(Disk.KEY.resolveSibling(Disk.KEY.getFileName() + ".lock"))
                .orElseThrow();

        assertThatThrownBy(() -> keys.claim(keys.currentKeyId(), STORE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("try again");
        lock.close();

        assertThat(keys.claim(keys.currentKeyId(), STORE)).isTrue();
    }

    @Test
    void release_keyThatIsNoLongerTheCurrentOne_isNotAmongThoseThatStay() throws IOException {
        var keys = KeyFile.open(io, Disk.KEY, Disk.entropy(1), true);
        var first = keys.currentKeyId();
        keys.claim(first, STORE);
        keys.renew(Disk.entropy(2));

        assertThat(keys.release(first, STORE)).isEmpty();

        assertThat(keys.key(first)).isPresent();
    }

    @Test
    void claim_moreStoresThanTheFileCanName_isRefusedAndTheFileStays() throws IOException {
        var keys = KeyFile.open(io, Disk.KEY, Disk.entropy(1), true);
        var line = KeyLine.fresh(Disk.entropy(1).bytes(32));
        for (int store = 0; store < 1004; store++) {
            line = line.with(String.format("%064d", store));
        }
        io.plant(Disk.KEY, line(line, true));
        keys.refresh();
        var before = io.content(Disk.KEY);
        var keyId = line.key().id();

        assertThatThrownBy(() -> {
                    for (int store = 0; store < 50; store++) {
                        keys.claim(keyId, String.format("x%063d", store));
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too many stores");
        assertThat(io.content(Disk.KEY)).hasSizeGreaterThan(before.length).hasSizeLessThanOrEqualTo(KeyLines.CAP);
    }

    @Test
    void with_textThatIsNoIdentifier_isRefused() {
        var line = KeyLine.fresh(Disk.entropy(1).bytes(32));

        for (var id : List.of("", "a b", "a\n", "x".repeat(65))) {
            assertThatThrownBy(() -> line.with(id)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(line.with("x".repeat(64)).with(STORE).without(STORE).stores())
                .containsExactly("x".repeat(64));
        assertThat(line.servesNobody()).isTrue();
    }
}
