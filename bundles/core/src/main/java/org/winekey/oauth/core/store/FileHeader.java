// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first block of a slot file: whose it is and where the slots lie. It is there twice and never written again.
 *
 * @param storeId the store, 32 hexadecimal digits
 * @param client the client name
 * @param layout the slots
 */
record FileHeader(String storeId, String client, SlotLayout layout) {

    /** The version of the whole file format. */
    static final byte FORMAT = 1;

    private static final byte[] MAGIC = "WINEKEY\n".getBytes(UTF_8);
    private static final int LENGTH = 512;
    private static final int SECOND_COPY = 2048;
    private static final int CHECKSUM_AT = LENGTH - Integer.BYTES;
    private static final int NAME_AT = 64;
    private static final int LONGEST_NAME = 63;

    byte[] encode() {
        var name = client.getBytes(UTF_8);
        var header = ByteBuffer.allocate(LENGTH);
        header.put(MAGIC).put(FORMAT).put((byte) name.length);
        header.position(16).put(HexFormat.of().parseHex(storeId));
        header.putInt(layout.grant())
                .putInt(layout.intent())
                .putInt(layout.ticket())
                .putInt(layout.setAside())
                .putInt(layout.pending())
                .putInt(layout.metadata())
                .putInt(layout.secrets());
        header.position(NAME_AT).put(name);
        header.putInt(CHECKSUM_AT, Bytes.checksum(Arrays.copyOf(header.array(), CHECKSUM_AT)));
        var block = new byte[SlotLayout.BLOCK];
        Bytes.put(block, 0, header.array());
        Bytes.put(block, SECOND_COPY, header.array());
        return block;
    }

    /**
     * Reads the better copy.
     *
     * @return empty: neither copy is whole
     * @throws LockedException when a later version wrote the file
     */
    static Optional<FileHeader> decode(ByteBuffer file) throws LockedException {
        var first = copy(file, 0);
        return Optional.ofNullable(first != null ? first : copy(file, SECOND_COPY));
    }

    private static @Nullable FileHeader copy(ByteBuffer file, int at) throws LockedException {
        if (file.limit() < at + LENGTH) {
            return null;
        }
        var bytes = Bytes.copy(file, at, LENGTH);
        var in = ByteBuffer.wrap(bytes);
        if (!Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                || in.getInt(CHECKSUM_AT) != Bytes.checksum(in, 0, CHECKSUM_AT, CHECKSUM_AT, 0)) {
            return null;
        }
        requireKnown(bytes[MAGIC.length]);
        var length = bytes[MAGIC.length + 1];
        var storeId = HexFormat.of().formatHex(bytes, 16, 32);
        var layout = new SlotLayout(
                in.getInt(32),
                in.getInt(36),
                in.getInt(40),
                in.getInt(44),
                in.getInt(48),
                in.getInt(52),
                in.getInt(56));
        return length > 0 && length <= LONGEST_NAME && layout.valid()
                ? new FileHeader(storeId, new String(bytes, NAME_AT, length, UTF_8), layout)
                : null;
    }

    private static void requireKnown(byte format) throws LockedException {
        if (format != FORMAT) {
            throw new LockedException("The token store holds files of format " + format + ", this version knows "
                    + FORMAT + ": start the version that wrote them, or restore a backup of the folder");
        }
    }
}
