// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.winekey.oauth.spi.RecordKind;

/** A slot file as {@code docs/store-format.md} describes it, read by other code than the product's. */
final class SlotMap {

    /** In the order of their numbers. */
    static final List<RecordKind> KINDS = List.of(
            RecordKind.GRANT,
            RecordKind.INTENT,
            RecordKind.TICKET,
            RecordKind.SET_ASIDE,
            RecordKind.PENDING,
            RecordKind.METADATA,
            RecordKind.SECRETS);

    static final int BLOCK = 4096;
    static final int SECOND_HEADER = 2048;

    private static final int HEADER = 512;
    private static final int SLOT_HEADER = 64;
    private static final int MAGIC = 0x574B5331;
    private static final byte CLEARED = 2;

    /** Slot sizes of the specimen: the usual ones, and a block for each kind that has none at first. */
    private static final int INTENT = 1024;

    private final byte[] whole;
    private final Set<ByteBuffer> slots = new HashSet<>();

    /** The map of a file that nobody changed. */
    SlotMap(byte[] whole) {
        this.whole = whole;
        for (var kind : RecordKind.values()) {
            for (var index = 0; index < count(kind); index++) {
                if (isWhole(whole, kind, index)) {
                    slots.add(slot(whole, kind, index));
                }
            }
        }
    }

    static int count(RecordKind kind) {
        return kind == RecordKind.SET_ASIDE ? 3 : 2;
    }

    static int size(RecordKind kind) {
        return switch (kind) {
            case INTENT -> INTENT;
            case TICKET -> BLOCK - INTENT;
            default -> BLOCK;
        };
    }

    static int offset(RecordKind kind, int index) {
        return switch (kind) {
            case INTENT -> BLOCK + index * BLOCK;
            case TICKET -> BLOCK + index * BLOCK + INTENT;
            case GRANT -> 3 * BLOCK + index * BLOCK;
            case SET_ASIDE -> 5 * BLOCK + index * BLOCK;
            case PENDING -> 8 * BLOCK + index * BLOCK;
            case METADATA -> 10 * BLOCK + index * BLOCK;
            case SECRETS -> 12 * BLOCK + index * BLOCK;
        };
    }

    /** Makes the checksums right again, as somebody would who wants to be believed. */
    static void seal(byte[] file) {
        for (var at : new int[] {0, SECOND_HEADER}) {
            if (file.length >= at + HEADER) {
                ByteBuffer.wrap(file).putInt(at + HEADER - 4, crc(file, at, HEADER - 4, 0, 0));
            }
        }
        for (var kind : RecordKind.values()) {
            for (var index = 0; index < count(kind); index++) {
                var at = offset(kind, index);
                var length = length(file, kind, index);
                if (length >= 0) {
                    ByteBuffer.wrap(file)
                            .putInt(at + SLOT_HEADER - 4, crc(file, at, SLOT_HEADER - 4, at + SLOT_HEADER, length));
                }
            }
        }
    }

    /** Whether everything in it that a reader may believe was in the file before: the disk's doing, nobody's forgery. */
    boolean isHonest(byte[] file) {
        var honest = isHonestHeader(file, 0) && isHonestHeader(file, SECOND_HEADER);
        for (var kind : RecordKind.values()) {
            for (var index = 0; honest && index < count(kind); index++) {
                honest = !isWhole(file, kind, index) || slots.contains(slot(file, kind, index));
            }
        }
        return honest;
    }

    private boolean isHonestHeader(byte[] file, int at) {
        return !isWholeHeader(file, at) || Arrays.equals(file, at, at + HEADER, whole, 0, HEADER);
    }

    /** What a reader must get of an honest file. */
    String expected(byte[] file, RecordKind kind) {
        var last = count(kind) - 1;
        if ((!isWholeHeader(file, 0) && !isWholeHeader(file, SECOND_HEADER))
                || file.length < offset(kind, last) + size(kind)) {
            return Specimen.DAMAGED;
        }
        var newest = -1L;
        var says = Specimen.DAMAGED;
        for (var index = 0; index <= last; index++) {
            var bytes = ByteBuffer.wrap(file);
            var at = offset(kind, index);
            if (isWhole(file, kind, index) && bytes.getLong(at + 8) > newest) {
                newest = bytes.getLong(at + 8);
                says = file[at + 5] == CLEARED ? Specimen.NONE : Specimen.text(kind, bytes.getLong(at + 16));
            }
        }
        return says;
    }

    private static boolean isWholeHeader(byte[] file, int at) {
        return file.length >= at + HEADER
                && file[at] == 'W'
                && ByteBuffer.wrap(file).getInt(at + HEADER - 4) == crc(file, at, HEADER - 4, 0, 0);
    }

    private static boolean isWhole(byte[] file, RecordKind kind, int index) {
        var at = offset(kind, index);
        var length = length(file, kind, index);
        var bytes = ByteBuffer.wrap(file);
        return length >= 0
                && bytes.getInt(at) == MAGIC
                && file[at + 4] == code(kind)
                && bytes.getInt(at + SLOT_HEADER - 4) == crc(file, at, SLOT_HEADER - 4, at + SLOT_HEADER, length);
    }

    private static byte code(RecordKind kind) {
        return (byte) (KINDS.indexOf(kind) + 1);
    }

    /** How many bytes the slot says it has; negative: they are not there. */
    private static int length(byte[] file, RecordKind kind, int index) {
        var at = offset(kind, index);
        if (file.length < at + SLOT_HEADER) {
            return -1;
        }
        var length = ByteBuffer.wrap(file).getInt(at + 40);
        var room = Math.min(size(kind), file.length - at) - SLOT_HEADER;
        return length > room ? -1 : length;
    }

    private static ByteBuffer slot(byte[] file, RecordKind kind, int index) {
        var at = offset(kind, index);
        return ByteBuffer.wrap(Arrays.copyOfRange(file, at, at + SLOT_HEADER + length(file, kind, index)));
    }

    private static int crc(byte[] file, int at, int length, int more, int moreLength) {
        var checksum = new CRC32C();
        checksum.update(file, at, length);
        checksum.update(file, more, moreLength);
        return (int) checksum.getValue();
    }
}
