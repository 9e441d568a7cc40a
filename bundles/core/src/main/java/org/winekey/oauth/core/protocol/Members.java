// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.JsonException;

/**
 * The members of a JSON object by their expected type.
 *
 * @param values as {@code Json.readObject} gives them
 */
record Members(Map<?, ?> values) {

    String text(String name) throws JsonException {
        var text = optionalText(name);
        if (text == null) {
            throw wrong(name);
        }
        return text;
    }

    @Nullable
    String optionalText(String name) throws JsonException {
        var value = values.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrong(name);
    }

    long number(String name) throws JsonException {
        if (values.get(name) instanceof Long number) {
            return number;
        }
        throw wrong(name);
    }

    boolean bool(String name) throws JsonException {
        if (values.get(name) instanceof Boolean bool) {
            return bool;
        }
        throw wrong(name);
    }

    /** False when there is none. */
    boolean optionalBool(String name) throws JsonException {
        return values.get(name) != null && bool(name);
    }

    Members object(String name) throws JsonException {
        var object = optionalObject(name);
        if (object == null) {
            throw wrong(name);
        }
        return object;
    }

    @Nullable
    Members optionalObject(String name) throws JsonException {
        var value = values.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            return new Members(map);
        }
        throw wrong(name);
    }

    List<String> texts(String name) throws JsonException {
        if (!(values.get(name) instanceof List<?> list)) {
            throw wrong(name);
        }
        var texts = new ArrayList<String>();
        for (var element : list) {
            if (!(element instanceof String text)) {
                throw wrong(name);
            }
            texts.add(text);
        }
        return texts;
    }

    Map<String, String> textMap(String name) throws JsonException {
        var texts = new LinkedHashMap<String, String>();
        var object = object(name);
        for (var key : object.values().keySet()) {
            texts.put((String) key, object.text((String) key));
        }
        return texts;
    }

    /** Names the member, quotes nothing of it. */
    private static JsonException wrong(String name) {
        return new JsonException("the member " + name + " is missing or of a wrong type");
    }

    @Override
    public String toString() {
        return "Members[***]";
    }
}
