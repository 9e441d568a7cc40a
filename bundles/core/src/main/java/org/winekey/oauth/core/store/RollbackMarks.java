// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.seam.WholeFile;
import org.winekey.oauth.spi.RecordVersion;

/**
 * The version of each client's grant at the last start or the last orderly end, in a file outside the folder of the
 * store, so that an older copy of the folder is noticed. No fence and no proof: a file that is missing, damaged, of
 * another store or not to be written is no fault. Not thread-safe: used while nobody else uses the store.
 */
final class RollbackMarks {

    private static final Logger LOG = LoggerFactory.getLogger(RollbackMarks.class);

    private static final String MAGIC = "winekey-marks 1 ";
    private static final Pattern LINE = Pattern.compile("([a-z0-9-]{1,63}) ([0-9a-f]{32}) ([1-9]\\d{0,17})");
    private static final int CAP = 1 << 24;
    private static final int NAME = 8;

    private final StoreIo io;
    private final Path file;
    private final String storeId;
    private final Map<String, Kept> kept = new HashMap<>();
    private Map<String, RecordVersion> before = Map.of();
    private @Nullable Map<String, RecordVersion> written; // null: not known

    /**
     * A mark that says more than the file of its client.
     *
     * @param mark the mark
     * @param found what the file said at the start (null: nothing, because of damage)
     */
    private record Kept(RecordVersion mark, @Nullable RecordVersion found) {}

    RollbackMarks(StoreIo io, Path file, String storeId) {
        this.io = io;
        // Guards against another store with the same key file, which would overwrite these.
        this.file = WholeFile.beside(file, "-" + storeId.substring(0, NAME));
        this.storeId = storeId;
    }

    /**
     * Where marks lie if nobody says otherwise: beside the key file, or beside the folder when there is none. The beginning of
     * the store's identifier is added to the name.
     */
    static Path place(Path folder, @Nullable Path keyFile) {
        return WholeFile.beside(keyFile == null ? folder : keyFile, ".marks");
    }

    /** Notices grants that are older than their mark, then marks what is there. */
    void compare(Map<String, Shelf> shelves, StoreNotices notices) {
        before = read();
        before.forEach((client, mark) -> {
            var shelf = shelves.get(client);
            if (shelf != null) {
                compare(client, shelf, mark, notices);
            }
        });
        save(shelves);
    }

    private void compare(String client, Shelf shelf, RecordVersion mark, StoreNotices notices) {
        var found = shelf.peek(SlotFile::grant);
        if (found == null && shelf.peek(SlotFile::doubtful)) {
            kept.put(client, new Kept(mark, null));
        } else if (found != null && found.grantId().equals(mark.grantId()) && found.generation() < mark.generation()) {
            kept.put(client, new Kept(mark, found));
            notices.add(
                    "older " + client,
                    () -> found.equals(shelf.peek(SlotFile::grant))
                            ? Optional.of(notice(client, found, mark))
                            : Optional.empty());
        }
    }

    private static String notice(String client, RecordVersion found, RecordVersion mark) {
        return "The grant of client " + client + " was restored from an older copy (generation " + found.generation()
                + ", the newest known was " + mark.generation()
                + "): if the provider rotates refresh tokens it will ask for a new sign-in";
    }

    /** Marks what is there. A mark that was newer stays until the grant is renewed, replaced or removed. */
    void save(Map<String, Shelf> shelves) {
        var marks = new HashMap<String, RecordVersion>();
        shelves.forEach((client, shelf) -> {
            var found = shelf.peek(SlotFile::grant);
            var newer = kept.get(client);
            if (newer != null && Objects.equals(found, newer.found())) {
                marks.put(client, newer.mark());
            } else if (found != null && shelf.peek(SlotFile::inherited)) {
                // Guards against a mark that a power cut proves wrong: what a killed process wrote may vanish.
                Optional.ofNullable(before.get(client)).ifPresent(mark -> marks.put(client, mark));
            } else if (found != null) {
                marks.put(client, found);
            }
        });
        if (!marks.equals(written)) {
            write(marks);
        }
    }

    private Map<String, RecordVersion> read() {
        try {
            written = io.exists(file) ? decode(io.read(file, CAP)) : Map.of();
            return written == null ? Map.of() : written;
        } catch (IOException e) {
            LOG.debug("The marks in {} cannot be read: {}", file, e.getMessage());
            return Map.of();
        }
    }

    private void write(Map<String, RecordVersion> marks) {
        written = null;
        try {
            WholeFile.replace(io, file, encode(new TreeMap<>(marks)));
            written = marks;
        } catch (IOException e) {
            LOG.debug("The marks in {} cannot be written: {}", file, e.getMessage());
        }
    }

    private byte[] encode(Map<String, RecordVersion> marks) {
        var lines = new StringBuilder();
        marks.forEach((client, version) -> lines.append(client)
                .append(' ')
                .append(version.grantId())
                .append(' ')
                .append(version.generation())
                .append('\n'));
        return (head(lines.toString()) + lines).getBytes(US_ASCII);
    }

    private @Nullable Map<String, RecordVersion> decode(byte[] content) {
        var text = new String(content, US_ASCII);
        var lines = text.substring(text.indexOf('\n') + 1);
        if (!text.equals(head(lines) + lines)) {
            LOG.debug("The marks in {} are damaged or of another store", file);
            return null;
        }
        var marks = new HashMap<String, RecordVersion>();
        lines.lines().forEach(line -> put(marks, line));
        return marks;
    }

    private static void put(Map<String, RecordVersion> marks, String line) {
        var parts = LINE.matcher(line);
        if (parts.matches()) {
            marks.put(parts.group(1), new RecordVersion(parts.group(2), Long.parseLong(parts.group(3))));
        }
    }

    private String head(String lines) {
        var checksum = Bytes.checksum((storeId + lines).getBytes(US_ASCII));
        return MAGIC + storeId + String.format(" %08x", checksum) + "\n";
    }
}
