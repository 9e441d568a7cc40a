// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * An open file whose operations an interrupt does not tear: a channel closes itself when its thread is interrupted, so
 * it is opened again, the operation repeated and the interrupt kept for the caller. Not thread-safe.
 */
final class DiskFile implements StoreIo.StoreFile {

    private final Path path;
    private final Set<? extends OpenOption> reopening;
    private FileChannel channel;

    DiskFile(Path path, FileChannel channel, Set<? extends OpenOption> reopening) {
        this.path = path;
        this.channel = channel;
        this.reopening = reopening;
    }

    static DiskFile open(Path path, Set<? extends OpenOption> options) throws IOException {
        return new DiskFile(path, FileChannel.open(path, options), options);
    }

    @Override
    public long size() throws IOException {
        return uninterrupted(FileChannel::size);
    }

    @Override
    public byte[] read(long position, int length) throws IOException {
        return fill(position, ByteBuffer.allocate(length)).array();
    }

    /** Reads as many bytes at a position as the limit of a buffer says; fails when the file is shorter. */
    ByteBuffer fill(long position, ByteBuffer buffer) throws IOException {
        return uninterrupted(open -> {
            buffer.rewind();
            while (buffer.hasRemaining()) {
                if (open.read(buffer, position + buffer.position()) < 0) {
                    throw new EOFException(path.getFileName() + " ends before " + (position + buffer.limit()));
                }
            }
            return buffer.rewind();
        });
    }

    @Override
    public void write(long position, byte[] bytes) throws IOException {
        uninterrupted(open -> {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                open.write(buffer, position + buffer.position());
            }
            return bytes.length;
        });
    }

    @Override
    public void force() throws IOException {
        force(false);
    }

    void force(boolean metadata) throws IOException {
        uninterrupted(open -> {
            open.force(metadata);
            return metadata;
        });
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private <T> T uninterrupted(Operation<T> operation) throws IOException {
        var interrupted = false;
        try {
            while (true) {
                try {
                    return operation.on(channel);
                } catch (ClosedByInterruptException e) {
                    interrupted = Thread.interrupted() || interrupted;
                    channel = FileChannel.open(path, reopening);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private interface Operation<T> {
        T on(FileChannel channel) throws IOException;
    }
}
