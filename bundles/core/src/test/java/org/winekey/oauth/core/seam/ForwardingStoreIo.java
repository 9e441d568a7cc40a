// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A disk that passes every call on to another one; who extends it does otherwise with some. Thread-safe. */
public abstract class ForwardingStoreIo implements StoreIo {

    private final StoreIo disk;

    /** Passes on to that disk. */
    protected ForwardingStoreIo(StoreIo disk) {
        this.disk = disk;
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
    public SortedMap<Path, Protection> protections(Path folder) throws IOException {
        return disk.protections(folder);
    }

    @Override
    public boolean exists(Path file) throws IOException {
        return disk.exists(file);
    }

    @Override
    public StoreFile create(Path file) throws IOException {
        return disk.create(file);
    }

    @Override
    public StoreFile open(Path file) throws IOException {
        return disk.open(file);
    }

    @Override
    public byte[] read(Path file, int cap) throws IOException {
        return disk.read(file, cap);
    }

    @Override
    public byte[] readUnsized(Path file, int cap) throws IOException {
        return disk.readUnsized(file, cap);
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
        disk.forceDirectory(folder);
    }

    @Override
    public Protection protection(Path file) throws IOException {
        return disk.protection(file);
    }

    @Override
    public Optional<Closeable> lock(Path file) throws IOException {
        return disk.lock(file);
    }

    /** An open file that passes every call on to another one. */
    protected static class ForwardingFile implements StoreFile {
        private final StoreFile file;

        /** Passes on to that file. */
        protected ForwardingFile(StoreFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public byte[] read(long position, int length) throws IOException {
            return file.read(position, length);
        }

        @Override
        public void write(long position, byte[] bytes) throws IOException {
            file.write(position, bytes);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
