// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of the pages in one language: {@code texts_<language>.properties} beside this class, in UTF-8. One more file is one
 * more language; what it lacks is English.
 *
 * <p>Immutable and thread-safe.
 */
final class Texts {

    static final Texts ENGLISH = new Texts(Locale.ENGLISH, read("en").orElse(Map.of()));

    private static final Pattern HOLE = Pattern.compile("\\{(\\d)}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
    private static final int MOST_RANGES = 16;

    /** The languages that were asked for and exist; what does not exist is not kept, so that nobody can fill it. */
    private static final Map<String, Texts> KNOWN = new ConcurrentHashMap<>(Map.of("en", ENGLISH));

    private final Locale locale;
    private final Map<String, String> texts;

    private Texts(Locale locale, Map<String, String> texts) {
        this.locale = locale;
        this.texts = texts;
    }

    /** The first language of the header {@code Accept-Language} that there is a file of, else English (RFC 9110 section 12.5.4). */
    static Texts asked(@Nullable String acceptLanguage) {
        return ranges(acceptLanguage).stream()
                .filter(range -> range.getWeight() > 0)
                .limit(MOST_RANGES)
                .map(range -> range.getRange().split("-", 2)[0])
                .flatMap(language -> find(language).stream())
                .findFirst()
                .orElse(ENGLISH);
    }

    /** The texts of a language (empty: there is no file of it). */
    static Optional<Texts> find(String language) {
        var known = KNOWN.get(language);
        if (known != null || !LANGUAGE.matcher(language).matches()) {
            return Optional.ofNullable(known);
        }
        var found = read(language).map(texts -> new Texts(Locale.forLanguageTag(language), texts));
        found.ifPresent(texts -> KNOWN.put(language, texts));
        return found;
    }

    /** The text of a key, escaped, with these pieces of markup in it. */
    String fill(String key, List<String> values) {
        var filled = new StringBuilder();
        int from = 0;
        var text = text(key);
        for (Matcher hole = HOLE.matcher(text); hole.find(); from = hole.end()) {
            filled.append(Html.escape(text.substring(from, hole.start())))
                    .append(values.get(Integer.parseInt(hole.group(1))));
        }
        return filled.append(Html.escape(text.substring(from))).toString();
    }

    String time(ZonedDateTime time) {
        return DateTimeFormatter.ofPattern(text("time.pattern"), locale).format(time);
    }

    String language() {
        return locale.toLanguageTag();
    }

    Set<String> keys() {
        return new TreeSet<>(texts.keySet());
    }

    private String text(String key) {
        var text = texts.getOrDefault(key, ENGLISH.texts.get(key));
        if (text == null) {
            throw new IllegalArgumentException("no text is called " + key);
        }
        return text;
    }

    private static List<Locale.LanguageRange> ranges(@Nullable String acceptLanguage) {
        try {
            return acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > 1000
                    ? List.of()
                    : Locale.LanguageRange.parse(acceptLanguage);
        } catch (IllegalArgumentException e) {
            // No browser sends such a header, and English is no harm.
            return List.of();
        }
    }

    private static Optional<Map<String, String>> read(String language) {
        try (var in = Texts.class.getResourceAsStream("texts_" + language + ".properties")) {
            if (in == null) {
                return Optional.empty();
            }
            var properties = new Properties();
            properties.load(new InputStreamReader(in, UTF_8));
            var texts = new ConcurrentHashMap<String, String>();
            properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
            return Optional.of(Map.copyOf(texts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
