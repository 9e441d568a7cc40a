// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * RFC 8259 to the letter, in the plainest way: the measure for what the product reads. Numbers stay as they are written.
 * Not thread-safe.
 */
final class PlainJson {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final int DEEPEST = 200;

    private final String text;
    private int at;
    private boolean repeats;
    private int deepest;
    private int longest;

    /** A number, as it is written. */
    record Numeral(String text) {
        boolean is(@Nullable Object value) {
            var number = new BigDecimal(text);
            return value instanceof Long whole
                    ? number.compareTo(BigDecimal.valueOf(whole)) == 0
                    : value instanceof BigDecimal decimal
                            && number.scale() == decimal.scale()
                            && number.unscaledValue().equals(decimal.unscaledValue());
        }
    }

    /**
     * A document.
     *
     * @param value maps, lists, texts, truth values, {@link Numeral} and null
     * @param repeats whether a name comes twice in one object
     * @param deepest how deep it is
     * @param longest characters of the longest text, name or number
     */
    record Document(@Nullable Object value, boolean repeats, int deepest, int longest) {
        /** The members; none when it is no object. */
        Map<?, ?> members() {
            return value instanceof Map<?, ?> map ? map : Map.of();
        }
    }

    private PlainJson(String text) {
        this.text = text;
    }

    /** Empty: the text is no JSON, or deeper than anybody reads. */
    static Optional<Document> read(String text) {
        var reader = new PlainJson(text);
        try {
            reader.blanks();
            var value = reader.value(0);
            reader.blanks();
            reader.require(reader.at == text.length());
            return Optional.of(new Document(value, reader.repeats, reader.deepest, reader.longest));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the product read the same value. */
    static boolean same(@Nullable Object plain, @Nullable Object read) {
        if (plain instanceof Numeral number) {
            return number.is(read);
        }
        if (plain instanceof Map<?, ?> map && read instanceof Map<?, ?> other) {
            return map.keySet().equals(other.keySet())
                    && map.keySet().stream().allMatch(name -> same(map.get(name), other.get(name)));
        }
        if (plain instanceof List<?> list && read instanceof List<?> other) {
            var all = list.size() == other.size();
            for (var index = 0; all && index < list.size(); index++) {
                all = same(list.get(index), other.get(index));
            }
            return all;
        }
        return plain == null ? read == null : plain.equals(read);
    }

    private @Nullable Object value(int depth) {
        require(at < text.length() && depth < DEEPEST);
        return switch (text.charAt(at)) {
            case '{' -> object(depth + 1);
            case '[' -> list(depth + 1);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        deepest = Math.max(deepest, depth);
        var members = new LinkedHashMap<String, @Nullable Object>();
        at++;
        blanks();
        while (!found('}')) {
            require(members.isEmpty() || found(','));
            blanks();
            var name = string();
            blanks();
            require(found(':'));
            blanks();
            repeats |= members.containsKey(name);
            members.put(name, value(depth));
            blanks();
        }
        return members;
    }

    private List<@Nullable Object> list(int depth) {
        deepest = Math.max(deepest, depth);
        var elements = new ArrayList<@Nullable Object>();
        at++;
        blanks();
        while (!found(']')) {
            require(elements.isEmpty() || found(','));
            blanks();
            elements.add(value(depth));
            blanks();
        }
        return elements;
    }

    private String string() {
        require(found('"'));
        var read = new StringBuilder();
        while (!found('"')) {
            require(at < text.length() && text.charAt(at) >= 0x20);
            read.append(found('\\') ? escaped() : text.charAt(at++));
        }
        longest = Math.max(longest, read.length());
        return read.toString();
    }

    private char escaped() {
        require(at < text.length());
        var which = text.charAt(at++);
        var simple = "\"\\/bfnrt".indexOf(which);
        if (simple >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(simple);
        }
        require(which == 'u' && at + 4 <= text.length());
        var digits = text.substring(at, at + 4);
        require(digits.matches("[0-9a-fA-F]{4}"));
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private Numeral number() {
        var matcher = NUMBER.matcher(text).region(at, text.length());
        require(matcher.lookingAt());
        at = matcher.end();
        longest = Math.max(longest, length(matcher.group()));
        return new Numeral(matcher.group());
    }

    /** A number with an exponent that no number has is as good as endless. */
    private static int length(String number) {
        try {
            var unused = new BigDecimal(number);
            return number.length();
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }

    private @Nullable Object word(String word, @Nullable Object meaning) {
        require(text.startsWith(word, at));
        at += word.length();
        return meaning;
    }

    private boolean found(char wanted) {
        var there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("no JSON at " + at);
        }
    }
}
