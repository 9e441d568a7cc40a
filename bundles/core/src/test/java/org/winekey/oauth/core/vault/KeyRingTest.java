// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.store.TokenStoreContract.A;
import static org.winekey.oauth.core.store.TokenStoreContract.version;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.MemoryStoreIo;
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
        var ring = new KeyRing(credential, keyFile(false));

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
        var ring = new KeyRing(new SystemdCredential(io, CREDENTIAL), keyFile(false));

        assertThat(ring.key(ring.currentKeyId())).isPresent();
        assertThat(ring.bystanders()).isEmpty();
        assertThat(ring.problems()).isEmpty();
        assertThat(io.exists(Disk.KEY)).isFalse();
    }

    @Test
    @Tag("R-096")
    void vault_keyInNoPlace_namesTheKeyAndEveryPlaceAndHeals() throws IOException {
        var store = Disk.open(io);
        var vault = new Vault(store, new KeyRing(null, keyFile(true)), Disk.entropy(3));
        vault.write("spotify", RecordKind.GRANT, null, version(A, 1), new byte[1]);
        var line = io.content(Disk.KEY);
        var id = keyFile(false).currentKeyId();
        io.delete(Disk.KEY);
        var before = io.content(Disk.SLOTS);
        var ring = new KeyRing(passphrase("cnry correct horse", store.id()), keyFile(false));
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
        var ring = new KeyRing(passphrase("cnry correct horse", STORE), keyFile(false));

        assertThat(ring.key(ring.currentKeyId())).isPresent();
        assertThatThrownBy(() -> ring.key("0123456789abcdef"))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining("0123456789abcdef")
                .hasMessageContaining(Disk.KEY.toString());
    }
}
