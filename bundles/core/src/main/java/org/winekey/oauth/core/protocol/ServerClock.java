// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.winekey.oauth.core.seam.HttpTransport.Answered;

/** The time by the server's clock: what it says of a moment is measured by that one, because ours may be wrong. */
final class ServerClock {

    /** RFC 9110 section 5.6.7; the day may have one digit as some servers write it. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

    private ServerClock() {}

    /** When the server says that it answered; now, when it does not say. */
    static Instant of(Answered answer, Instant now) {
        return parse(answer.header("date").orElse("").strip()).orElse(now);
    }

    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(Instant.from(DATE.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
