// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Strict reading and plain writing of JSON objects. Stateless; thread-safe. */
public final class Json {

    private Json() {}

    /**
     * Reads one JSON object: strict UTF-8, no duplicate keys, depth at most 16, strings at most 32 Ki characters, numbers
     * at most 32 digits, nothing after it.
     *
     * @return values are {@code String}, {@code Boolean}, {@code Long}, {@code BigDecimal}, {@code List}, {@code Map} or
     *     null; immutable, in the order of the text
     * @throws JsonException when the bytes are anything else; the message quotes none of them
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static Map<String, @Nullable Object> readObject(byte[] utf8) throws JsonException {
        throw new UnsupportedOperationException("being written");
    }

    /** Writes an object of the same kinds of values, and {@code Integer}, as UTF-8. */
    @SuppressWarnings("DoNotCallSuggester")
    public static byte[] write(Map<String, ? extends @Nullable Object> object) {
        throw new UnsupportedOperationException("being written");
    }
}
