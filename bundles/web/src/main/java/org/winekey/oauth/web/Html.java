// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A piece of HTML that is safe to send: the only ways to make one are a template of ours and values that get escaped.
 * Values may stand in text and in double-quoted attributes, and nowhere else.
 *
 * <p>Immutable and thread-safe.
 */
final class Html {

    private static final String HOLE = "{}";
    private static final Html NOTHING = new Html("");

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    static Html nothing() {
        return NOTHING;
    }

    /** Fills the holes <code>{}</code> of a template in order: HTML as it is, anything else escaped. */
    static Html of(String template, Object... values) {
        var filled = new StringBuilder(template.length() + 64);
        int from = 0;
        for (Object value : values) {
            int hole = template.indexOf(HOLE, from);
            if (hole < 0) {
                throw new IllegalArgumentException("more values than holes: " + values.length);
            }
            filled.append(template, from, hole).append(value instanceof Html html ? html.markup : escape(value));
            from = hole + HOLE.length();
        }
        if (template.indexOf(HOLE, from) >= 0) {
            throw new IllegalArgumentException("more holes than values: " + values.length);
        }
        return new Html(filled.append(template, from, template.length()).toString());
    }

    static Html join(Collection<Html> parts) {
        return new Html(parts.stream().map(part -> part.markup).collect(Collectors.joining()));
    }

    private static String escape(Object value) {
        var escaped = new StringBuilder();
        value.toString().codePoints().forEach(character -> escapeOne(character, escaped));
        return escaped.toString();
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
        return markup;
    }
}
