// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.AnswerStyle.Refusals;

/**
 * An answer in a provider's own style, put into the members of RFC 6749 before anybody judges it. A pointer that leads
 * nowhere, or to something else than a member can be, is the same as a member that is not there. Never throws. Immutable.
 *
 * @param members the members by their names in the RFC
 * @param said the provider's own word, where its error code is another in the RFC (null: it is the same)
 * @param unconfirmed whether it should say that it is a success, and says neither that nor the opposite
 * @param kept what is to be kept with the grant
 */
record Translation(
        Map<String, ? extends @Nullable Object> members,
        @Nullable String said,
        boolean unconfirmed,
        Map<String, String> kept) {

    /** An answer that is in the style of the RFC already. */
    static Translation none(Map<String, ? extends @Nullable Object> members) {
        return new Translation(members, null, false, Map.of());
    }

    static Translation of(Object document, AnswerStyle style) {
        if (style.equals(AnswerStyle.PLAIN)) {
            return none(document instanceof Map<?, ?> ? copy(document) : Map.of());
        }
        return new Translator(document, style).translated();
    }

    private static Map<String, @Nullable Object> copy(@Nullable Object object) {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        if (object instanceof Map<?, ?> map) {
            map.forEach((name, value) -> copy.put(String.valueOf(name), value));
        }
        return copy;
    }

    /** One pass over one document. */
    private static final class Translator {

        private static final Long NONE = 0L;
        private static final String INVALID_GRANT = "invalid_grant"; // RFC 6749 section 5.2

        private final Object document;
        private final AnswerStyle style;
        private final @Nullable Object root;
        private final Map<String, @Nullable Object> members;

        Translator(Object document, AnswerStyle style) {
            this.document = document;
            this.style = style;
            this.root = style.tokens().root().in(document);
            this.members = copy(root);
        }

        Translation translated() {
            style.tokens().renamed().forEach((name, place) -> members.put(name, place.in(root)));
            members.put(Wire.ERROR, error());
            members.put(Wire.ERROR_DESCRIPTION, description());
            var ok = style.refusals().ok();
            var stated = ok == null ? null : scalar(ok.at().in(document));
            var confirmed = ok == null || ok.text().equals(stated);
            if (!confirmed && stated != null && error(members) == null) {
                members.put(Wire.ERROR, stated);
            }
            return translated(!confirmed && stated == null);
        }

        private Translation translated(boolean unconfirmed) {
            var said = error(members);
            var meaning = meaning(said);
            meaning.ifPresent(code -> members.put(Wire.ERROR, code));
            var translated = meaning.isPresent() && !meaning.get().equals(said) ? said : null;
            return new Translation(members, translated, unconfirmed, kept());
        }

        private @Nullable Object error() {
            var place = style.refusals().code();
            if (place != null) {
                return word(place.in(document)).orElse(null);
            }
            var outside = member(document, Wire.ERROR);
            var inside = member(root, Wire.ERROR);
            var error = outside instanceof String || !(inside instanceof String) ? outside : inside;
            return style.refusals().equals(AnswerStyle.Refusals.PLAIN)
                    ? error
                    : word(error).<Object>map(word -> word).orElse(error);
        }

        private @Nullable Object description() {
            var place = style.refusals().description();
            if (place != null) {
                return scalar(place.in(document));
            }
            var outside = member(document, Wire.ERROR_DESCRIPTION);
            return outside instanceof String ? outside : member(root, Wire.ERROR_DESCRIPTION);
        }

        /** The description says more than the code does, and a longer piece of it more than a shorter one. */
        private Optional<String> meaning(@Nullable String said) {
            var description = members.get(Wire.ERROR_DESCRIPTION) instanceof String text ? text : "";
            // Guards against the words that some providers put beside their tokens.
            var words = said == null && members.get(Wire.ACCESS_TOKEN) instanceof String ? "" : description;
            // Some put a sentence where a code belongs.
            var sentence = said != null && said.contains(" ") ? said : "";
            return Stream.of(inside(words), same(said), inside(sentence))
                    .flatMap(Optional::stream)
                    // Guards a grant against a description that names a token while the code speaks of another trouble.
                    .filter(code -> !code.equals(INVALID_GRANT) || said == null || !Refusals.isAboutSomethingElse(said))
                    .findFirst();
        }

        private Optional<String> same(@Nullable String said) {
            return codes().filter(code -> code.getKey().equalsIgnoreCase(said))
                    .map(Entry::getValue)
                    .findFirst();
        }

        private Optional<String> inside(String words) {
            return codes().filter(code -> contains(words, code.getKey()))
                    .map(Entry::getValue)
                    .findFirst();
        }

        private Stream<Entry<String, String>> codes() {
            return style.refusals().codes().entrySet().stream()
                    .sorted((one, other) -> Integer.compare(
                            other.getKey().length(), one.getKey().length()));
        }

        private Map<String, String> kept() {
            var kept = new LinkedHashMap<String, String>();
            for (var name : style.kept().members()) {
                Stream.of(Optional.ofNullable(members.get(name)), Optional.ofNullable(member(document, name)))
                        .flatMap(Optional::stream)
                        .map(Translator::scalar)
                        .filter(KeptValues::isKeepable)
                        .findFirst()
                        .ifPresent(text -> kept.put(name, text));
            }
            return kept;
        }

        private static @Nullable String error(Map<String, @Nullable Object> members) {
            return members.get(Wire.ERROR) instanceof String text && !text.isEmpty() ? text : null;
        }

        private static @Nullable Object member(@Nullable Object object, String name) {
            return object instanceof Map<?, ?> map ? map.get(name) : null;
        }

        /** A value as an error code; what says "no error" is none. */
        private static Optional<String> word(@Nullable Object value) {
            return value instanceof Boolean || NONE.equals(value) || "".equals(value)
                    ? Optional.empty()
                    : Optional.ofNullable(scalar(value));
        }

        private static @Nullable String scalar(@Nullable Object value) {
            if (value instanceof BigDecimal number) {
                return number.toString();
            }
            return value instanceof String || value instanceof Long || value instanceof Boolean
                    ? value.toString()
                    : null;
        }

        /** As a word of its own, whatever the case: 429 is not found in 14290. */
        private static boolean contains(String text, String words) {
            return Pattern.compile(
                            "(?<![\\p{Alnum}_])" + Pattern.quote(words) + "(?![\\p{Alnum}_])",
                            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(text)
                    .find();
        }
    }
}
