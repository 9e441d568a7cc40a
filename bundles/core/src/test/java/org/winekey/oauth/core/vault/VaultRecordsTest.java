// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.store.TokenStoreContract.A;
import static org.winekey.oauth.core.store.TokenStoreContract.version;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.store.Disk;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.spi.KeyProvider;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.StoredRecord;
import org.winekey.oauth.spi.TokenStore;

/** What becomes of the records of one client: withheld, removed but one kind, sealed anew. */
class VaultRecordsTest {

    private static final String UNKNOWN = "0123456789abcdef";

    private final MemoryStoreIo io = new MemoryStoreIo();
    private FileTokenStore store;
    private KeyFile keys;
    private Vault vault;

    @BeforeEach
    void oneRecordOfSomeKinds() throws IOException {
        store = Disk.open(io);
        keys = KeyFile.open(io, Disk.KEY, Disk.entropy(2), true);
        vault = new Vault(store, keys, Disk.entropy(3));
        for (var kind : Set.of(RecordKind.GRANT, RecordKind.INTENT, RecordKind.SECRETS)) {
            vault.write("spotify", kind, null, version(A, 1), kind.name().getBytes(UTF_8));
        }
    }

    private byte[] sealed(RecordKind kind) throws IOException {
        return store.read("spotify", kind).orElseThrow().sealed();
    }

    @Test
    void withhold_grant_isNotReadUntilItIsRemovedButOtherKindsAre() throws IOException {
        vault.withhold("spotify");

        assertThatThrownBy(() -> vault.read("spotify", RecordKind.GRANT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("spotify");
        assertThatThrownBy(() -> vault.version("spotify", RecordKind.GRANT)).isInstanceOf(IOException.class);
        assertThat(vault.version("spotify", RecordKind.INTENT)).contains(version(A, 1));
        assertThat(vault.read("tado", RecordKind.GRANT)).isEmpty();

        vault.remove("spotify");

        assertThat(vault.version("spotify", RecordKind.GRANT)).isEmpty();
    }

    @Test
    void removeAllBut_oneKind_leavesThatAlone() throws IOException {
        vault.withhold("spotify");

        vault.removeAllBut("spotify", RecordKind.SECRETS);

        assertThat(vault.read("spotify", RecordKind.GRANT)).isEmpty();
        assertThat(vault.read("spotify", RecordKind.INTENT)).isEmpty();
        assertThat(vault.read("spotify", RecordKind.SECRETS)).isPresent();
    }

    @Test
    void removeAllBut_damageHidesARecord_removesAll() throws IOException {
        vault.write("spotify", RecordKind.GRANT, version(A, 1), version(A, 2), new byte[9]);
        store.close();
        var bytes = io.content(Disk.SLOTS);
        for (int index = 0; index < 2; index++) {
            Disk.flip(bytes, RecordKind.GRANT, index);
        }
        io.plant(Disk.SLOTS, bytes);
        store = Disk.open(io);

        new Vault(store, keys, Disk.entropy(4)).removeAllBut("spotify", RecordKind.SECRETS);

        assertThat(store.list()).isEmpty();
    }

    @Test
    void watch_write_isTold() throws Exception {
        var told = new ArrayList<String>();
        var watch = vault.watch((client, kind) -> told.add(client + " " + kind));

        vault.clear("spotify", RecordKind.GRANT, version(A, 1));
        watch.close();
        vault.clear("spotify", RecordKind.INTENT, version(A, 1));

        assertThat(told).containsExactly("spotify GRANT");
    }

    @Test
    void reseal_presentKey_changesTheBytesOnlyWhenEverythingIsAsked() throws IOException {
        var before = sealed(RecordKind.GRANT);

        vault.reseal("spotify", false);
        assertThat(sealed(RecordKind.GRANT)).isEqualTo(before);
        vault.reseal("spotify", true);

        assertThat(sealed(RecordKind.GRANT)).isNotEqualTo(before);
        assertThat(vault.read("spotify", RecordKind.GRANT).orElseThrow().content())
                .isEqualTo("GRANT".getBytes(UTF_8));
    }

    @Test
    void keyIds_afterANewKey_areBothUntilAllIsSealedAnew() throws IOException {
        var first = keys.currentKeyId();
        keys.renew(Disk.entropy(9));
        var second = keys.currentKeyId();
        vault.write("spotify", RecordKind.GRANT, version(A, 1), version(A, 2), new byte[1]);

        assertThat(vault.keyIds("spotify")).containsExactlyInAnyOrder(first, second);
        vault.reseal("spotify", false);
        assertThat(vault.keyIds("spotify")).containsExactly(second);
        assertThat(vault.keyIds("tado")).isEmpty();
    }

    @Test
    void renewDataKey_nextRecord_hasAnotherHead() throws IOException {
        vault.write("spotify", RecordKind.GRANT, version(A, 1), version(A, 2), new byte[1]);
        var head = Envelope.decode(sealed(RecordKind.GRANT)).orElseThrow().head();
        vault.write("spotify", RecordKind.GRANT, version(A, 2), version(A, 3), new byte[1]);
        assertThat(Envelope.decode(sealed(RecordKind.GRANT)).orElseThrow().head())
                .isEqualTo(head);

        vault.renewDataKey();
        vault.write("spotify", RecordKind.GRANT, version(A, 3), version(A, 4), new byte[1]);

        assertThat(Envelope.decode(sealed(RecordKind.GRANT)).orElseThrow().head())
                .isNotEqualTo(head);
    }

    @Test
    void open_bytesThatAreNoEnvelope_areTampered() {
        assertThatThrownBy(() ->
                        vault.open("spotify", RecordKind.GRANT, new StoredRecord(version(A, 1), new byte[] {1, 2, 3})))
                .isInstanceOf(TamperedException.class)
                .hasMessageContaining("spotify", "generation 1");
        assertThatThrownBy(() -> vault.open("spotify", RecordKind.GRANT, new StoredRecord(version(A, 1), new byte[0])))
                .isInstanceOf(TamperedException.class);
        assertThatThrownBy(
                        () -> vault.open("spotify", RecordKind.GRANT, new StoredRecord(version(A, 1), new byte[] {9})))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining("format 9");
    }

    /** The store, of which the next read gives that. */
    private TokenStore readingFirst(StoredRecord first) {
        var next = new ArrayList<>(List.of(first));
        return (TokenStore) Proxy.newProxyInstance(
                TokenStore.class.getClassLoader(),
                new Class<?>[] {TokenStore.class},
                (proxy, method, arguments) -> method.getName().equals("read") && !next.isEmpty()
                        ? Optional.of(next.remove(0))
                        : method.invoke(store, arguments));
    }

    @Test
    void read_recordWhoseKeyIsGone_isLookedForOnceMore() throws IOException {
        var sealed = sealed(RecordKind.GRANT);
        sealed[1] ^= 1;
        var hidden = new StoredRecord(version(A, 1), sealed);

        assertThat(new Vault(readingFirst(hidden), keys, Disk.entropy(5)).read("spotify", RecordKind.GRANT))
                .isPresent();
        store.clear("spotify", RecordKind.GRANT, version(A, 1));
        assertThat(new Vault(readingFirst(hidden), keys, Disk.entropy(5)).read("spotify", RecordKind.GRANT))
                .isEmpty();
        store.write("spotify", RecordKind.GRANT, null, hidden);
        assertThatThrownBy(() -> vault.read("spotify", RecordKind.GRANT)).isInstanceOf(LockedException.class);
    }

    private static KeyProvider having(byte[] key) {
        return new KeyProvider() {
            @Override
            public String currentKeyId() {
                return UNKNOWN;
            }

            @Override
            public Optional<byte[]> key(String keyId) {
                return Optional.ofNullable(key);
            }
        };
    }

    @Test
    void dataKey_wrappingKeyMissingOrTooShort_isLocked() {
        var none = new DataKeys(having(null), new Aes(), Disk.entropy(6), store.id());
        var tooShort = new DataKeys(having(new byte[16]), new Aes(), Disk.entropy(6), store.id());

        assertThatThrownBy(() -> none.forSealing(UNKNOWN))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining(UNKNOWN);
        assertThatThrownBy(() -> tooShort.forSealing(UNKNOWN))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining("32 bytes");
    }

    @Test
    void dataKey_manyHeads_areForgottenOldestFirstButStillOpen() throws IOException {
        var made = new DataKeys(keys, new Aes(), Disk.entropy(6), store.id());
        var asked = new ArrayList<String>();
        var counting = new KeyProvider() {
            @Override
            public String currentKeyId() throws IOException {
                return keys.currentKeyId();
            }

            @Override
            public Optional<byte[]> key(String keyId) throws IOException {
                asked.add(keyId);
                return keys.key(keyId);
            }
        };
        var opening = new DataKeys(counting, new Aes(), Disk.entropy(6), store.id());
        var envelopes = new ArrayList<Envelope>();
        for (int i = 0; i < 257; i++) {
            made.renew();
            envelopes.add(new Envelope(made.forSealing(keys.currentKeyId()).head(), new byte[12], new byte[16]));
            assertThat(opening.forOpening(envelopes.get(i))).isPresent();
        }

        assertThat(opening.forOpening(envelopes.get(256))).isPresent();
        assertThat(opening.forOpening(envelopes.get(1))).isPresent();
        assertThat(asked).hasSize(257);
        assertThat(opening.forOpening(envelopes.get(0))).isPresent();
        assertThat(asked).hasSize(258);
    }
}
