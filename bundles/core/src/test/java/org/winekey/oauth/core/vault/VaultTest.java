// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.store.TokenStoreContract.A;
import static org.winekey.oauth.core.store.TokenStoreContract.B;
import static org.winekey.oauth.core.store.TokenStoreContract.version;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.store.Disk;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.spi.KeyProvider;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;
import org.winekey.oauth.spi.StoredRecord;
import org.winekey.oauth.spi.TokenStore;

class VaultTest {

    private static final String CANARY = "cnry-0123456789abcdef0123456789abcdef";

    private final MemoryStoreIo io = new MemoryStoreIo();

    private FileTokenStore withGrant() throws IOException {
        var store = Disk.open(io);
        Disk.vault(io, store).write("spotify", RecordKind.GRANT, null, version(A, 1), CANARY.getBytes(UTF_8));
        return store;
    }

    private static String text(Vault vault, String client) throws IOException {
        return vault.read(client, RecordKind.GRANT)
                .map(entry -> new String(entry.content(), UTF_8))
                .orElse("none");
    }

    @Test
    @Tag("R-096")
    void read_inTheNextRun_opensWhatWasSealed() throws IOException {
        withGrant().close();
        var store = Disk.open(io);

        assertThat(text(Disk.vault(io, store), "spotify")).isEqualTo(CANARY);
        assertThat(new String(io.content(Disk.SLOTS), UTF_8)).doesNotContain("cnry");
    }

    @Test
    void write_staleVersion_passesThrough() throws IOException {
        var vault = Disk.vault(io, withGrant());

        assertThatThrownBy(() -> vault.write("spotify", RecordKind.GRANT, null, version(B, 2), new byte[1]))
                .isInstanceOf(StaleVersionException.class);
        vault.clear("spotify", RecordKind.GRANT, version(A, 1));
        assertThat(vault.read("spotify", RecordKind.GRANT)).isEmpty();
        assertThat(vault.clients()).containsExactly("spotify");
        vault.remove("spotify");
        assertThat(vault.clients()).isEmpty();
    }

    @Test
    @Tag("R-096")
    void open_recordInAnyOtherPlace_isTampered() throws IOException {
        var store = withGrant();
        var vault = Disk.vault(io, store);
        var stored = store.read("spotify", RecordKind.GRANT).orElseThrow();

        assertThat(vault.open("spotify", RecordKind.GRANT, stored).content()).isEqualTo(CANARY.getBytes(UTF_8));
        assertThatThrownBy(() -> vault.open("tado", RecordKind.GRANT, stored)).isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> vault.open("spotify", RecordKind.SET_ASIDE, stored))
                .isInstanceOf(TamperedException.class);
        for (var version : new RecordVersion[] {version(A, 2), version(B, 1)}) {
            assertThatThrownBy(
                            () -> vault.open("spotify", RecordKind.GRANT, new StoredRecord(version, stored.sealed())))
                    .isInstanceOf(TamperedException.class);
        }
        var other = new MemoryStoreIo();
        other.plant(Disk.KEY, io.content(Disk.KEY));
        var elsewhere = Disk.vault(other, FileTokenStore.open(other, Disk.FOLDER, Disk.entropy(50)));
        assertThatThrownBy(() -> elsewhere.open("spotify", RecordKind.GRANT, stored))
                .isInstanceOf(TamperedException.class);
    }

    @Test
    @Tag("R-096")
    void open_anyBitOfTheSealedBytesFlipped_neverOpens() throws IOException {
        var store = withGrant();
        var vault = Disk.vault(io, store);
        var stored = store.read("spotify", RecordKind.GRANT).orElseThrow();

        for (int bit = 0; bit < stored.sealed().length * 8; bit++) {
            var changed = stored.sealed().clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(
                            () -> vault.open("spotify", RecordKind.GRANT, new StoredRecord(stored.version(), changed)))
                    .isInstanceOfAny(TamperedException.class, LockedException.class);
        }
    }

    @Test
    @Tag("R-096")
    void everything_withAnotherKey_isLockedNamesBothAndChangesNothing() throws IOException {
        var store = withGrant();
        var before = io.content(Disk.SLOTS);
        var rightId = KeyFile.open(io, Disk.KEY, Disk.entropy(0), false).currentKeyId();
        var other = new MemoryStoreIo();
        var wrong = KeyFile.open(other, Disk.KEY, Disk.entropy(40), true);
        var vault = new Vault(store, wrong, Disk.entropy(4));

        assertThatThrownBy(() -> vault.read("spotify", RecordKind.GRANT))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining(rightId)
                .hasMessageContaining(wrong.currentKeyId())
                .hasMessageContaining(Disk.KEY.toString());
        assertThatThrownBy(() -> vault.write("spotify", RecordKind.GRANT, version(A, 1), version(A, 2), new byte[1]))
                .isInstanceOf(LockedException.class);
        assertThatThrownBy(() -> vault.write("tado", RecordKind.GRANT, null, version(B, 1), new byte[1]))
                .isInstanceOf(LockedException.class);

        assertThat(io.content(Disk.SLOTS)).isEqualTo(before);
        assertThat(store.list()).containsExactly("spotify");
        vault.remove("spotify");
        vault.write("tado", RecordKind.GRANT, null, version(B, 1), new byte[1]);
    }

    @Test
    void read_manyRecordsOfOneRun_asksForTheKeyOnce() throws IOException {
        var store = Disk.open(io);
        var vault = Disk.vault(io, store);
        for (int client = 0; client < 200; client++) {
            vault.write("c" + client, RecordKind.GRANT, null, version(A, 1), new byte[100]);
        }
        var keyFile = KeyFile.open(io, Disk.KEY, Disk.entropy(0), false);
        var asked = new AtomicInteger();
        var next = new Vault(store, counting(keyFile, asked), Disk.entropy(5));

        for (int client = 0; client < 200; client++) {
            assertThat(next.read("c" + client, RecordKind.GRANT)).isPresent();
        }

        assertThat(asked).hasValue(1);
    }

    private static KeyProvider counting(KeyProvider keys, AtomicInteger asked) {
        return new KeyProvider() {
            @Override
            public String currentKeyId() throws IOException {
                return keys.currentKeyId();
            }

            @Override
            public Optional<byte[]> key(String keyId) throws IOException {
                asked.incrementAndGet();
                return keys.key(keyId);
            }
        };
    }

    /** The store, which names this client first: the order of its own list is anybody's guess. */
    private static TokenStore listing(FileTokenStore store, String first) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                var result = method.invoke(store, arguments);
                return method.getName().equals("list") ? ordered(first, (Set<?>) result) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (TokenStore)
                Proxy.newProxyInstance(TokenStore.class.getClassLoader(), new Class<?>[] {TokenStore.class}, handler);
    }

    private static Set<Object> ordered(String first, Set<?> clients) {
        var ordered = new LinkedHashSet<Object>(Set.of(first));
        ordered.addAll(clients);
        return ordered;
    }

    @Test
    @Tag("R-096")
    void write_oneFileUnreadable_asksTheOthersForTheKey() throws IOException {
        var filled = withGrant();
        Disk.vault(io, filled).write("tado", RecordKind.GRANT, null, version(A, 1), new byte[1]);
        filled.close();
        io.makeUnreadable(Disk.SLOTS);
        var store = Disk.open(io);
        var keys = KeyFile.open(io, Disk.KEY, Disk.entropy(2), false);
        var vault = new Vault(listing(store, "spotify"), keys, Disk.entropy(3));

        vault.write("tado", RecordKind.GRANT, version(A, 1), version(A, 2), CANARY.getBytes(UTF_8));

        assertThat(text(vault, "tado")).isEqualTo(CANARY);
        assertThatThrownBy(() -> text(vault, "spotify")).isInstanceOf(IOException.class);
    }

    @Test
    @Tag("R-096")
    void write_everyFileUnreadable_sealsNothingWithAKeyThatMayBeWrong() throws IOException {
        withGrant().close();
        io.delete(Disk.KEY);
        var wrong = KeyFile.open(io, Disk.KEY, Disk.entropy(9), true);
        io.makeUnreadable(Disk.SLOTS);
        var store = Disk.open(io);
        var vault = new Vault(store, wrong, Disk.entropy(3));

        assertThatThrownBy(() -> vault.write("tado", RecordKind.GRANT, null, version(A, 1), new byte[1]))
                .isInstanceOf(IOException.class);

        assertThat(store.list()).containsExactly("spotify");
    }

    @Test
    void dataKey_afterItsShareOfRecords_isReplaced() throws IOException {
        var store = Disk.open(io);
        var keys = KeyFile.open(io, Disk.KEY, Disk.entropy(2), true);
        var dataKeys = new DataKeys(keys, new Aes(), Disk.entropy(6), store.id());
        var first = dataKeys.forSealing(keys.currentKeyId());

        for (int record = 1; record < DataKeys.RECORDS_PER_KEY; record++) {
            assertThat(dataKeys.forSealing(keys.currentKeyId()) == first).isTrue();
        }

        assertThat(dataKeys.forSealing(keys.currentKeyId())).isNotSameAs(first);
    }

    @Test
    void entry_asText_showsNoContent() {
        assertThat(new Vault.Entry(version(A, 1), CANARY.getBytes(UTF_8)).toString())
                .doesNotContain("99, 110");
    }
}
