// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A disk in memory that can fail or lose power at any call. A power cut keeps what was forced; of the rest it keeps a
 * beginning of the changes of names, and any sectors of 512 bytes of what was written. Thread-safe.
 */
public final class MemoryStoreIo implements StoreIo {

    private final Set<Path> folders = new HashSet<>();
    private final Set<Path> locks = new HashSet<>();
    private TreeMap<Path, MemoryFile> names = new TreeMap<>();
    private TreeMap<Path, MemoryFile> durableNames = new TreeMap<>();
    private final List<Consumer<TreeMap<Path, MemoryFile>>> unforcedNames = new ArrayList<>();
    private int calls;
    private int forces;
    private long written;
    private int failAt;
    private int failFor;
    private int cutAt;
    private boolean off;
    private int boots;
    private boolean ignoringForce;
    private boolean ignoringForceDirectory;

    /** The power is gone; nothing catches this. */
    public static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A disk that reports success to a flush and does nothing. */
    public synchronized MemoryStoreIo ignoringForce() {
        ignoringForce = true;
        return this;
    }

    /** A disk that reports success to a flush of a folder and does nothing. */
    public synchronized MemoryStoreIo ignoringForceDirectory() {
        ignoringForceDirectory = true;
        return this;
    }

    /** The n-th call from now fails, 1 being the next; a write fails half way. */
    public synchronized void failAt(int call) {
        failAt(call, 1);
    }

    /** That many calls fail, from the n-th from now on. */
    public synchronized void failAt(int call, int count) {
        failAt = calls + call;
        failFor = count;
    }

    /** The power goes at the n-th call from now; a write is half done. */
    public synchronized void cutAt(int call) {
        cutAt = calls + call;
    }

    /** No call fails from now on. */
    public synchronized void heal() {
        failAt = 0;
        cutAt = 0;
    }

    /** How many calls there were, flushes among them. */
    public synchronized int calls() {
        return calls;
    }

    /** How many flushes of files and folders there were. */
    public synchronized int forces() {
        return forces;
    }

    /** How many bytes were written. */
    public synchronized long written() {
        return written;
    }

    /** The power goes, if it is not gone yet, and comes back. */
    public synchronized void reboot(Random chance) {
        var kept = unforcedNames.isEmpty() ? 0 : chance.nextInt(unforcedNames.size() + 1);
        unforcedNames.subList(0, kept).forEach(change -> change.accept(durableNames));
        unforcedNames.clear();
        durableNames.values().stream().distinct().forEach(file -> file.reboot(chance));
        names = new TreeMap<>(durableNames);
        locks.clear();
        off = false;
        boots++;
        heal();
    }

    /** The bytes of a file, to look at or to change: what somebody else does to the disk. */
    public synchronized byte[] content(Path file) throws IOException {
        return find(file).content.clone();
    }

    /** Puts a file there, durable, behind everybody's back. */
    public synchronized void plant(Path file, byte[] content) {
        var planted = new MemoryFile();
        planted.content = content.clone();
        planted.durable = content.clone();
        names.put(file, planted);
        durableNames.put(file, planted);
    }

    private boolean call() throws IOException {
        if (off) {
            throw new PowerCut();
        }
        calls++;
        off = calls == cutAt;
        return off || (calls >= failAt && calls < failAt + failFor);
    }

    private void orFail(boolean failing) throws IOException {
        if (off) {
            throw new PowerCut();
        }
        if (failing) {
            throw new IOException("the disk failed");
        }
    }

    private MemoryFile find(Path file) throws NoSuchFileException {
        var found = names.get(file);
        if (found == null) {
            throw new NoSuchFileException(file.toString());
        }
        return found;
    }

    private void rename(Consumer<TreeMap<Path, MemoryFile>> change) {
        change.accept(names);
        unforcedNames.add(change);
    }

    @Override
    public synchronized void createDirectories(Path folder) throws IOException {
        orFail(call());
        folders.add(folder);
    }

    @Override
    public synchronized List<Path> list(Path folder) throws IOException {
        orFail(call());
        return names.keySet().stream()
                .filter(file -> folder.equals(file.getParent()))
                .toList();
    }

    @Override
    public synchronized boolean exists(Path file) throws IOException {
        orFail(call());
        return names.containsKey(file) || folders.contains(file);
    }

    @Override
    public synchronized StoreFile create(Path file) throws IOException {
        orFail(call());
        if (names.containsKey(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        var created = new MemoryFile();
        rename(map -> map.put(file, created));
        return new Open(created, boots);
    }

    @Override
    public synchronized StoreFile open(Path file) throws IOException {
        orFail(call());
        return new Open(find(file), boots);
    }

    @Override
    public synchronized byte[] read(Path file, int cap) throws IOException {
        orFail(call());
        var content = find(file).content;
        if (content.length > cap) {
            throw new IOException("too long: " + content.length);
        }
        return content.clone();
    }

    @Override
    public synchronized void move(Path from, Path to) throws IOException {
        if (names.containsKey(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        replace(from, to);
    }

    @Override
    public synchronized void replace(Path from, Path to) throws IOException {
        orFail(call());
        var moved = find(from);
        rename(map -> {
            map.remove(from, moved);
            map.put(to, moved);
        });
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        orFail(call());
        find(file);
        rename(map -> map.remove(file));
    }

    @Override
    public synchronized void forceDirectory(Path folder) throws IOException {
        orFail(call());
        forces++;
        if (!ignoringForceDirectory) {
            durableNames = new TreeMap<>(names);
            unforcedNames.clear();
        }
    }

    @Override
    public synchronized Protection protection(Path file) throws IOException {
        orFail(call());
        return Protection.OWNER_ONLY;
    }

    @Override
    public synchronized Optional<Closeable> lock(Path file) throws IOException {
        orFail(call());
        var boot = boots;
        return locks.add(file) ? Optional.of(() -> release(file, boot)) : Optional.empty();
    }

    private synchronized void release(Path file, int boot) {
        if (boot == boots) {
            locks.remove(file);
        }
    }

    private final class Open implements StoreFile {
        private final MemoryFile file;
        private final int boot;

        private Open(MemoryFile file, int boot) {
            this.file = file;
            this.boot = boot;
        }

        private boolean callOpen() throws IOException {
            if (boot != boots) {
                throw new PowerCut();
            }
            return call();
        }

        @Override
        public long size() throws IOException {
            synchronized (MemoryStoreIo.this) {
                orFail(callOpen());
                return file.content.length;
            }
        }

        @Override
        public byte[] read(long position, int length) throws IOException {
            synchronized (MemoryStoreIo.this) {
                orFail(callOpen());
                if (position + length > file.content.length) {
                    throw new IOException("the file ends before " + (position + length));
                }
                var bytes = new byte[length];
                System.arraycopy(file.content, (int) position, bytes, 0, length);
                return bytes;
            }
        }

        @Override
        public void write(long position, byte[] bytes) throws IOException {
            synchronized (MemoryStoreIo.this) {
                var failing = callOpen();
                var length = failing ? bytes.length / 2 : bytes.length;
                var done = new byte[length];
                System.arraycopy(bytes, 0, done, 0, length);
                file.write((int) position, done);
                written += length;
                orFail(failing);
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (MemoryStoreIo.this) {
                orFail(callOpen());
                forces++;
                if (!ignoringForce) {
                    file.force();
                }
            }
        }

        @Override
        public void close() {}
    }
}
