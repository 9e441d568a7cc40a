// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a disk was told, in order: writes and flushes; see write-log.c. Immutable. */
final class WriteLog {

    private static final long FLUSH = -1;
    private static final int HEAD = 16;

    private final byte[] bytes;
    private final List<Entry> entries;

    /**
     * A write, or a flush.
     *
     * @param end where it ends in the log; a cut at that position or later comes after it
     * @param offset where the disk writes it; -1 for a flush
     * @param from where its data begins in the log
     */
    record Entry(long end, long offset, int from, int length) {
        boolean isFlush() {
            return offset == FLUSH;
        }
    }

    private WriteLog(byte[] bytes, List<Entry> entries) {
        this.bytes = bytes;
        this.entries = entries;
    }

    static WriteLog read(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        var entries = new ArrayList<Entry>();
        while (in.remaining() >= HEAD) {
            var offset = in.getLong();
            var length = (int) in.getLong();
            var from = in.position();
            in.position(from + length);
            entries.add(new Entry(in.position(), offset, from, length));
        }
        return new WriteLog(bytes, List.copyOf(entries));
    }

    /** Everything in order. */
    List<Entry> entries() {
        return entries;
    }

    /** Puts a part of a write onto a disk. */
    void copy(Entry entry, int part, int length, byte[] disk) {
        System.arraycopy(bytes, entry.from() + part, disk, (int) entry.offset() + part, length);
    }

    /** How many flushes there were between two positions. */
    long flushes(long after, long until) {
        return between(after, until).stream().filter(Entry::isFlush).count();
    }

    /** How many bytes were written between two positions. */
    long written(long after, long until) {
        return between(after, until).stream().mapToLong(Entry::length).sum();
    }

    private List<Entry> between(long after, long until) {
        return entries.stream()
                .filter(entry -> entry.end() > after && entry.end() <= until)
                .toList();
    }
}
