// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.winekey.oauth.core.store.RecordKinds;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/**
 * A sealed record in its parts. It names the key that opens it and carries its own data key, so that it can be opened
 * with nothing but that key and its place in the store.
 *
 * @param head format, key id and wrapped data key
 * @param iv of the content
 * @param content encrypted, with its tag
 */
record Envelope(byte[] head, byte[] iv, byte[] content) {

    static final byte FORMAT = 1;

    private static final int KEY_ID = 8;
    private static final int WRAPPED_AT = 1 + KEY_ID;
    private static final int HEAD = WRAPPED_AT + Aes.IV + Aes.KEY + Aes.TAG;

    static byte[] head(String keyId, byte[] wrapIv, byte[] wrapped) {
        return ByteBuffer.allocate(HEAD)
                .put(FORMAT)
                .put(HexFormat.of().parseHex(keyId))
                .put(wrapIv)
                .put(wrapped)
                .array();
    }

    byte[] encode() {
        return ByteBuffer.allocate(HEAD + iv.length + content.length)
                .put(head)
                .put(iv)
                .put(content)
                .array();
    }

    static boolean ofAnotherFormat(byte[] sealed) {
        return sealed.length > 0 && sealed[0] != FORMAT;
    }

    /** The parts; empty when these bytes are no envelope of the known format. */
    static Optional<Envelope> decode(byte[] sealed) {
        if (sealed.length < HEAD + Aes.IV + Aes.TAG || ofAnotherFormat(sealed)) {
            return Optional.empty();
        }
        return Optional.of(new Envelope(
                Arrays.copyOf(sealed, HEAD),
                Arrays.copyOfRange(sealed, HEAD, HEAD + Aes.IV),
                Arrays.copyOfRange(sealed, HEAD + Aes.IV, sealed.length)));
    }

    String keyId() {
        return HexFormat.of().formatHex(head, 1, WRAPPED_AT);
    }

    byte[] wrapIv() {
        return Arrays.copyOfRange(head, WRAPPED_AT, WRAPPED_AT + Aes.IV);
    }

    byte[] wrapped() {
        return Arrays.copyOfRange(head, WRAPPED_AT + Aes.IV, HEAD);
    }

    /** What binds a data key to the key that wraps it and to the store. */
    static byte[] wrapContext(String storeId, String keyId) {
        return ("winekey data key|" + FORMAT + "|" + storeId + "|" + keyId).getBytes(UTF_8);
    }

    /** What binds a record to its head and its place. No part can contain the separator. */
    static byte[] context(byte[] head, String storeId, String client, RecordKind kind, RecordVersion version) {
        var place = "|" + storeId + "|" + client + "|" + RecordKinds.code(kind) + "|" + version.grantId() + "|"
                + version.generation();
        var bytes = place.getBytes(UTF_8);
        return ByteBuffer.allocate(head.length + bytes.length)
                .put(head)
                .put(bytes)
                .array();
    }
}
