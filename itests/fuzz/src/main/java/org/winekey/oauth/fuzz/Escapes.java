// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Forms and UTF-8, read by other code than the product's: what it accepts is compared with this. */
final class Escapes {

    private static final String HEX = "0123456789abcdef";

    private Escapes() {}

    static String form(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** Every byte as one character, and back. */
    static String bytes(byte[] input) {
        return new String(input, ISO_8859_1);
    }

    /** Strictly. */
    static Optional<String> utf8(byte[] bytes) {
        try {
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** All values of all names; empty: a percent sign without two hexadecimal digits. */
    static Optional<Map<String, List<String>>> query(String query) {
        var all = new LinkedHashMap<String, List<String>>();
        for (var pair : query.split("&", -1)) {
            var equals = pair.indexOf('=');
            var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            var value = equals < 0 ? Optional.of("") : decoded(pair.substring(equals + 1));
            if (name.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            if (!pair.isEmpty()) {
                all.computeIfAbsent(name.get(), missing -> new ArrayList<>()).add(value.get());
            }
        }
        return Optional.of(all);
    }

    private static Optional<String> decoded(String part) {
        var text = new StringBuilder();
        var bytes = new ByteArrayOutputStream();
        for (var at = 0; at < part.length(); at++) {
            if (part.charAt(at) == '%') {
                var high = digit(part, at + 1);
                var low = digit(part, at + 2);
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.write(high * 16 + low);
                at += 2;
            } else {
                flush(bytes, text);
                text.append(part.charAt(at) == '+' ? ' ' : part.charAt(at));
            }
        }
        flush(bytes, text);
        return Optional.of(text.toString());
    }

    private static void flush(ByteArrayOutputStream bytes, StringBuilder text) {
        text.append(bytes.toString(UTF_8));
        bytes.reset();
    }

    private static int digit(String text, int at) {
        return at < text.length() ? HEX.indexOf(Character.toLowerCase(text.charAt(at))) : -1;
    }
}
