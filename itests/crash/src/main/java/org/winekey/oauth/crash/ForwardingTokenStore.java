// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StoredRecord;
import org.winekey.oauth.spi.TokenStore;

/** A store that passes every call on to another one; who extends it does otherwise with some. Thread-safe. */
public abstract class ForwardingTokenStore implements TokenStore {

    private final TokenStore store;

    /** Passes on to that store. */
    protected ForwardingTokenStore(TokenStore store) {
        this.store = store;
    }

    @Override
    public String id() {
        return store.id();
    }

    @Override
    public Set<String> list() throws IOException {
        return store.list();
    }

    @Override
    public Optional<StoredRecord> read(String client, RecordKind kind) throws IOException {
        return store.read(client, kind);
    }

    @Override
    public void write(String client, RecordKind kind, @Nullable RecordVersion replaces, StoredRecord next)
            throws IOException {
        store.write(client, kind, replaces, next);
    }

    @Override
    public void clear(String client, RecordKind kind, RecordVersion replaces) throws IOException {
        store.clear(client, kind, replaces);
    }

    @Override
    public void remove(String client) throws IOException {
        store.remove(client);
    }

    @Override
    public void reseal(String client, Resealer resealer) throws IOException {
        store.reseal(client, resealer);
    }

    @Override
    public Watch watch(BiConsumer<String, RecordKind> watcher) {
        return store.watch(watcher);
    }
}
