// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A key that wraps data keys.
 *
 * @param id follows from the key and reveals nothing of it
 * @param bytes the key; whoever hands it out copies it
 */
record WrappingKey(String id, byte[] bytes) {

    static WrappingKey of(byte[] bytes) {
        return new WrappingKey(idOf(bytes), bytes);
    }

    private static String idOf(byte[] key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("winekey key id".getBytes(UTF_8));
            return HexFormat.of().formatHex(digest.digest(key), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "WrappingKey[" + id + "]";
    }
}
