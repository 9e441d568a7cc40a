// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Keys that add headers to requests. */
final class HeaderReader {

    /** Stands in a value for the client identifier, which some providers want in a header of their own. */
    private static final String CLIENT_ID = "{client_id}";

    private static final int MOST_CHARACTERS = 1024;

    // RFC 9110 section 5.6.2
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
    private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7E]+");

    /** What the connection, the body or the proof of who asks says. */
    private static final Set<String> OURS = Set.of(
            "accept",
            "authorization",
            "connection",
            "cookie",
            "expect",
            "host",
            "http2-settings",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private HeaderReader() {}

    /** The headers of all keys with this prefix; names compare without case. */
    static Map<String, String> headers(Values values, String prefix, String clientId) throws SettingsException {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var header : values.open(prefix).entrySet()) {
            var key = prefix + header.getKey();
            requireName(key, header.getKey());
            var value = header.getValue().replace(CLIENT_ID, clientId);
            if (value.length() > MOST_CHARACTERS || !VISIBLE.matcher(value).matches()) {
                throw new SettingsException(
                        key, "has a character other than printable ASCII, or is longer than " + MOST_CHARACTERS);
            }
            headers.put(header.getKey(), value);
        }
        return headers;
    }

    /** Refuses what is no name of a header, or of one that is not for settings. */
    static void requireName(String key, String name) throws SettingsException {
        if (!TOKEN.matcher(name).matches()) {
            throw new SettingsException(key, "is no name of a header; write one such as X-Api-Key");
        }
        var lower = name.toLowerCase(Locale.ROOT);
        if (OURS.contains(lower)
                || lower.startsWith("content-")
                || lower.startsWith("proxy-")
                || lower.startsWith("sec-")) {
            throw new SettingsException(key, "sets a header that requests set themselves; remove it");
        }
    }
}
