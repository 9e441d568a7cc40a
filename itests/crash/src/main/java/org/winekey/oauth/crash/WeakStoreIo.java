// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.StoreIo;

/** A disk that spares the store what a weakness says. The store above it is the real one. Thread-safe. */
public final class WeakStoreIo implements StoreIo {

    private final StoreIo disk;
    private final Weakness weakness;

    private WeakStoreIo(StoreIo disk, Weakness weakness) {
        this.disk = disk;
        this.weakness = weakness;
    }

    /** The disk itself when the weakness is not one of a disk. */
    public static StoreIo over(StoreIo disk, Weakness weakness) {
        return weakness == Weakness.NONE ? disk : new WeakStoreIo(disk, weakness);
    }

    @Override
    public void createDirectories(Path folder) throws IOException {
        disk.createDirectories(folder);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public boolean exists(Path file) throws IOException {
        return disk.exists(file);
    }

    @Override
    public StoreFile create(Path file) throws IOException {
        return new WeakFile(disk.create(file));
    }

    @Override
    public StoreFile open(Path file) throws IOException {
        return new WeakFile(disk.open(file));
    }

    @Override
    public byte[] read(Path file, int cap) throws IOException {
        return disk.read(file, cap);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        disk.move(from, to);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        disk.replace(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public void forceDirectory(Path folder) throws IOException {
        if (weakness != Weakness.NO_DIRECTORY_FORCE) {
            disk.forceDirectory(folder);
        }
    }

    @Override
    public Protection protection(Path file) throws IOException {
        return disk.protection(file);
    }

    @Override
    public Optional<Closeable> lock(Path file) throws IOException {
        return weakness == Weakness.NO_LOCK ? Optional.of(() -> {}) : disk.lock(file);
    }

    private final class WeakFile implements StoreFile {
        private final StoreFile file;
        private byte @Nullable [] written;
        private long writtenAt;

        private WeakFile(StoreFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public byte[] read(long position, int length) throws IOException {
            var known = written;
            if (weakness == Weakness.NO_READ_BACK && known != null && position == writtenAt && length == known.length) {
                return known.clone();
            }
            return file.read(position, length);
        }

        @Override
        public void write(long position, byte[] bytes) throws IOException {
            file.write(position, bytes);
            written = bytes.clone();
            writtenAt = position;
        }

        @Override
        public void force() throws IOException {
            if (weakness != Weakness.NO_FORCE) {
                file.force();
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
