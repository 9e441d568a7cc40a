// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.ForwardingStoreIo;
import org.winekey.oauth.core.seam.StoreIo;

/** A disk that spares the store what a weakness says. The store above it is the real one. Thread-safe. */
public final class WeakStoreIo extends ForwardingStoreIo {

    private final Weakness weakness;

    private WeakStoreIo(StoreIo disk, Weakness weakness) {
        super(disk);
        this.weakness = weakness;
    }

    /** The disk itself when nothing is to be spared. */
    public static StoreIo over(StoreIo disk, Weakness weakness) {
        return weakness == Weakness.NONE ? disk : new WeakStoreIo(disk, weakness);
    }

    @Override
    public StoreFile create(Path file) throws IOException {
        return new WeakFile(super.create(file));
    }

    @Override
    public StoreFile open(Path file) throws IOException {
        return new WeakFile(super.open(file));
    }

    @Override
    public void forceDirectory(Path folder) throws IOException {
        if (weakness != Weakness.NO_DIRECTORY_FORCE) {
            super.forceDirectory(folder);
        }
    }

    @Override
    public Optional<Closeable> lock(Path file) throws IOException {
        return weakness == Weakness.NO_LOCK ? Optional.of(() -> {}) : super.lock(file);
    }

    private final class WeakFile extends ForwardingFile {
        private byte @Nullable [] written;
        private long writtenAt;

        private WeakFile(StoreFile file) {
            super(file);
        }

        @Override
        public byte[] read(long position, int length) throws IOException {
            var known = written;
            if (weakness == Weakness.NO_READ_BACK && known != null && position == writtenAt && length == known.length) {
                return known.clone();
            }
            return super.read(position, length);
        }

        @Override
        public void write(long position, byte[] bytes) throws IOException {
            super.write(position, bytes);
            written = bytes.clone();
            writtenAt = position;
        }

        @Override
        public void force() throws IOException {
            if (weakness != Weakness.NO_FORCE) {
                super.force();
            }
        }
    }
}
