// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.store.TokenStoreContract.A;
import static org.winekey.oauth.core.store.TokenStoreContract.version;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.SimulatedScheduler;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.store.Disk;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.spi.RecordKind;

class KeyRingTest {

    private static final Path CREDENTIAL = Path.of("/run/credentials/karaf.service/winekey");
    private static final Path PLACE = Path.of("/run/secrets/winekey");
    private static final String STORE = "0123456789abcdef0123456789abcdef";

    private final MemoryStoreIo io = new MemoryStoreIo();

    private Passphrase passphrase(String text, String storeId) throws LockedException {
        io.plant(PLACE, (text + "\n").getBytes(UTF_8));
        return Passphrase.in(io, PLACE, storeId);
    }

    private KeyFile keyFile(boolean mayCreate) throws IOException {
        return KeyFile.open(io, Disk.KEY, Disk.entropy(1), mayCreate);
    }

    /** A credential with the keys of key files made from these seeds. */
    private void credential(int... seeds) throws IOException {
        var lines = new StringBuilder();
        for (var seed : seeds) {
            var elsewhere = new MemoryStoreIo();
            KeyFile.open(elsewhere, Disk.KEY, Disk.entropy(seed), true);
            lines.append(new String(elsewhere.content(Disk.KEY), UTF_8));
        }
        io.plant(CREDENTIAL, lines.toString().getBytes(UTF_8));
    }

    @Test
    void passphrase_sameStore_isTheSameKeyAndShowsNothing() throws IOException {
        var keys = passphrase("cnry correct horse", STORE);

        assertThat(keys.currentKeyId())
                .matches("[0-9a-f]{16}")
                .isEqualTo(passphrase("cnry correct horse", STORE).currentKeyId())
                .isNotEqualTo(passphrase("cnry correct horse", STORE.replace('0', '1'))
                        .currentKeyId())
                .isNotEqualTo(passphrase("cnry correct horsf", STORE).currentKeyId());
        assertThat(keys.key(keys.currentKeyId()).orElseThrow()).hasSize(32);
        assertThat(keys.key("0123456789abcdef")).isEmpty();
        assertThat(keys.toString()).contains(PLACE.toString()).doesNotContain("cnry");
    }

    private void plant(String... lines) {
        io.plant(PLACE, String.join("\n", lines).getBytes(UTF_8));
    }

    @Test
    void passphrase_corrected_isFoundWithoutRestartWhenAKeyIsMissing() throws IOException {
        var store = Disk.open(io);
        new Vault(store, passphrase("cnry correct horse", store.id()), Disk.entropy(3))
                .write("spotify", RecordKind.GRANT, null, version(A, 1), new byte[1]);
        var wrong = passphrase("cnry correct hrose", store.id());
        var ring = new KeyRing(wrong, null, Disk.FOLDER);
        var vault = new Vault(store, ring, Disk.entropy(4));
        assertThatThrownBy(() -> vault.read("spotify", RecordKind.GRANT))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining(PLACE.toString());

        plant("cnry correct horse");

        vault.write("spotify", RecordKind.GRANT, version(A, 1), version(A, 2), new byte[1]);
        assertThat(vault.read("spotify", RecordKind.GRANT)).isPresent();
    }

    @Test
    void passphrase_severalLines_lastSealsAllOpen() throws IOException {
        var old = passphrase("cnry correct horse", STORE).currentKeyId();
        plant("cnry correct horse \r", "cnry another horse", "");
        var keys = Passphrase.in(io, PLACE, STORE);

        assertThat(keys.currentKeyId())
                .isNotEqualTo(old)
                .isEqualTo(passphrase("cnry another horse", STORE).currentKeyId());
        plant("cnry correct horse", "cnry another horse");
        assertThat(keys.key(old)).isPresent();
        plant("cnry another horse", "short");
        assertThat(keys.key(old)).isPresent();
        assertThatThrownBy(() -> keys.key("0123456789abcdef"))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining("shorter")
                .hasMessageNotContaining("short\n")
                .hasMessageNotContaining("cnry");
    }

    @Test
    void passphrase_tooManyLines_isLocked() {
        var lines = new String[Passphrase.MOST + 1];
        Arrays.fill(lines, "cnry correct horse");
        plant(lines);

        assertThatThrownBy(() -> Passphrase.in(io, PLACE, STORE)).isInstanceOf(LockedException.class);
    }

    @Test
    void rotate_passphraseAdded_movesEverythingToTheLastLine() throws IOException {
        var store = Disk.open(io);
        var ring = new KeyRing(passphrase("cnry correct horse", store.id()), null, Disk.FOLDER);
        var vault = new Vault(store, ring, Disk.entropy(3));
        vault.write("spotify", RecordKind.GRANT, null, version(A, 1), new byte[1]);
        plant("cnry correct horse", "cnry another horse");

        var outcome =
                new KeyRotation(vault, ring, Disk.entropy(4), new SimulatedScheduler(new SimulatedTime())).rotate();

        assertThat(outcome.oldKeysGone()).isTrue();
        var last = passphrase("cnry another horse", store.id());
        assertThat(outcome.keyId()).isEqualTo(last.currentKeyId());
        assertThat(new Vault(store, last, Disk.entropy(5)).read("spotify", RecordKind.GRANT))
                .isPresent();
    }

    @Test
    void problems_keyAndPassphraseInTheStoreFolder_areTold(@TempDir Path folder) throws IOException {
        var disk = new DiskStoreIo();
        var file = KeyFile.open(disk, folder.resolve("key"), Disk.entropy(1), true);
        var words = Files.writeString(folder.resolve("words"), "cnry correct horse");
        Files.setPosixFilePermissions(words, PosixFilePermissions.fromString("rw-r--r--"));
        var ring = new KeyRing(Passphrase.in(disk, words, STORE), file, folder);

        assertThat(ring.problems())
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("Others can read the passphrase file " + words))
                .anyMatch(problem -> problem.contains("the passphrase file " + words + " is in it"))
                .anyMatch(problem -> problem.contains("the key file") && problem.contains("is in it"));
    }

    @Test
    void credential_severalLines_lastSealsAllOpen() throws IOException {
        credential(5, 6);
        var keys = new SystemdCredential(io, CREDENTIAL);
        var first = KeyFile.open(new MemoryStoreIo(), Disk.KEY, Disk.entropy(5), true)
                .currentKeyId();
        var last = KeyFile.open(new MemoryStoreIo(), Disk.KEY, Disk.entropy(6), true)
                .currentKeyId();

        assertThat(keys.currentKeyId()).isEqualTo(last);
        assertThat(keys.key(first)).isPresent();
        assertThat(keys.key(last)).isPresent();
    }

    @Test
    void credential_missingOrDamaged_isLockedAndHeals() throws IOException {
        var keys = new SystemdCredential(io, CREDENTIAL);
        assertThatThrownBy(keys::currentKeyId)
                .isInstanceOf(LockedException.class)
                .hasMessageContaining(CREDENTIAL.toString())
                .hasMessageContaining("LoadCredential");
        io.plant(CREDENTIAL, "a passphrase that is no key line".getBytes(UTF_8));
        assertThatThrownBy(keys::currentKeyId)
                .isInstanceOf(LockedException.class)
                .hasMessageContaining(CREDENTIAL.toString())
                .hasMessageNotContaining("passphrase");

        credential(5);

        assertThat(keys.currentKeyId()).hasSize(16);
    }

    @Test
    void ring_credentialAndKeyFile_credentialSealsBothOpen() throws IOException {
        var old = keyFile(true).currentKeyId();
        credential(5);
        var credential = new SystemdCredential(io, CREDENTIAL);
        var ring = new KeyRing(credential, keyFile(false), Disk.FOLDER);

        assertThat(ring.currentKeyId()).isEqualTo(credential.currentKeyId()).isNotEqualTo(old);
        assertThat(ring.key(old)).isPresent();
        assertThat(ring.key(ring.currentKeyId())).isPresent();
        assertThat(ring.key("0123456789abcdef")).isEmpty();
        assertThat(ring.bystanders()).containsExactly("the key file " + Disk.KEY);
        assertThat(ring.toString()).contains(CREDENTIAL.toString()).contains(Disk.KEY.toString());
    }

    @Test
    void ring_credentialOnAMachineWithoutKeyFile_opensAndMakesNone() throws IOException {
        credential(5);
        var ring = new KeyRing(new SystemdCredential(io, CREDENTIAL), keyFile(false), Disk.FOLDER);

        assertThat(ring.key(ring.currentKeyId())).isPresent();
        assertThat(ring.bystanders()).isEmpty();
        assertThat(ring.problems()).isEmpty();
        assertThat(io.exists(Disk.KEY)).isFalse();
    }

    @Test
    @Tag("R-096")
    void vault_keyInNoPlace_namesTheKeyAndEveryPlaceAndHeals() throws IOException {
        var store = Disk.open(io);
        var vault = new Vault(store, new KeyRing(null, keyFile(true), Disk.FOLDER), Disk.entropy(3));
        vault.write("spotify", RecordKind.GRANT, null, version(A, 1), new byte[1]);
        var line = io.content(Disk.KEY);
        var id = keyFile(false).currentKeyId();
        io.delete(Disk.KEY);
        var before = io.content(Disk.SLOTS);
        var ring = new KeyRing(passphrase("cnry correct horse", store.id()), keyFile(false), Disk.FOLDER);
        var next = new Vault(store, ring, Disk.entropy(4));

        assertThatThrownBy(() -> next.read("spotify", RecordKind.GRANT))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining(id)
                .hasMessageContaining(PLACE.toString())
                .hasMessageContaining(Disk.KEY.toString());
        assertThatThrownBy(() -> next.write("tado", RecordKind.GRANT, null, version(A, 1), new byte[1]))
                .isInstanceOf(LockedException.class);
        assertThat(io.content(Disk.SLOTS)).isEqualTo(before);

        io.plant(Disk.KEY, line);
        assertThat(next.read("spotify", RecordKind.GRANT)).isPresent();
    }

    @Test
    void ring_keyFileDamagedBesideAPassphrase_doesNotMatterUntilItsKeyIsAskedFor() throws IOException {
        io.plant(Disk.KEY, "garbage".getBytes(UTF_8));
        var ring = new KeyRing(passphrase("cnry correct horse", STORE), keyFile(false), Disk.FOLDER);

        assertThat(ring.key(ring.currentKeyId())).isPresent();
        assertThatThrownBy(() -> ring.key("0123456789abcdef"))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining("0123456789abcdef")
                .hasMessageContaining(Disk.KEY.toString());
    }

    @Test
    void ring_withoutAnyPlace_isRefused() {
        assertThatThrownBy(() -> new KeyRing(null, null, Disk.FOLDER)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void release_keysThatStay_saysWhichStoresTheyAreFor() throws IOException {
        var other = "fedcba9876543210fedcba9876543210";
        var file = keyFile(true);
        var ring = new KeyRing(null, file, Disk.FOLDER);
        var first = ring.currentKeyId();
        ring.claim(first, other);
        ring.renew(Disk.entropy(2));

        assertThat(ring.release(ring.currentKeyId(), STORE).orElseThrow())
                .contains("key " + first)
                .contains("sealed for " + other)
                .contains("delete the line");
        assertThat(ring.release(ring.currentKeyId(), other)).isEmpty();
    }

    @Test
    void release_keyThatNamesNoStores_saysThat() throws IOException {
        var old = new KeyLine(KeyLine.fresh(Disk.entropy(1).bytes(32)).key(), null);
        io.plant(Disk.KEY, old.encode().getBytes(UTF_8));
        var ring = new KeyRing(null, keyFile(false), Disk.FOLDER);
        ring.renew(Disk.entropy(2));

        assertThat(ring.hasOldKeys(STORE)).isTrue();
        assertThat(ring.release(ring.currentKeyId(), STORE).orElseThrow()).contains("does not tell which stores");
    }

    @Test
    void passphrase_asManyLinesAsAdmitted_isRead() throws LockedException {
        var lines = new String[Passphrase.MOST];
        Arrays.fill(lines, "cnry correct horse");
        plant(lines);

        assertThat(Passphrase.in(io, PLACE, STORE).currentKeyId()).hasSize(16);
    }
}
