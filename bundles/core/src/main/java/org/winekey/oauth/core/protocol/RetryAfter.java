// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.HttpTransport.Answered;

/** How long a server asks to wait (RFC 9110 section 10.2.3). */
public final class RetryAfter {

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Pattern SECONDS = Pattern.compile("[0-9]+");
    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    /** At most 24 hours; null: the header is absent, in the past or not understood. */
    public static @Nullable Duration of(Answered answer, Instant now) {
        var text = answer.header("retry-after").orElse("").strip();
        var asked = SECONDS.matcher(text).matches() ? seconds(text) : until(text, answer, now);
        if (asked == null || asked.isNegative() || asked.isZero()) {
            return null;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    private static Duration seconds(String digits) {
        return digits.length() > MOST_DIGITS ? LONGEST : Duration.ofSeconds(Long.parseLong(digits));
    }

    /** Against the server's own clock when it tells it, because ours may be wrong. */
    private static @Nullable Duration until(String text, Answered answer, Instant now) {
        return ServerClock.parse(text)
                .map(date -> Duration.between(ServerClock.of(answer, now), date))
                .orElse(null);
    }
}
