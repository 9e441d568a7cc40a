// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.testing;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.OAuthClient;

/** Settings in memory, with the partial merge of the real ones. Thread-safe. */
final class FakeSettings {

    private final Map<String, Object> settings = new TreeMap<>(); // guarded by this

    synchronized void update(@Nullable Map<String, ? extends @Nullable Object> changes) {
        if (changes == null) {
            throw new IllegalArgumentException("changes must not be null");
        }
        merge(settings, changes);
    }

    synchronized Map<String, Object> shown() {
        return shown(settings);
    }

    private static void merge(Map<String, Object> into, Map<?, ?> changes) {
        changes.forEach((name, value) -> merge(into, String.valueOf(name), value));
    }

    private static void merge(Map<String, Object> into, String key, @Nullable Object value) {
        int dot = key.indexOf('.');
        if (dot > 0) {
            merge(below(into, key.substring(0, dot)), key.substring(dot + 1), value);
        } else if (value == null) {
            into.remove(key);
        } else if (value instanceof Map<?, ?> nested) {
            merge(below(into, key), nested);
        } else if (!(isSecret(key) && OAuthClient.MASKED.equals(value))) {
            into.put(key, value);
        }
    }

    @SuppressWarnings("unchecked") // nothing else is put there by merge
    private static Map<String, Object> below(Map<String, Object> settings, String key) {
        if (!(settings.get(key) instanceof Map)) {
            settings.put(key, new TreeMap<String, Object>());
        }
        return (Map<String, Object>) settings.get(key);
    }

    private static Map<String, Object> shown(Map<?, ?> settings) {
        var shown = new TreeMap<String, Object>();
        settings.forEach((name, value) -> {
            var key = String.valueOf(name);
            shown.put(
                    key,
                    value instanceof Map<?, ?> nested ? shown(nested) : isSecret(key) ? OAuthClient.MASKED : value);
        });
        return Collections.unmodifiableMap(shown);
    }

    private static boolean isSecret(String key) {
        return key.endsWith("secret") || key.endsWith("password");
    }
}
