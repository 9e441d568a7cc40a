// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.migrate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;

/**
 * The fields of an object that another system wrote, read as leniently as it reads them itself.
 *
 * @param values as {@code Json.readObject} gives them
 */
record Fields(Map<?, ?> values) {

    /** Shows nothing: they may be tokens. */
    @Override
    public String toString() {
        return "Fields[***]";
    }

    static Fields of(byte[] json) throws MigrationException {
        try {
            return new Fields(Json.readObject(json));
        } catch (JsonException e) {
            throw new MigrationException("is not a JSON object that can be read: " + e.getMessage());
        }
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    /** A text, also where a number or a truth value was written; null when there is none, or it is blank. */
    @Nullable
    String text(String name) throws MigrationException {
        var value = values.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof String
                || value instanceof Long
                || value instanceof BigDecimal
                || value instanceof Boolean) {
            var text = value.toString().strip();
            return text.isEmpty() ? null : text;
        }
        throw new MigrationException("has something else than a text as " + name);
    }

    /** The first of these that says something. */
    @Nullable
    String firstText(String... names) throws MigrationException {
        for (var name : names) {
            var text = text(name);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** Words that were written as one text or as a list. */
    @Nullable
    String words(String name) throws MigrationException {
        if (!(values.get(name) instanceof List<?> list)) {
            return text(name);
        }
        if (!list.stream().allMatch(String.class::isInstance)) {
            throw new MigrationException("has something else than texts in the list " + name);
        }
        return list.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** A truth value, also one that was written as text; null when there is none. */
    @Nullable
    Boolean flag(String name) throws MigrationException {
        var text = text(name);
        if (text == null) {
            return null;
        }
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.valueOf(text);
        }
        throw new MigrationException("has something else than true or false as " + name);
    }

    /** An object; null when there is none. */
    @Nullable
    Fields object(String name) {
        return values.get(name) instanceof Map<?, ?> map ? new Fields(map) : null;
    }

    /** The objects of a list; those that are none are left out. */
    List<Fields> objects(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .map(element -> new Fields((Map<?, ?>) element))
                        .toList()
                : List.of();
    }

    List<String> names() {
        return values.keySet().stream().map(String::valueOf).toList();
    }
}
