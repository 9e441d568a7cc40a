// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.seam.SystemEntropy;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.crash.OpenStore;
import org.winekey.oauth.crash.Place;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StoredRecord;

/** Records in the real store, sealed by the real vault. Not thread-safe. */
final class SealedRecords implements Records {

    private static final String GRANT_ID = "0123456789abcdef0123456789abcdef";

    private final FileTokenStore store;
    private final Vault vault;

    private SealedRecords(FileTokenStore store, Vault vault) {
        this.store = store;
        this.vault = vault;
    }

    static SealedRecords open(StoreIo io, Path root, Weakness weakness) throws IOException {
        var open = OpenStore.at(
                io,
                Place.in(root),
                new SystemEntropy(),
                store -> weakness == Weakness.NO_KEY_CHECK ? new BlindStore(store) : store);
        return new SealedRecords(open.store(), open.vault());
    }

    /** The store below, for what somebody does behind the vault's back. */
    FileTokenStore store() {
        return store;
    }

    @Override
    public Set<String> clients() throws IOException {
        return store.list();
    }

    @Override
    public Optional<String> read(String client, RecordKind kind) throws IOException {
        return vault.read(client, kind).map(entry -> new String(entry.content(), UTF_8));
    }

    @Override
    public void write(String client, RecordKind kind, String text) throws IOException {
        var newest = newest(client, kind);
        vault.write(client, kind, newest.orElse(null), next(newest), text.getBytes(UTF_8));
    }

    @Override
    public void clear(String client, RecordKind kind) throws IOException {
        var newest = newest(client, kind);
        if (newest.isPresent()) {
            vault.clear(client, kind, newest.get());
        }
    }

    /** Puts sealed bytes where they may not belong: what somebody does who can write to the folder. */
    void plant(String client, RecordKind kind, byte[] sealed) throws IOException {
        var newest = newest(client, kind);
        store.write(client, kind, newest.orElse(null), new StoredRecord(next(newest), sealed));
    }

    private static RecordVersion next(Optional<RecordVersion> newest) {
        return new RecordVersion(GRANT_ID, newest.map(RecordVersion::generation).orElse(0L) + 1);
    }

    private Optional<RecordVersion> newest(String client, RecordKind kind) throws IOException {
        return store.read(client, kind).map(StoredRecord::version);
    }

    @Override
    public void remove(String client) throws IOException {
        vault.remove(client);
    }

    @Override
    public List<String> problems() {
        return store.problems();
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
