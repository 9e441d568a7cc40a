// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StoredRecord;
import org.winekey.oauth.spi.TokenStore;

/**
 * Notes what a store acknowledged, and what it may hold besides: the record whose write was running or failed. Not
 * thread-safe.
 */
public final class NotingStore implements TokenStore {

    private static final List<Optional<StoredRecord>> NOTHING = List.of(Optional.empty());

    private final Map<Key, List<Optional<StoredRecord>>> may = new HashMap<>();
    private @Nullable TokenStore store;

    private record Key(String client, RecordKind kind) {}

    /** What happens to one record. */
    private interface Change {
        void run() throws IOException;
    }

    /** Nothing was noted, and there is no store yet. */
    public NotingStore() {
        this(null);
    }

    private NotingStore(@Nullable TokenStore store) {
        this.store = store;
    }

    /** The same notes for another store, to go on from here. */
    public NotingStore copyFor(TokenStore other) {
        var copy = new NotingStore(other);
        copy.may.putAll(may);
        return copy;
    }

    /** The store was opened again. */
    public void continueWith(TokenStore reopened) {
        store = reopened;
    }

    /**
     * What is wrong with the records of a store that was just opened (empty: nothing). What it hands out now, acknowledged
     * or not, somebody may rely on, so from now on it must stay.
     */
    public Optional<String> complaint(FileTokenStore found) throws IOException {
        if (!found.problems().isEmpty()) {
            return Optional.of(found.problems().get(0));
        }
        var clients = new TreeSet<>(found.list());
        may.keySet().forEach(key -> clients.add(key.client));
        for (var client : clients) {
            for (var kind : RecordKind.values()) {
                var record = found.read(client, kind);
                var key = new Key(client, kind);
                if (!mayBe(key, record)) {
                    return Optional.of(client + " has " + kind + " " + record.map(StoredRecord::version));
                }
                may.put(key, List.of(record));
            }
        }
        return Optional.empty();
    }

    private TokenStore store() {
        return requireNonNull(store);
    }

    private boolean mayBe(Key key, Optional<StoredRecord> found) {
        return may.getOrDefault(key, NOTHING).stream().anyMatch(one -> same(one, found));
    }

    private static boolean same(Optional<StoredRecord> one, Optional<StoredRecord> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() && other.isEmpty();
        }
        return one.get().version().equals(other.get().version())
                && Arrays.equals(one.get().sealed(), other.get().sealed());
    }

    private void change(List<Key> keys, Optional<StoredRecord> next, Change change) throws IOException {
        for (var key : keys) {
            var more = new ArrayList<>(may.getOrDefault(key, NOTHING));
            more.add(next);
            may.put(key, more);
        }
        change.run();
        keys.forEach(key -> may.put(key, List.of(next)));
    }

    @Override
    public String id() {
        return store().id();
    }

    @Override
    public Set<String> list() throws IOException {
        return store().list();
    }

    @Override
    public Optional<StoredRecord> read(String client, RecordKind kind) throws IOException {
        return store().read(client, kind);
    }

    @Override
    public void write(String client, RecordKind kind, @Nullable RecordVersion replaces, StoredRecord next)
            throws IOException {
        var key = List.of(new Key(client, kind));
        change(key, Optional.of(next), () -> store().write(client, kind, replaces, next));
    }

    @Override
    public void clear(String client, RecordKind kind, RecordVersion replaces) throws IOException {
        change(List.of(new Key(client, kind)), Optional.empty(), () -> store().clear(client, kind, replaces));
    }

    @Override
    public void remove(String client) throws IOException {
        var keys = Arrays.stream(RecordKind.values())
                .map(kind -> new Key(client, kind))
                .toList();
        change(keys, Optional.empty(), () -> store().remove(client));
    }

    @Override
    public void reseal(String client, Resealer resealer) throws IOException {
        store().reseal(client, resealer);
    }

    @Override
    public Watch watch(BiConsumer<String, RecordKind> watcher) {
        return store().watch(watcher);
    }
}
