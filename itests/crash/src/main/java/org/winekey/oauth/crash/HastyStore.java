// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StoredRecord;
import org.winekey.oauth.spi.TokenStore;

/** A weakened store: a write returns at once and is made when the next one of that record comes. Thread-safe. */
public final class HastyStore implements TokenStore {

    private final TokenStore store;
    private final Map<Key, Write> waiting = new LinkedHashMap<>();

    private record Key(String client, RecordKind kind) {}

    private record Write(@Nullable RecordVersion replaces, StoredRecord next) {}

    private HastyStore(TokenStore store) {
        this.store = store;
    }

    /** The store itself unless that is the weakness. */
    public static TokenStore over(TokenStore store, Weakness weakness) {
        return weakness == Weakness.PUBLISH_BEFORE_WRITE ? new HastyStore(store) : store;
    }

    @Override
    public String id() {
        return store.id();
    }

    @Override
    public synchronized Set<String> list() throws IOException {
        flush();
        return store.list();
    }

    @Override
    public synchronized Optional<StoredRecord> read(String client, RecordKind kind) throws IOException {
        var write = waiting.get(new Key(client, kind));
        return write != null ? Optional.of(write.next) : store.read(client, kind);
    }

    @Override
    public synchronized void write(String client, RecordKind kind, @Nullable RecordVersion replaces, StoredRecord next)
            throws IOException {
        var key = new Key(client, kind);
        flush(key);
        waiting.put(key, new Write(replaces, next));
    }

    @Override
    public synchronized void clear(String client, RecordKind kind, RecordVersion replaces) throws IOException {
        flush();
        store.clear(client, kind, replaces);
    }

    @Override
    public synchronized void remove(String client) throws IOException {
        flush();
        store.remove(client);
    }

    @Override
    public Watch watch(BiConsumer<String, RecordKind> watcher) {
        return store.watch(watcher);
    }

    private void flush() throws IOException {
        for (var key : List.copyOf(waiting.keySet())) {
            flush(key);
        }
    }

    private void flush(Key key) throws IOException {
        var write = waiting.remove(key);
        if (write != null) {
            store.write(key.client, key.kind, write.replaces, write.next);
        }
    }
}
