// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A piece of HTML that is safe to send: the only ways to make one are a template of ours, a text of ours by its key, and values
 * that get escaped. Values may stand in text and in double-quoted attributes, and nowhere else. In which language it is read is
 * decided when it is sent.
 *
 * <p>Immutable and thread-safe.
 */
final class Html {

    private static final String HOLE = "{}";
    private static final Html NOTHING = new Html(List.of());

    /** What a language makes markup of. */
    private interface Part {
        String in(Texts texts);
    }

    private final List<Part> parts;

    private Html(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    static Html nothing() {
        return NOTHING;
    }

    /** Fills the holes <code>{}</code> of a template in order: HTML as it is, anything else escaped. */
    static Html of(String template, Object... values) {
        var filled = new ArrayList<Part>();
        int from = 0;
        for (Object value : values) {
            int hole = template.indexOf(HOLE, from);
            if (hole < 0) {
                throw new IllegalArgumentException("more values than holes: " + values.length);
            }
            filled.add(markup(template.substring(from, hole)));
            filled.addAll(html(value).parts);
            from = hole + HOLE.length();
        }
        if (template.indexOf(HOLE, from) >= 0) {
            throw new IllegalArgumentException("more holes than values: " + values.length);
        }
        filled.add(markup(template.substring(from)));
        return new Html(filled);
    }

    /** A text of the property files, with values for {@code {0}} and so on: HTML as it is, anything else escaped. */
    static Html say(String key, Object... values) {
        var filled = Arrays.stream(values).map(Html::html).toList();
        return new Html(List.of(texts ->
                texts.fill(key, filled.stream().map(value -> value.in(texts)).toList())));
    }

    /** A file out of this bundle, as it is. */
    static Html file(String content) {
        return new Html(List.of(markup(content)));
    }

    /** A text that is no HTML and is not sent as such, for instance JSON. */
    static Html notHtml(String text) {
        return new Html(List.of(markup(text)));
    }

    /** What each language writes in its own way, such as a time. */
    static Html told(Function<Texts, String> teller) {
        return new Html(List.of(texts -> escape(teller.apply(texts))));
    }

    static Html join(Collection<Html> pieces) {
        return new Html(pieces.stream().flatMap(piece -> piece.parts.stream()).toList());
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** The markup in a language. */
    String in(Texts texts) {
        return parts.stream().map(part -> part.in(texts)).collect(Collectors.joining());
    }

    static String escape(Object value) {
        var escaped = new StringBuilder();
        value.toString().codePoints().forEach(character -> escapeOne(character, escaped));
        return escaped.toString();
    }

    private static Html html(Object value) {
        return value instanceof Html html ? html : new Html(List.of(markup(escape(value))));
    }

    private static Part markup(String markup) {
        return texts -> markup;
    }

    private static void escapeOne(int character, StringBuilder to) {
        switch (character) {
            case '&' -> to.append("&amp;");
            case '<' -> to.append("&lt;");
            case '>' -> to.append("&gt;");
            case '"' -> to.append("&quot;");
            case '\'' -> to.append("&#39;");
            default -> to.appendCodePoint(isDeceptive(character) ? 0xFFFD : character);
        }
    }

    /** Control characters, unpaired surrogates, and the marks that make text run in another direction than it is read. */
    private static boolean isDeceptive(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character != '\n' && character != '\t';
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return in(Texts.ENGLISH);
    }
}
