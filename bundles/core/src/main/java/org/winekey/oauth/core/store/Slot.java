// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StoredRecord;

/**
 * What one slot holds: a sealed record, or the mark that the records before it were cleared.
 *
 * @param kind the kind of record
 * @param sequence the order of writes within the file; the highest valid one of a kind wins and it never goes back
 * @param version the fence of the record, or of the one that was cleared (null: nothing was written yet)
 * @param cleared whether this marks the end of what came before
 * @param sealed the sealed bytes, none when cleared
 */
record Slot(RecordKind kind, long sequence, @Nullable RecordVersion version, boolean cleared, byte[] sealed) {

    static final int HEADER = 64;

    /** No store writes so often. Guards against a number that is written by somebody else and has no next one. */
    static final long HIGHEST = 1L << 60;

    static final String NO_NEXT = "There is a number in the token file that no store wrote and that has no next one:"
            + " restore a backup of the file, or forget the client";

    private static final int MAGIC = 0x574B5331;
    private static final int GRANT_ID = 16;
    private static final int CHECKSUM_AT = HEADER - Integer.BYTES;
    private static final byte RECORD = 1;
    private static final byte CLEARED = 2;

    static Slot untouched(RecordKind kind) {
        return new Slot(kind, 0, null, true, new byte[0]);
    }

    static Slot of(RecordKind kind, long sequence, StoredRecord next) {
        return new Slot(kind, sequence, next.version(), false, next.sealed());
    }

    static Slot cleared(RecordKind kind, long sequence, RecordVersion last) {
        return new Slot(kind, sequence, last, true, new byte[0]);
    }

    static int bytesFor(StoredRecord next) {
        return HEADER + next.sealed().length;
    }

    byte[] encode() {
        var bytes = ByteBuffer.allocate(HEADER + sealed.length);
        bytes.putInt(MAGIC)
                .put(RecordKinds.code(kind))
                .put(cleared ? CLEARED : RECORD)
                .putShort((short) 0);
        bytes.putLong(sequence);
        bytes.putLong(version == null ? 0 : version.generation());
        bytes.put(version == null ? new byte[GRANT_ID] : HexFormat.of().parseHex(version.grantId()));
        bytes.putInt(sealed.length);
        bytes.position(HEADER).put(sealed);
        bytes.putInt(CHECKSUM_AT, Bytes.checksum(bytes, 0, CHECKSUM_AT, HEADER, sealed.length));
        return bytes.array();
    }

    /** The slot that starts the bytes; null when they were never a slot of this kind or are damaged. */
    static @Nullable Slot decode(RecordKind kind, byte[] bytes) {
        return decode(kind, ByteBuffer.wrap(bytes), 0, bytes.length);
    }

    /** The same for a slot within a file; one that the file cuts off is damaged. */
    static @Nullable Slot decode(RecordKind kind, ByteBuffer file, int at, int size) {
        var room = Math.min(size, file.limit() - at) - HEADER;
        if (room < 0 || file.getInt(at) != MAGIC || file.get(at + 4) != RecordKinds.code(kind)) {
            return null;
        }
        var length = file.getInt(at + 40);
        if (length < 0
                || length > room
                || file.getInt(at + CHECKSUM_AT) != Bytes.checksum(file, at, CHECKSUM_AT, at + HEADER, length)) {
            return null;
        }
        var cleared = file.get(at + 5) == CLEARED;
        var version = version(file, at);
        var sequence = file.getLong(at + 8);
        return (cleared || version != null) && sequence >= 0 && sequence <= HIGHEST
                ? new Slot(kind, sequence, version, cleared, Bytes.copy(file, at + HEADER, length))
                : null;
    }

    private static @Nullable RecordVersion version(ByteBuffer file, int at) {
        var generation = file.getLong(at + 16);
        var grantId = Bytes.copy(file, at + 24, GRANT_ID);
        return generation < 1 || generation > HIGHEST
                ? null
                : new RecordVersion(HexFormat.of().formatHex(grantId), generation);
    }
}
