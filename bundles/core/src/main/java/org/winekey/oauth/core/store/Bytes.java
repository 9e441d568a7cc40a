// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Small helpers for byte arrays. */
final class Bytes {

    private Bytes() {}

    static int checksum(byte[]... parts) {
        var checksum = new CRC32C();
        for (var part : parts) {
            checksum.update(part);
        }
        return (int) checksum.getValue();
    }

    /** The checksum of two parts, where they lie. */
    static int checksum(ByteBuffer bytes, int from, int length, int more, int moreLength) {
        var checksum = new CRC32C();
        checksum.update(bytes.slice(from, length));
        checksum.update(bytes.slice(more, moreLength));
        return (int) checksum.getValue();
    }

    /** The bytes at a position, padded with zeros where the array ends before. */
    static byte[] slice(byte[] bytes, int from, int length) {
        var start = Math.min(from, bytes.length);
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    static byte[] copy(ByteBuffer bytes, int from, int length) {
        var copy = new byte[length];
        bytes.get(from, copy);
        return copy;
    }

    static void put(byte[] target, int at, byte[] bytes) {
        System.arraycopy(bytes, 0, target, at, bytes.length);
    }
}
