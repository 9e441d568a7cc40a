// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmark;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.StoreIo;

/** The real disk, with a count of flushes and written bytes; without flushes for what need not be durable. Thread-safe. */
final class CountingStoreIo implements StoreIo {

    final AtomicLong flushes = new AtomicLong();
    final AtomicLong bytes = new AtomicLong();
    private final StoreIo disk = new DiskStoreIo();
    private final boolean flushing;

    CountingStoreIo(boolean flushing) {
        this.flushing = flushing;
    }

    private interface Flush {
        void run() throws IOException;
    }

    private void flush(Flush flush) throws IOException {
        flushes.incrementAndGet();
        if (flushing) {
            flush.run();
        }
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
        return new CountingFile(disk.create(file));
    }

    @Override
    public StoreFile open(Path file) throws IOException {
        return new CountingFile(disk.open(file));
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
        flush(() -> disk.forceDirectory(folder));
    }

    @Override
    public Protection protection(Path file) throws IOException {
        return disk.protection(file);
    }

    @Override
    public Optional<Closeable> lock(Path file) throws IOException {
        return disk.lock(file);
    }

    private final class CountingFile implements StoreFile {
        private final StoreFile file;

        private CountingFile(StoreFile file) {
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
        public void write(long position, byte[] written) throws IOException {
            file.write(position, written);
            bytes.addAndGet(written.length);
        }

        @Override
        public void force() throws IOException {
            flush(file::force);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
