// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
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
    private final StoreNotices notices;
    private final @Nullable RollbackMarks marks;
    private final ConcurrentHashMap<String, Shelf> shelves = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<BiConsumer<String, RecordKind>> watchers = new CopyOnWriteArrayList<>();
    private final ReadWriteLock open = new ReentrantReadWriteLock();
    private volatile boolean closed;

    private FileTokenStore(
            StoreFolder folder, String id, Closeable lock, StoreNotices notices, @Nullable RollbackMarks marks) {
        this.folder = folder;
        this.id = id;
        this.lock = lock;
        this.notices = notices;
        this.marks = marks;
    }

    /** Opens the store in a folder as {@link #open(StoreIo, Path, Entropy, Path)} does, without marks. */
    public static FileTokenStore open(StoreIo io, Path path, Entropy entropy) throws IOException {
        return opened(new StoreFolder(io, path), entropy, null);
    }

    /**
     * Opens the store in a folder, and makes both when missing.
     *
     * @param marks a file outside the folder, by which an older copy of the folder is noticed; it may be missing
     * @throws LockedException when the folder cannot be had, somebody else holds it, or a later version wrote it
     * @throws IOException when the folder cannot be read
     */
    public static FileTokenStore open(StoreIo io, Path path, Entropy entropy, Path marks) throws IOException {
        return opened(new StoreFolder(io, path), entropy, marks);
    }

    /** Where the marks lie if nobody says otherwise: beside the key file, or beside the folder when there is none. */
    public static Path marks(Path folder, @Nullable Path keyFile) {
        return RollbackMarks.place(folder, keyFile);
    }

    private static FileTokenStore opened(StoreFolder folder, Entropy entropy, @Nullable Path marks) throws IOException {
        var lock = StoreLock.acquire(folder);
        var opened = false;
        try {
            var store = loaded(folder, entropy, marks, lock);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private static FileTokenStore loaded(StoreFolder folder, Entropy entropy, @Nullable Path marks, Closeable lock)
            throws IOException {
        var listing = folder.look();
        folder.removeLeftovers(listing);
        var notices = new StoreNotices(folder.io());
        var id = new StoreIdentity(folder).open(listing, entropy, notices);
        notices.exposure(folder, listing);
        var side = marks == null ? null : new RollbackMarks(folder.io(), marks, id);
        var store = new FileTokenStore(folder, id, lock, notices, side);
        store.load(listing, OrderlyEnd.takeMark(folder, listing));
        return store;
    }

    private void load(StoreFolder.Listing listing, boolean flushed) throws IOException {
        // Guards against a process that was killed before it flushed the folder: the names seen here must stay.
        folder.io().forceDirectory(folder.path());
        var reused = ByteBuffer.allocateDirect(SlotLayout.USUAL.fileSize());
        for (var client : listing.clients()) {
            load(client, flushed, reused);
        }
        listing.damagedClients().forEach((client, kept) -> {
            if (!shelves.containsKey(client)) {
                refuse(new SlotFile(folder, id, client), client, kept);
            }
        });
        if (marks != null) {
            marks.compare(shelves, notices);
        }
    }

    private void load(String client, boolean flushed, ByteBuffer reused) throws IOException {
        var file = new SlotFile(folder, id, client);
        try {
            file.loadFirst(flushed, reused);
            shelve(client, file);
        } catch (DamagedException e) {
            var kept = folder.setAside(folder.slotFile(client));
            refuse(file, client, kept.getFileName().toString());
        } catch (LockedException e) {
            throw e;
        } catch (IOException e) {
            file.invalidate();
            shelve(client, file);
        }
    }

    private void refuse(SlotFile file, String client, String kept) {
        file.refuse("The token file of client " + client + " was damaged or foreign and is kept as " + kept
                + ": put a backup of " + client + ".slots in its place, or forget the client");
        shelve(client, file);
    }

    private void shelve(String client, SlotFile file) {
        shelves.put(client, new Shelf(file));
        if (file.doubtful()) {
            watchOver(client);
        }
    }

    private void watchOver(String client) {
        notices.add("client " + client, () -> problem(client));
    }

    private Optional<String> problem(String client) {
        var shelf = shelf(client);
        try {
            return use(client, shelf, () -> shelf.with(SlotFile::problem));
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * What an operator should know now: damaged files, files that others can read, older copies, removals that the disk
     * refuses. Looks again at what was noticed before, not at everything. No secrets. The store itself does not log them.
     */
    public List<String> problems() {
        return notices.now();
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
            if (present(shelf.getKey(), shelf.getValue())) {
                present.add(shelf.getKey());
            }
        }
        return Set.copyOf(present);
    }

    private boolean present(String client, Shelf shelf) throws IOException {
        try {
            return use(client, shelf, () -> shelf.with(SlotFile::present));
        } catch (IOException e) {
            return whileOpen(() -> true);
        }
    }

    @Override
    public Optional<StoredRecord> read(String client, RecordKind kind) throws IOException {
        var shelf = shelves.get(client);
        return shelf == null
                ? whileOpen(Optional::empty)
                : use(client, shelf, () -> shelf.with(file -> file.newest(kind)));
    }

    /** All records of a kind that are kept, newest first: up to three grants set aside, up to two of another kind. */
    public List<StoredRecord> history(String client, RecordKind kind) throws IOException {
        var shelf = shelves.get(client);
        return shelf == null ? whileOpen(List::of) : use(client, shelf, () -> shelf.with(file -> file.all(kind)));
    }

    @Override
    public void write(String client, RecordKind kind, @Nullable RecordVersion replaces, StoredRecord next)
            throws IOException {
        if (!GRANT_ID.matcher(next.version().grantId()).matches()) {
            throw new IllegalArgumentException("grantId: " + next.version().grantId());
        }
        change(client, shelf -> shelf.change(kind, file -> file.write(kind, replaces, next)));
    }

    @Override
    public void clear(String client, RecordKind kind, RecordVersion replaces) throws IOException {
        change(client, shelf -> shelf.change(kind, file -> file.clear(kind, replaces)));
    }

    @Override
    public void remove(String client) throws IOException {
        try {
            change(client, Shelf::remove);
        } catch (IOException e) {
            watchOver(client);
            throw e;
        }
    }

    @Override
    public void reseal(String client, Resealer resealer) throws IOException {
        var shelf = shelves.get(client);
        if (shelf != null) {
            whileOpen(() -> shelf.with(file -> {
                file.reseal(resealer);
                return id;
            }));
        }
    }

    @Override
    public Watch watch(BiConsumer<String, RecordKind> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** Lets running writes finish, tries removals that are due once more, then lets others have the folder. */
    @Override
    public void close() throws IOException {
        open.writeLock().lock();
        try {
            if (!closed) {
                shelves.values().forEach(FileTokenStore::finishRemoval);
                if (marks != null) {
                    marks.save(shelves);
                }
                OrderlyEnd.leaveMark(folder, shelves.values());
            }
            closed = true;
            lock.close();
        } finally {
            open.writeLock().unlock();
        }
        shelves.forEach(this::tell);
    }

    private static void finishRemoval(Shelf shelf) {
        try {
            shelf.finishRemoval();
        } catch (IOException e) {
            LOG.warn("{} The store is closed now, so after the next start it can be there again", e.getMessage());
        }
    }

    private void change(String client, Change change) throws IOException {
        var shelf = shelf(client);
        use(client, shelf, () -> {
            change.of(shelf);
            return shelf;
        });
    }

    private <T> T use(String client, Shelf shelf, Action<T> action) throws IOException {
        try {
            return whileOpen(action);
        } finally {
            tell(client, shelf);
        }
    }

    private void tell(String client, Shelf shelf) {
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

    private interface Change {
        void of(Shelf shelf) throws IOException;
    }
}
