// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;
import org.winekey.oauth.spi.StoredRecord;
import org.winekey.oauth.spi.TokenStore;

/** A store that forgets with the test, and fails when the test says so. Thread-safe. */
final class MemoryTokenStore implements TokenStore {

    private record Place(String client, RecordKind kind) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return toString().compareTo(other.toString());
        }
    }

    private final Map<Place, StoredRecord> records = new TreeMap<>();
    private final Set<String> removing = new TreeSet<>();
    private final CopyOnWriteArrayList<BiConsumer<String, RecordKind>> watchers = new CopyOnWriteArrayList<>();
    private volatile Predicate<RecordKind> writesFail = kind -> false;
    private volatile boolean failAfterWriting;
    private volatile @Nullable IOException readsFail;
    private volatile Runnable beforeTelling = () -> {};
    private volatile Runnable beforeReading = () -> {};
    private volatile boolean tellsNobody;
    private int writes;

    /** Writes and removals of these kinds fail from now on. */
    void writesFail(Predicate<RecordKind> kinds) {
        writesFail = kinds;
    }

    /** Failing writes reach the disk all the same: the error comes from the last flush. */
    void failAfterWriting(boolean after) {
        failAfterWriting = after;
    }

    /** Reads fail from now on (null: they work again). */
    void readsFail(@Nullable IOException why) {
        readsFail = why;
    }

    /** Runs when a change is durable and nobody was told of it yet. */
    void beforeTelling(Runnable step) {
        beforeTelling = step;
    }

    /** Changes from now on are told to nobody. */
    void tellsNobody(boolean yes) {
        tellsNobody = yes;
    }

    /** Runs before each read. */
    void beforeReading(Runnable step) {
        beforeReading = step;
    }

    /** How many listen. */
    int watchers() {
        return watchers.size();
    }

    synchronized int writes() {
        return writes;
    }

    @Override
    public String id() {
        return "0123456789abcdef0123456789abcdef";
    }

    @Override
    public synchronized Set<String> list() throws IOException {
        failReading();
        return records.keySet().stream().map(Place::client).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<StoredRecord> read(String client, RecordKind kind) throws IOException {
        beforeReading.run();
        finishRemoval(client);
        synchronized (this) {
            failReading();
            return Optional.ofNullable(records.get(new Place(client, kind)));
        }
    }

    @Override
    public void write(String client, RecordKind kind, @Nullable RecordVersion replaces, StoredRecord next)
            throws IOException {
        finishRemoval(client);
        synchronized (this) {
            fence(client, kind, replaces);
            writes++;
            if (!writesFail.test(kind) || failAfterWriting) {
                records.put(new Place(client, kind), next);
            }
            failWriting(kind);
        }
        tell(client, kind);
    }

    @Override
    public void clear(String client, RecordKind kind, RecordVersion replaces) throws IOException {
        finishRemoval(client);
        synchronized (this) {
            fence(client, kind, replaces);
            failWriting(kind);
            records.remove(new Place(client, kind));
        }
        tell(client, kind);
    }

    @Override
    public void remove(String client) throws IOException {
        synchronized (this) {
            removing.add(client);
        }
        finishRemoval(client);
    }

    @Override
    public synchronized void reseal(String client, Resealer resealer) throws IOException {
        var resealed = new TreeMap<Place, StoredRecord>();
        for (var place : records.keySet()) {
            if (place.client().equals(client)) {
                var record = Objects.requireNonNull(records.get(place));
                resealed.put(place, new StoredRecord(record.version(), resealer.reseal(place.kind(), record)));
            }
        }
        failWriting(RecordKind.GRANT);
        records.putAll(resealed);
    }

    @Override
    public Watch watch(BiConsumer<String, RecordKind> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    private void finishRemoval(String client) throws IOException {
        synchronized (this) {
            if (!removing.contains(client)) {
                return;
            }
            failWriting(RecordKind.GRANT);
            records.keySet().removeIf(place -> place.client().equals(client));
            removing.remove(client);
        }
        for (var kind : RecordKind.values()) {
            tell(client, kind);
        }
    }

    private void fence(String client, RecordKind kind, @Nullable RecordVersion replaces) throws StaleVersionException {
        var present = records.get(new Place(client, kind));
        var version = present == null ? null : present.version();
        if (version == null ? replaces != null : !version.equals(replaces)) {
            throw new StaleVersionException(client + " " + kind);
        }
    }

    private void failReading() throws IOException {
        var why = readsFail;
        if (why != null) {
            throw why;
        }
    }

    private void failWriting(RecordKind kind) throws IOException {
        if (writesFail.test(kind)) {
            throw new IOException("no space left on device");
        }
    }

    private void tell(String client, RecordKind kind) {
        beforeTelling.run();
        if (tellsNobody) {
            return;
        }
        watchers.forEach(watcher -> watcher.accept(client, kind));
    }
}
