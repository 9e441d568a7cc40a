// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The real disk. Thread-safe. */
public final class DiskStoreIo implements StoreIo {

    private static final Set<OpenOption> BOTH = Set.of(READ, WRITE, NOFOLLOW_LINKS);
    private static final Set<OpenOption> READING = Set.of(READ);
    private static final boolean WINDOWS = File.separatorChar == '\\';

    @Override
    public void createDirectories(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        var parent = folder.toAbsolutePath().getParent();
        if (parent == null) {
            throw new NoSuchFileException(folder.toString());
        }
        createDirectories(parent);
        try {
            Files.createDirectory(folder, OwnerOnly.folder(folder));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        forceDirectory(parent);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        if (!exists(folder)) {
            return List.of();
        }
        var found = new TreeSet<Path>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (Files.isRegularFile(file, NOFOLLOW_LINKS)) {
                    found.add(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return List.copyOf(found);
    }

    @Override
    public SortedMap<Path, Protection> protections(Path folder) throws IOException {
        return exists(folder) ? OwnerOnly.files(folder) : new TreeMap<>();
    }

    @Override
    public boolean exists(Path file) throws IOException {
        try {
            Files.readAttributes(file, "size", NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public StoreFile create(Path file) throws IOException {
        var created = FileChannel.open(file, Set.of(CREATE_NEW, READ, WRITE), OwnerOnly.file(file));
        return new DiskFile(file, created, BOTH);
    }

    @Override
    public StoreFile open(Path file) throws IOException {
        return DiskFile.open(file, BOTH);
    }

    @Override
    public byte[] read(Path file, int cap) throws IOException {
        return read(file, cap, ByteBuffer.allocate(0)).array();
    }

    @Override
    public ByteBuffer read(Path file, int cap, ByteBuffer reused) throws IOException {
        try (var open = DiskFile.open(file, READING)) {
            var size = open.size();
            if (size > cap) {
                throw new IOException(file.getFileName() + " has " + size + " bytes, more than " + cap);
            }
            var content = size > reused.capacity() ? ByteBuffer.allocate((int) size) : reused.clear();
            return open.fill(0, content.limit((int) size));
        }
    }

    @Override
    public byte[] readUnsized(Path file, int cap) throws IOException {
        // Guards against a pipe or a terminal, which would keep the reader waiting for ever.
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new IOException(file.getFileName() + " is not a plain file");
        }
        try (var content = Files.newInputStream(file)) {
            var bytes = content.readNBytes(cap + 1);
            if (bytes.length > cap) {
                throw new IOException(file.getFileName() + " has more than " + cap + " bytes");
            }
            return bytes;
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        if (exists(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        replace(from, to);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.delete(file);
    }

    @Override
    public void forceDirectory(Path folder) throws IOException {
        // Windows opens no directory for this, and its file systems log such changes themselves.
        if (!WINDOWS) {
            try (var open = DiskFile.open(folder, READING)) {
                open.force(true);
            }
        }
    }

    @Override
    public Protection protection(Path file) throws IOException {
        return OwnerOnly.of(file);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A name in the system properties comes first: it is seen by every engine of this process, whatever its class
     * loader, and it guards against a second channel on the lock file, whose closing would drop the first one's lock.
     */
    @Override
    public Optional<Closeable> lock(Path file) throws IOException {
        var parent = file.toAbsolutePath().getParent();
        var name = "org.winekey.oauth.lock:"
                + (parent == null ? file : parent.toRealPath().resolve(file.getFileName()));
        if (System.getProperties().putIfAbsent(name, "held") != null) {
            return Optional.empty();
        }
        var held = Optional.<Closeable>empty();
        try {
            held = lockChannel(file, name);
            return held;
        } finally {
            if (held.isEmpty()) {
                System.getProperties().remove(name);
            }
        }
    }

    private Optional<Closeable> lockChannel(Path file, String name) throws IOException {
        if (!exists(file)) {
            create(file).close();
        }
        var channel = FileChannel.open(file, BOTH);
        var locked = false;
        try {
            locked = tryLock(channel) != null;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? Optional.of(() -> release(channel, name)) : Optional.empty();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void release(FileChannel channel, String name) throws IOException {
        if (channel.isOpen()) {
            try {
                channel.close();
            } finally {
                System.getProperties().remove(name);
            }
        }
    }
}
