// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.secret.Secret;

/**
 * Typed reading of what Config Admin delivers: cfg files bring single strings, typed files arrays and collections, the
 * console a mixture. Keys compare without case, as in Config Admin. Immutable.
 */
final class Values {

    private static final int LONGEST = 8 * 1024;

    private static final Pattern SAMPLE = Pattern.compile(
            "(?:please )?(?:enter|insert|paste|type)["
                    + " _-](?:your|the|a|client|id|secret|scope|uri|url|value|here)\\b.*|(?:please"
                    + " )?(?:enter|insert|paste|type)[ _-]client_.*|your[ _-]client[ _-](?:id|secret)|<[^<>]*>|change["
                    + " _-]?me",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\[(?:secret|env|prop):[^\\]]*\\]|\\$\\{(?:secret|env|prop):[^}]*\\}");

    private final Map<String, Object> raw;
    private final Map<String, Set<String>> variables;

    Values(Map<String, ?> raw) {
        this(raw, Map.of());
    }

    /**
     * The same, in which templates have variables.
     *
     * @param variables the values that a variable may have, by its name, where a profile lists them
     */
    Values(Map<String, ?> raw, Map<String, Set<String>> variables) {
        this.raw = caseless(raw);
        this.variables = variables;
    }

    /** A copy of a dictionary whose keys compare without case; empty for null. */
    static Map<String, Object> copy(@Nullable Dictionary<String, ?> dictionary) {
        var copy = new LinkedHashMap<String, Object>();
        if (dictionary != null) {
            for (var key : Collections.list(dictionary.keys())) {
                copy.put(key, dictionary.get(key));
            }
        }
        return caseless(copy);
    }

    private static Map<String, Object> caseless(Map<String, ?> map) {
        var copy = new TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(map);
        return Collections.unmodifiableMap(copy);
    }

    /** Whether this text refers to a secret that is kept elsewhere. */
    static boolean isReference(@Nullable Object value) {
        return value instanceof String text && PLACEHOLDER.matcher(text).find();
    }

    /** Whether a value says anything. */
    static boolean isSet(@Nullable Object value) {
        return elements(value).stream()
                .map(String::valueOf)
                .anyMatch(
                        text -> !text.isBlank() && !SAMPLE.matcher(text.strip()).matches());
    }

    /** The text of a key; blank and sample values count as not set. */
    Optional<String> text(String key) throws SettingsException {
        var texts = texts(key);
        if (texts.size() > 1) {
            throw new SettingsException(key, "holds several values; give one");
        }
        return texts.stream().findFirst();
    }

    /** Whether anything is written there. */
    boolean has(String key) {
        return isSet(raw.get(key));
    }

    /** The text of a key that must be set. */
    String required(String key, String remedy) throws SettingsException {
        return text(key).orElseThrow(() -> new SettingsException(key, "is not set: " + remedy));
    }

    Optional<Secret> secret(String key) throws SettingsException {
        return raw.get(key) instanceof Secret sealed
                ? Optional.of(sealed)
                : text(key).map(Secret::of);
    }

    /** The words of a key, split on blanks and commas, each once, in order. */
    List<String> words(String key) throws SettingsException {
        var words = new LinkedHashSet<String>();
        for (var text : texts(key)) {
            Arrays.stream(text.split("[\\s,]+", -1))
                    .filter(word -> !word.isEmpty())
                    .forEach(words::add);
        }
        return List.copyOf(words);
    }

    boolean flag(String key, boolean fallback) throws SettingsException {
        var text = text(key);
        if (text.isEmpty()) {
            return fallback;
        }
        if (text.get().equalsIgnoreCase("true") || text.get().equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(text.get());
        }
        throw new SettingsException(key, "is neither true nor false");
    }

    /** These values over others, which count where these say nothing. */
    Values over(Map<String, ?> defaults) {
        var merged = new TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
        merged.putAll(defaults);
        raw.forEach((key, value) -> {
            if (isSet(value) || !merged.containsKey(key)) {
                merged.put(key, value);
            }
        });
        return new Values(merged, variables);
    }

    /** The same without one key. */
    Values without(String key) {
        var fewer = new TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
        fewer.putAll(raw);
        fewer.remove(key);
        return new Values(fewer, variables);
    }

    /** As they came. */
    Map<String, Object> raw() {
        return raw;
    }

    /** Keys as they were written. */
    Collection<String> keys() {
        return raw.keySet();
    }

    /** Texts of all keys with this prefix, by the rest of the key; those without a text are left out. */
    Map<String, String> open(String prefix) throws SettingsException {
        var open = new LinkedHashMap<String, String>();
        for (var key : raw.keySet()) {
            if (key.startsWith(prefix)) {
                text(key).ifPresent(text -> open.put(key.substring(prefix.length()), text));
            }
        }
        return open;
    }

    private List<String> texts(String key) throws SettingsException {
        var texts = new ArrayList<String>();
        for (var element : elements(raw.get(key))) {
            var text = scalar(key, element).strip();
            if (!text.isEmpty() && !SAMPLE.matcher(text).matches()) {
                texts.add(new Templates(this, variables).filled(key, checked(key, text)));
            }
        }
        return texts;
    }

    private static Collection<? extends @Nullable Object> elements(@Nullable Object value) {
        if (value instanceof Object[] array) {
            return Arrays.asList(array);
        }
        if (value instanceof Collection<?> collection) {
            return collection;
        }
        return value == null ? List.of() : List.of(value);
    }

    private static String scalar(String key, @Nullable Object value) throws SettingsException {
        if (value == null) {
            return "";
        }
        if (value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character) {
            return value.toString();
        }
        throw new SettingsException(key, "is no text; write it as text");
    }

    private static String checked(String key, String text) throws SettingsException {
        if (isReference(text)) {
            throw new SettingsException(
                    key,
                    "holds a placeholder that nothing replaced: create the secret file, set the variable or correct its"
                            + " name, then save the settings again");
        }
        if (text.length() > LONGEST) {
            throw new SettingsException(key, "is longer than " + LONGEST + " characters");
        }
        if (text.chars().anyMatch(Values::isForbidden)) {
            throw new SettingsException(key, "contains a control character; type the value again");
        }
        return text;
    }

    private static boolean isForbidden(int character) {
        return Character.isISOControl(character) && !Character.isWhitespace(character);
    }
}
