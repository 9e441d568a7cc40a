// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.util.Base64;
import java.util.HexFormat;

/** Randomness, cryptographically strong in the real world. Thread-safe. */
public interface Entropy {

    /** Fresh random bytes. */
    byte[] bytes(int count);

    /** {@code bytes} random bytes as unpadded base64url text. */
    default String token(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(bytes));
    }

    /** {@code bytes} random bytes as lower-case hexadecimal text. */
    default String hex(int bytes) {
        return HexFormat.of().formatHex(bytes(bytes));
    }

    /** A number in {@code [0, 1)}, for jitter. */
    default double fraction() {
        var bytes = bytes(4);
        var bits = (bytes[0] & 0xFF) << 16 | (bytes[1] & 0xFF) << 8 | (bytes[2] & 0xFF);
        return bits / (double) (1 << 24);
    }
}
