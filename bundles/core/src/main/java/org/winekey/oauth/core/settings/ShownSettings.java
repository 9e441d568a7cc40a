// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.winekey.oauth.OAuthClient;

/** Settings as anybody may see them: secrets masked, keys with a common open part as one map. Stateless. */
public final class ShownSettings {

    /** A parameter that a provider calls so, or a secret whose key was misspelt. */
    private static final Pattern SOUNDS_SECRET = Pattern.compile("(?i).*(?:secret|passw|api_?key|private).*");

    /** What a provider wants in a header or beside a token request is a key of its own more often than not. */
    private static final List<String> SENT = List.of(
            ProviderKeys.TOKEN_HEADERS,
            ProviderKeys.API_HEADERS,
            Keys.TOKEN_PARAMETERS,
            ProviderKeys.CODE_PARAMETERS,
            ProviderKeys.REFRESH_PARAMETERS,
            ProviderKeys.THEN_PARAMETERS);

    private ShownSettings() {}

    /** Whether nobody may see the value of this key. */
    static boolean isSecret(String key) {
        return key.startsWith(".")
                || SOUNDS_SECRET.matcher(key).matches()
                || SENT.stream().anyMatch(prefix -> key.regionMatches(true, 0, prefix, 0, prefix.length()));
    }

    /** An immutable copy; keys that Config Admin or its tools add are left out. */
    public static Map<String, Object> of(Map<String, ?> raw) {
        var shown = new TreeMap<String, Object>();
        var nested = new TreeMap<String, Map<String, Object>>();
        raw.forEach((key, value) -> {
            if (UnknownKeys.isOfOthers(key) || !Values.isSet(value)) {
                return;
            }
            var open = Keys.OPEN.stream().filter(key::startsWith).findFirst();
            if (open.isPresent()) {
                nested.computeIfAbsent(open.get(), missing -> new TreeMap<>())
                        .put(key.substring(open.get().length()), masked(key, value));
            } else {
                shown.put(key, masked(key, value));
            }
        });
        nested.forEach((open, values) -> shown.put(open.substring(0, open.length() - 1), Map.copyOf(values)));
        return Collections.unmodifiableMap(shown);
    }

    private static Object masked(String key, Object value) {
        if (isSecret(key)) {
            return OAuthClient.MASKED;
        }
        if (value instanceof Object[] array) {
            return Arrays.stream(array).map(String::valueOf).toList();
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
