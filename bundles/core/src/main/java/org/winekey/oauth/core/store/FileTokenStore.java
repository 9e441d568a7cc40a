// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StoredRecord;
import org.winekey.oauth.spi.TokenStore;

/**
 * A token store in a folder: one file of preallocated slots for each client, written in place. One engine at a time has
 * it open, across processes and class loaders.
 *
 * <p>A version names the newest record of a kind. For grants that are set aside the newest is replaced in name only: the
 * two before it stay, the oldest of three goes. A kind that was cleared and a client that was removed have no version,
 * so a late write that names one is stale.
 *
 * <p>A record that cannot be read any more is a {@link DamagedException}, never "no record". Thread-safe.
 */
public final class FileTokenStore implements TokenStore, Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(FileTokenStore.class);
    private static final Pattern GRANT_ID = Pattern.compile("[0-9a-f]{32}");

    private final StoreFolder folder;
    private final String id;
    private final Closeable lock;
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final ConcurrentHashMap<String, Shelf> shelves = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<BiConsumer<String, RecordKind>> watchers = new CopyOnWriteArrayList<>();
    private final ReadWriteLock open = new ReentrantReadWriteLock();
    private volatile boolean closed;

    FileTokenStore(StoreFolder folder, String id, Closeable lock, List<String> problems) {
        this.folder = folder;
        this.id = id;
        this.lock = lock;
        this.problems.addAll(problems);
    }

    /**
     * Opens the store in a folder, and makes both when missing.
     *
     * @throws LockedException when the folder cannot be had, somebody else holds it, or a later version wrote it
     * @throws IOException when the folder cannot be read
     */
    public static FileTokenStore open(StoreIo io, Path path, Entropy entropy) throws IOException {
        var folder = new StoreFolder(io, path);
        var lock = StoreLock.acquire(folder);
        var opened = false;
        try {
            var problems = new ArrayList<String>();
            var fresh = !io.exists(folder.file(StoreFolder.IDENTITY));
            var id = new StoreIdentity(folder).open(entropy, problems);
            problems.addAll(StoreLock.exposure(folder, fresh));
            var store = new FileTokenStore(folder, id, lock, problems);
            store.load();
            opened = true;
            return store;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private void load() throws IOException {
        folder.removeLeftovers();
        // Guards against a process that was killed before it flushed the folder: the names seen here must stay.
        folder.io().forceDirectory(folder.path());
        for (var client : folder.clients()) {
            load(client);
        }
        for (var client : folder.damagedClients()) {
            if (!shelves.containsKey(client)) {
                refuse(client, folder.evidence(client).get(0));
            }
        }
    }

    private void load(String client) throws IOException {
        var file = new SlotFile(folder, id, client);
        try {
            file.load();
            shelves.put(client, new Shelf(file));
            if (!file.damagedKinds().isEmpty()) {
                problems.add("Client " + client + " has lost " + file.damagedKinds() + " to damage of its file");
            }
        } catch (DamagedException e) {
            folder.setAside(folder.slotFile(client));
        } catch (LockedException e) {
            throw e;
        } catch (IOException e) {
            file.invalidate();
            shelves.put(client, new Shelf(file));
            problems.add("The file of client " + client + " cannot be read: " + e.getMessage());
        }
    }

    private void refuse(String client, Path kept) {
        var reason = "The token file of client " + client + " was damaged or foreign and is kept as "
                + kept.getFileName() + ": restore a backup of " + client + ".slots and restart, or forget the client";
        var file = new SlotFile(folder, id, client);
        file.refuse(reason);
        shelves.put(client, new Shelf(file));
        problems.add(reason);
    }

    /**
     * What an operator should know: damaged files, and files that others can read. No secrets. The store itself does not
     * log them.
     */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Whether no client has a record, whole or damaged. Only then may a new key be made. */
    public boolean isEmpty() throws IOException {
        return list().isEmpty();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Set<String> list() throws IOException {
        var present = new HashSet<String>();
        for (var shelf : shelves.entrySet()) {
            if (shelf.getValue().<Boolean>with(SlotFile::present)) {
                present.add(shelf.getKey());
            }
        }
        return Set.copyOf(present);
    }

    @Override
    public Optional<StoredRecord> read(String client, RecordKind kind) throws IOException {
        var shelf = shelves.get(client);
        return whileOpen(() -> shelf == null ? Optional.empty() : shelf.with(file -> file.newest(kind)));
    }

    /** All records of a kind that are kept, newest first: up to three grants set aside, up to two of another kind. */
    public List<StoredRecord> history(String client, RecordKind kind) throws IOException {
        var shelf = shelves.get(client);
        return whileOpen(() -> shelf == null ? List.of() : shelf.with(file -> file.all(kind)));
    }

    @Override
    public void write(String client, RecordKind kind, @Nullable RecordVersion replaces, StoredRecord next)
            throws IOException {
        if (!GRANT_ID.matcher(next.version().grantId()).matches()) {
            throw new IllegalArgumentException("grantId: " + next.version().grantId());
        }
        change(client, file -> file.write(kind, replaces, next), kind);
    }

    @Override
    public void clear(String client, RecordKind kind, RecordVersion replaces) throws IOException {
        change(client, file -> file.clear(kind, replaces), kind);
    }

    @Override
    public void remove(String client) throws IOException {
        change(client, SlotFile::remove, RecordKind.values());
        problems.removeIf(problem -> problem.contains(" client " + client + " "));
    }

    @Override
    public Watch watch(BiConsumer<String, RecordKind> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** Lets running writes finish, then refuses everything and lets others have the folder. */
    @Override
    public void close() throws IOException {
        open.writeLock().lock();
        try {
            closed = true;
            lock.close();
        } finally {
            open.writeLock().unlock();
        }
    }

    private void change(String client, Shelf.Change change, RecordKind... kinds) throws IOException {
        var shelf = shelf(client);
        whileOpen(() -> {
            shelf.change(change, kinds);
            return id;
        });
        shelf.tell(kind -> watchers.forEach(watcher -> tell(watcher, client, kind)));
    }

    private static void tell(BiConsumer<String, RecordKind> watcher, String client, RecordKind kind) {
        try {
            watcher.accept(client, kind);
        } catch (RuntimeException e) {
            // Guards against a watcher's fault looking like a record that was not written.
            LOG.error("A watcher of the token store failed for client {}", client, e);
        }
    }

    private Shelf shelf(String client) {
        return shelves.computeIfAbsent(client, name -> new Shelf(new SlotFile(folder, id, name)));
    }

    private <T> T whileOpen(Action<T> action) throws IOException {
        open.readLock().lock();
        try {
            if (closed) {
                throw new IOException("The token store in " + folder.path() + " is closed");
            }
            return action.run();
        } finally {
            open.readLock().unlock();
        }
    }

    private interface Action<T> {
        T run() throws IOException;
    }
}
