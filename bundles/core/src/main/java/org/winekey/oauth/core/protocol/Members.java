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
public record Members(Map<?, ?> values) {

    /** The text of a member. */
    public String text(String name) throws JsonException {
        var text = optionalText(name);
        if (text == null) {
            throw wrong(name);
        }
        return text;
    }

    /** The text of a member; null when there is none. */
    @Nullable
    public String optionalText(String name) throws JsonException {
        var value = values.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrong(name);
    }

    /** The whole number of a member. */
    public long number(String name) throws JsonException {
        if (values.get(name) instanceof Long number) {
            return number;
        }
        throw wrong(name);
    }

    /** The truth value of a member. */
    public boolean bool(String name) throws JsonException {
        if (values.get(name) instanceof Boolean bool) {
            return bool;
        }
        throw wrong(name);
    }

    /** False when there is none. */
    public boolean optionalBool(String name) throws JsonException {
        return values.get(name) != null && bool(name);
    }

    /** The object of a member. */
    public Members object(String name) throws JsonException {
        var object = optionalObject(name);
        if (object == null) {
            throw wrong(name);
        }
        return object;
    }

    /** The object of a member; null when there is none. */
    @Nullable
    public Members optionalObject(String name) throws JsonException {
        var value = values.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            return new Members(map);
        }
        throw wrong(name);
    }

    /** The texts of a member that is a list of them. */
    public List<String> texts(String name) throws JsonException {
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

    /** The texts of a member that is an object of them. */
    public Map<String, String> textMap(String name) throws JsonException {
        var texts = new LinkedHashMap<String, String>();
        var object = object(name);
        for (var key : object.values().keySet()) {
            texts.put((String) key, object.text((String) key));
        }
        return texts;
    }

    /** The objects of a member that is a list of them. */
    public List<Members> objects(String name) throws JsonException {
        if (!(values.get(name) instanceof List<?> list)) {
            throw wrong(name);
        }
        var objects = new ArrayList<Members>();
        for (var element : list) {
            if (!(element instanceof Map<?, ?> map)) {
                throw wrong(name);
            }
            objects.add(new Members(map));
        }
        return objects;
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
