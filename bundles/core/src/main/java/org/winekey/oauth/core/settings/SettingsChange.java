// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.core.protocol.ReservedParameters;
import org.winekey.oauth.core.secret.Secret;

/**
 * Some settings of a client that are to be others: nested maps are flattened to dotted keys, null removes. Keys compare
 * without case, as in Config Admin. Immutable; shows no value.
 */
public final class SettingsChange {

    private static final char DOT = '.';

    /** How other systems spell a key; the first one without its dot would show the secret to everybody. */
    private static final Map<String, String> ALIASES =
            Map.of("client_secret", Keys.CLIENT_SECRET, "auth_endpoint", Keys.AUTHORIZATION_ENDPOINT);

    /** Values by key; a null is a key that goes, with everything below it. */
    private final Map<String, @Nullable Object> values;

    private SettingsChange(Map<String, @Nullable Object> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * Reads a change.
     *
     * @throws SettingsException when it contradicts itself, or holds what the protocol sets
     * @throws IllegalArgumentException when a value has a type that Config Admin does not keep
     */
    public static SettingsChange of(Map<?, ?> changes) throws SettingsException {
        var flat = new TreeMap<String, @Nullable Object>(String.CASE_INSENSITIVE_ORDER);
        flatten("", changes, flat);
        flat.entrySet().removeIf(change -> isMasked(change.getKey(), change.getValue()));
        for (var change : flat.entrySet()) {
            check(change.getKey(), change.getValue());
        }
        return new SettingsChange(flat);
    }

    /** The keys that are changed or removed. */
    public Set<String> keys() {
        return values.keySet();
    }

    /** Whether nothing is changed. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The new value of a key (null: it is removed, or not changed). */
    public @Nullable Object value(String key) {
        return values.get(key);
    }

    /** The same with a secret besides, to be tried and never to be written; null: none. */
    public SettingsChange with(String key, @Nullable Secret secret) {
        if (secret == null) {
            return this;
        }
        var more = new TreeMap<String, @Nullable Object>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(values);
        more.put(key, secret);
        return new SettingsChange(more);
    }

    /** The same without some keys. */
    public SettingsChange without(Predicate<String> key) {
        var fewer = new TreeMap<String, @Nullable Object>(String.CASE_INSENSITIVE_ORDER);
        fewer.putAll(values);
        fewer.keySet().removeIf(key);
        return new SettingsChange(fewer);
    }

    /** Refuses keys that nobody reads: typing errors most of the time. */
    public void requireKnown() throws SettingsException {
        for (var key : values.keySet()) {
            var complaint = UnknownKeys.complaint(key);
            if (complaint.isPresent()) {
                throw new SettingsException(key, complaint.get());
            }
        }
    }

    /** The keys of these settings that would be others or go. */
    public Set<String> touches(Map<String, ?> settings) {
        var touched = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        var before = caseless(settings);
        var after = over(settings);
        touched.addAll(before.keySet());
        touched.addAll(after.keySet());
        touched.removeIf(key -> same(before.get(key), after.get(key)));
        return touched;
    }

    /** These settings with the change made; what it does not name stays as it is. */
    public Map<String, Object> over(Map<String, ?> settings) {
        var changed = caseless(settings);
        values.forEach((key, value) -> {
            if (value == null) {
                changed.keySet().removeIf(present -> isAtOrBelow(present, key));
            }
        });
        values.forEach((key, value) -> {
            if (value != null) {
                // Guards against the old spelling of the key, which the map would keep.
                changed.remove(key);
                changed.put(key, value);
            }
        });
        return changed;
    }

    @Override
    public String toString() {
        return "SettingsChange" + values.keySet();
    }

    private static Map<String, Object> caseless(Map<String, ?> settings) {
        var copy = new TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(settings);
        return copy;
    }

    private static boolean isAtOrBelow(String key, String top) {
        return key.equalsIgnoreCase(top)
                || (key.length() > top.length()
                        && key.charAt(top.length()) == DOT
                        && key.regionMatches(true, 0, top, 0, top.length()));
    }

    private static void flatten(String prefix, Map<?, ?> nested, Map<String, @Nullable Object> flat)
            throws SettingsException {
        for (var entry : nested.entrySet()) {
            if (!(entry.getKey() instanceof String name) || name.isBlank()) {
                throw new IllegalArgumentException(prefix + "<name>: every key must be a text that says something");
            }
            var key = prefix.isEmpty() ? ALIASES.getOrDefault(name.toLowerCase(Locale.ROOT), name) : prefix + name;
            if (entry.getValue() instanceof Map<?, ?> below) {
                flatten(key + DOT, below, flat);
            } else {
                put(key, entry.getValue(), flat);
            }
        }
    }

    private static void put(String key, @Nullable Object written, Map<String, @Nullable Object> flat)
            throws SettingsException {
        var value = kept(key, written);
        if (flat.containsKey(key) && !same(flat.get(key), value)) {
            throw new SettingsException(key, "is given twice with different values; give it once");
        }
        flat.put(key, value);
    }

    private static @Nullable Object kept(String key, @Nullable Object value) {
        if (value instanceof Collection<?> list) {
            return texts(key, list);
        }
        if (value != null && value.getClass().isArray()) {
            var elements = new ArrayList<@Nullable Object>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(Array.get(value, i));
            }
            return texts(key, elements);
        }
        return value == null ? null : scalar(key, value);
    }

    private static String[] texts(String key, Collection<?> list) {
        return list.stream().map(element -> scalar(key, element).toString()).toArray(String[]::new);
    }

    private static Object scalar(String key, @Nullable Object value) {
        if (value instanceof String
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof Double
                || value instanceof Float) {
            return value;
        }
        throw new IllegalArgumentException(
                key + ": a value must be a text, a number, a boolean, or a list or a map of those");
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return (one instanceof String[] texts && other instanceof String[] others)
                ? Arrays.equals(texts, others)
                : Objects.equals(one, other);
    }

    private static boolean isMasked(String key, @Nullable Object value) {
        return OAuthClient.MASKED.equals(value) && ShownSettings.isSecret(key);
    }

    private static void check(String key, @Nullable Object value) throws SettingsException {
        for (var open : Keys.OPEN) {
            if (value != null && key.equalsIgnoreCase(open.substring(0, open.length() - 1))) {
                throw new SettingsException(
                        key, "holds names with values of their own; give a map, or " + open + "<name>");
            }
        }
        var parameter = parameter(key);
        var complaint = value == null || parameter == null ? null : ReservedParameters.check(parameter);
        if (complaint != null && complaint.isPresent()) {
            throw new SettingsException(key, complaint.get());
        }
    }

    private static @Nullable String parameter(String key) {
        for (var prefix : new String[] {Keys.PARAMETERS, Keys.TOKEN_PARAMETERS}) {
            if (key.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return key.substring(prefix.length());
            }
        }
        return null;
    }
}
