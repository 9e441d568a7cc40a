// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** The least that a durable update can cost: as many bytes into a file that is open and full-sized, and one flush. */
final class Bare implements Closeable {

    private static final int FILE = 32 * 1024;
    private static final int OVERHEAD = 161;

    private final FileChannel file;
    private int turn;

    Bare() throws IOException {
        Files.createDirectories(Shop.HOME);
        file = FileChannel.open(
                Shop.folder("bare"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        file.write(ByteBuffer.allocate(FILE), 0);
        file.force(true);
    }

    void update() throws IOException {
        write(12288 + 4096 * (turn++ % 2), Shop.GRANT + OVERHEAD);
    }

    void intent() throws IOException {
        write(4096 + 4096 * (turn % 2), Shop.INTENT + OVERHEAD);
    }

    void refresh() throws IOException {
        intent();
        update();
    }

    private void write(long at, int length) throws IOException {
        file.write(ByteBuffer.allocate(length), at);
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
