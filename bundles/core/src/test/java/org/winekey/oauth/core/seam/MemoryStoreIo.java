// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that can fail, lie or lose power at any call. A power cut keeps what was forced; of the rest it keeps
 * any changes of names, and any sectors of 512 bytes of what was written. Thread-safe.
 */
public final class MemoryStoreIo implements StoreIo {

    private static final Runnable NOBODY = () -> {};

    private final Set<Path> folders = new HashSet<>();
    private final Set<Path> locks = new HashSet<>();
    private MemoryNames names = new MemoryNames();
    private Runnable looker = NOBODY;
    private Function<Path, IOException> failure = file -> new IOException("Input/output error");
    private @Nullable Path unreadable;
    private int calls;
    private int forces;
    private long written;
    private int failAt;
    private int failFor;
    private int cutAt;
    private int spoilAt;
    private boolean off;
    private int boots;

    /** The power is gone; nothing catches this. */
    public static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;
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

    /** What failing calls throw from now on; it is given the file or folder. */
    public synchronized void failWith(Function<Path, IOException> exception) {
        failure = exception;
    }

    /** The power goes at the n-th call from now; a write is half done. */
    public synchronized void cutAt(int call) {
        cutAt = calls + call;
    }

    /** The n-th call from now, if it is a write, succeeds and one bit of it is wrong. */
    public synchronized void spoilAt(int call) {
        spoilAt = calls + call;
    }

    /** A file that can neither be opened nor read from now on, as one on a bad block. */
    public synchronized void makeUnreadable(Path file) {
        unreadable = file;
    }

    /** No call fails or lies from now on. */
    public synchronized void heal() {
        unreadable = null;
        failAt = 0;
        failFor = 0;
        cutAt = 0;
        spoilAt = 0;
    }

    /** Runs in the middle and at the end of every call that changes the disk: the moments at which it may be lost. */
    public synchronized void onChange(Runnable look) {
        looker = look;
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

    /** Whether the power is gone. */
    public synchronized boolean off() {
        return off;
    }

    /** Whether all that was written is durable. */
    public synchronized boolean settled() {
        return names.settled();
    }

    /** Another disk, as this one is found when the process is killed now: nothing is gone, nothing more is durable. */
    public synchronized MemoryStoreIo afterKill() {
        return image(names.afterKill());
    }

    /** Another disk, as this one may be found when the power goes now. */
    public synchronized MemoryStoreIo afterPowerCut(RandomGenerator chance) {
        return image(names.afterPowerCut(chance));
    }

    private MemoryStoreIo image(MemoryNames found) {
        var image = new MemoryStoreIo();
        image.names = found;
        image.folders.addAll(folders);
        return image;
    }

    /** The power goes, if it is not gone yet, and comes back. */
    public synchronized void reboot(RandomGenerator chance) {
        names = names.afterPowerCut(chance);
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
        names.plant(file, new MemoryFile(content.clone()));
    }

    private boolean call() {
        if (off) {
            throw new PowerCut();
        }
        calls++;
        off = calls == cutAt;
        return off || (calls >= failAt && calls < failAt + failFor);
    }

    private void orFail(boolean failing, Path file) throws IOException {
        if (off) {
            throw new PowerCut();
        }
        if (failing) {
            throw failure.apply(file);
        }
    }

    private MemoryFile find(Path file) throws NoSuchFileException {
        var found = names.present.get(file);
        if (found == null) {
            throw new NoSuchFileException(file.toString());
        }
        return found;
    }

    @Override
    public synchronized void createDirectories(Path folder) throws IOException {
        orFail(call(), folder);
        folders.add(folder);
    }

    @Override
    public synchronized List<Path> list(Path folder) throws IOException {
        orFail(call(), folder);
        return names.present.keySet().stream()
                .filter(file -> folder.equals(file.getParent()))
                .toList();
    }

    @Override
    public synchronized boolean exists(Path file) throws IOException {
        orFail(call(), file);
        return names.present.containsKey(file) || folders.contains(file);
    }

    @Override
    public synchronized StoreFile create(Path file) throws IOException {
        orFail(call(), file);
        if (names.present.containsKey(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        var created = new MemoryFile();
        names.create(file, created);
        looker.run();
        return new Open(file, created, boots);
    }

    @Override
    public synchronized StoreFile open(Path file) throws IOException {
        orFail(call() || file.equals(unreadable), file);
        return new Open(file, find(file), boots);
    }

    @Override
    public synchronized byte[] read(Path file, int cap) throws IOException {
        orFail(call() || file.equals(unreadable), file);
        var content = find(file).content;
        if (content.length > cap) {
            throw new IOException("too long: " + content.length);
        }
        return content.clone();
    }

    @Override
    public synchronized void move(Path from, Path to) throws IOException {
        if (names.present.containsKey(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        replace(from, to);
    }

    @Override
    public synchronized void replace(Path from, Path to) throws IOException {
        orFail(call(), from);
        find(from);
        names.move(from, to);
        looker.run();
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        orFail(call(), file);
        find(file);
        names.delete(file);
        looker.run();
    }

    @Override
    public synchronized void forceDirectory(Path folder) throws IOException {
        orFail(call(), folder);
        forces++;
        names.force(folder);
        looker.run();
    }

    @Override
    public synchronized Protection protection(Path file) throws IOException {
        orFail(call(), file);
        return Protection.OWNER_ONLY;
    }

    @Override
    public synchronized Optional<Closeable> lock(Path file) throws IOException {
        orFail(call(), file);
        var boot = boots;
        return locks.add(file) ? Optional.of(() -> release(file, boot)) : Optional.empty();
    }

    private synchronized void release(Path file, int boot) {
        if (boot == boots) {
            locks.remove(file);
        }
    }

    private final class Open implements StoreFile {
        private final Path name;
        private final MemoryFile file;
        private final int boot;

        private Open(Path name, MemoryFile file, int boot) {
            this.name = name;
            this.file = file;
            this.boot = boot;
        }

        private boolean callOpen() {
            if (boot != boots) {
                throw new PowerCut();
            }
            return call();
        }

        @Override
        public long size() throws IOException {
            synchronized (MemoryStoreIo.this) {
                orFail(callOpen(), name);
                return file.content.length;
            }
        }

        @Override
        public byte[] read(long position, int length) throws IOException {
            synchronized (MemoryStoreIo.this) {
                orFail(callOpen(), name);
                if (position + length > file.content.length) {
                    throw new IOException("the file ends before " + (position + length));
                }
                return Arrays.copyOfRange(file.content, (int) position, (int) position + length);
            }
        }

        @Override
        public void write(long position, byte[] bytes) throws IOException {
            synchronized (MemoryStoreIo.this) {
                var failing = callOpen();
                var half = bytes.length / 2;
                file.write((int) position, Arrays.copyOf(bytes, half));
                looker.run();
                orFail(failing, name);
                var rest = Arrays.copyOfRange(bytes, half, bytes.length);
                if (calls == spoilAt) {
                    rest[rest.length / 2] ^= 1;
                }
                file.write((int) position + half, rest);
                written += bytes.length;
                looker.run();
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (MemoryStoreIo.this) {
                orFail(callOpen(), name);
                forces++;
                file.force();
                looker.run();
            }
        }

        @Override
        public void close() {}
    }
}
