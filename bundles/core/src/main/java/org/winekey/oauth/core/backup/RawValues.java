// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Values of Config Admin as lists of texts, so that each comes back with its type: {@code ["Integer", "5"]},
 * {@code ["String[]", "a", "b"]}, {@code ["int[]", "5"]}, {@code ["Collection", ["Integer", "5"], ["String", "a"]]}.
 * Stateless.
 */
final class RawValues {

    private static final String COLLECTION = "Collection";
    private static final String ARRAY = "[]";
    private static final int LONGEST = 32 * 1024;
    private static final int LONGEST_KEY = 1024;

    /** A type that Config Admin allows (OSGi Compendium section 104.4.2). */
    private record Type(Class<?> wrapper, Class<?> primitive, Function<String, Object> parser) {}

    private static final Map<String, Type> TYPES = Map.of(
            "String", new Type(String.class, String.class, text -> text),
            "Integer", new Type(Integer.class, int.class, Integer::valueOf),
            "Long", new Type(Long.class, long.class, Long::valueOf),
            "Float", new Type(Float.class, float.class, Float::valueOf),
            "Double", new Type(Double.class, double.class, Double::valueOf),
            "Byte", new Type(Byte.class, byte.class, Byte::valueOf),
            "Short", new Type(Short.class, short.class, Short::valueOf),
            "Character", new Type(Character.class, char.class, code -> (char) Integer.parseInt(code)),
            "Boolean", new Type(Boolean.class, boolean.class, Boolean::valueOf));

    private RawValues() {}

    /**
     * A value as a list.
     *
     * @throws IllegalArgumentException when it is none of Config Admin's, or a text is too long; quotes nothing
     */
    static List<Object> encode(Object value) {
        if (value instanceof Collection<?> collection) {
            var list = new ArrayList<Object>(List.of(COLLECTION));
            collection.forEach(element -> list.add(scalar(element)));
            return list;
        }
        return value.getClass().isArray() ? array(value) : scalar(value);
    }

    private static List<Object> array(Object array) {
        var element = array.getClass().getComponentType();
        var name = element.isPrimitive() ? element.getName() : nameOf(element);
        var list = new ArrayList<Object>(List.of(name + ARRAY));
        IntStream.range(0, Array.getLength(array)).forEach(i -> list.add(text(Array.get(array, i))));
        return list;
    }

    private static List<Object> scalar(@Nullable Object value) {
        var present = Objects.requireNonNull(value, "Config Admin keeps no null");
        return List.of(nameOf(present.getClass()), text(present));
    }

    private static String nameOf(Class<?> type) {
        var name = type.getSimpleName();
        var known = TYPES.get(name);
        if (known == null || known.wrapper() != type) {
            throw new IllegalArgumentException("is of type " + type.getName());
        }
        return name;
    }

    private static String text(@Nullable Object value) {
        return checked(
                value instanceof Character character ? Integer.toString(character) : String.valueOf(value), LONGEST);
    }

    /** The name of a setting, if a backup can carry it. */
    static String key(String key) {
        return checked(key, LONGEST_KEY);
    }

    private static String checked(String text, int longest) {
        if (text.length() > longest) {
            throw new IllegalArgumentException("has a text of more than " + longest + " characters");
        }
        if (!UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("has a text that is no Unicode");
        }
        return text;
    }

    /**
     * The value of a list that {@link #encode} made.
     *
     * @throws IllegalArgumentException when it is anything else; quotes nothing
     */
    static Object decode(List<?> list) {
        var type = list.isEmpty() ? "" : String.valueOf(list.get(0));
        var rest = list.stream().skip(1).toList();
        if (type.equals(COLLECTION)) {
            return rest.stream().map(RawValues::element).toList();
        }
        if (type.endsWith(ARRAY)) {
            return array(type.substring(0, type.length() - ARRAY.length()), rest);
        }
        if (rest.size() != 1) {
            throw new IllegalArgumentException("a single value of several texts");
        }
        return parse(known(type), rest.get(0));
    }

    private static Object element(Object list) {
        if (list instanceof List<?> scalar && scalar.size() == 2) {
            return parse(known(String.valueOf(scalar.get(0))), scalar.get(1));
        }
        throw new IllegalArgumentException("an element that is no list of two");
    }

    private static Object array(String name, List<?> texts) {
        var primitive = TYPES.values().stream()
                .filter(type -> type.primitive() != String.class
                        && type.primitive().getName().equals(name))
                .findFirst();
        var type = primitive.orElseGet(() -> known(name));
        var array = Array.newInstance(primitive.isPresent() ? type.primitive() : type.wrapper(), texts.size());
        for (int i = 0; i < texts.size(); i++) {
            Array.set(array, i, parse(type, texts.get(i)));
        }
        return array;
    }

    private static Type known(String name) {
        var type = TYPES.get(name);
        if (type == null) {
            throw new IllegalArgumentException("an unknown type");
        }
        return type;
    }

    private static Object parse(Type type, @Nullable Object text) {
        if (!(text instanceof String written)) {
            throw new IllegalArgumentException("a value that is no text");
        }
        try {
            return type.parser().apply(written);
        } catch (NumberFormatException e) {
            // The message of the original would quote the value.
            throw new IllegalArgumentException("a value that is not of its type");
        }
    }
}
