// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Spans of time in settings: as ISO 8601 has them, or a number of seconds. */
final class Spans {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");
    private static final Duration LONGEST = Duration.ofDays(3650);

    private Spans() {}

    /** The span of a key; null: it is not set. */
    static @Nullable Duration of(Values values, String key, String example) throws SettingsException {
        var text = values.text(key);
        return text.isEmpty() ? null : parse(key, text.get(), "write a span such as " + example);
    }

    /** The span that a text says; longer than none, and no longer than ten years. */
    static Duration parse(String key, String text, String remedy) throws SettingsException {
        try {
            var span =
                    SECONDS.matcher(text).matches() ? Duration.ofSeconds(Long.parseLong(text)) : Duration.parse(text);
            if (span.isNegative() || span.isZero() || span.compareTo(LONGEST) > 0) {
                throw new SettingsException(key, "is not between a moment and ten years; " + remedy);
            }
            return span;
        } catch (DateTimeException | ArithmeticException e) {
            throw new SettingsException(key, "is no span of time; " + remedy);
        }
    }
}
