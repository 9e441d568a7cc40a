// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.ForwardingStoreIo;

/** The real disk, with a count of flushes and written bytes; without flushes for what need not be durable. Thread-safe. */
final class CountingStoreIo extends ForwardingStoreIo {

    final AtomicLong flushes = new AtomicLong();
    final AtomicLong bytes = new AtomicLong();
    private final boolean flushing;

    CountingStoreIo(boolean flushing) {
        super(new DiskStoreIo());
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
    public StoreFile create(Path file) throws IOException {
        return new CountingFile(super.create(file));
    }

    @Override
    public StoreFile open(Path file) throws IOException {
        return new CountingFile(super.open(file));
    }

    @Override
    public void forceDirectory(Path folder) throws IOException {
        flush(() -> super.forceDirectory(folder));
    }

    private final class CountingFile extends ForwardingFile {

        private CountingFile(StoreFile file) {
            super(file);
        }

        @Override
        public void write(long position, byte[] written) throws IOException {
            super.write(position, written);
            bytes.addAndGet(written.length);
        }

        @Override
        public void force() throws IOException {
            flush(super::force);
        }
    }
}
