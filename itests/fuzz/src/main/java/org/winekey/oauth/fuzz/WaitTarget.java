// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.RetryAfter;
import org.winekey.oauth.core.seam.HttpTransport.Answered;

/** How long a server asks to wait: {@code Retry-After} and {@code Date}, by clocks of ours that go right and wrong. */
public final class WaitTarget {

    private static final Duration DAY = Duration.ofDays(1);
    private static final List<Instant> CLOCKS =
            List.of(Instant.EPOCH, Verdicts.NOW, Instant.parse("2082-01-01T00:00:00Z"));

    private static final Pattern DATE =
            Pattern.compile("[A-Z][a-z]{2}, [0-3][0-9] [A-Z][a-z]{2} 20[0-9]{2} ..:..:.. GMT");

    private WaitTarget() {}

    /** One input: the first line is {@code Retry-After}, the second {@code Date}; without a second one there is none. */
    public static void fuzzerTestOneInput(byte[] input) {
        var lines = Escapes.bytes(input).split("\n", 2);
        Guard.within(8, () -> check(lines[0], lines.length < 2 ? null : lines[1]));
    }

    private static void check(String asked, @Nullable String date) {
        var headers = new HashMap<>(Map.of("retry-after", List.of(asked)));
        if (date != null) {
            headers.put("date", List.of(date));
        }
        var answer = new Answered(503, headers, new byte[0]);
        for (var clock : CLOCKS) {
            var wait = RetryAfter.of(answer, clock);
            Claim.wait(wait);
            checkSeconds(asked.strip(), wait);
        }
        checkClock(asked.strip(), date, answer);
    }

    private static void checkSeconds(String asked, @Nullable Duration wait) {
        if (asked.matches("0*[1-9][0-9]{0,4}")) {
            var seconds = Duration.ofSeconds(Integer.parseInt(asked.replaceFirst("^0+", "")));
            var expected = seconds.compareTo(DAY) > 0 ? DAY : seconds;
            Claim.that(asked.length() > 9 || expected.equals(wait), "another wait than was asked for");
        }
    }

    /** A server that tells its time is measured by it, so that our clock makes no difference. */
    private static void checkClock(String asked, @Nullable String date, Answered answer) {
        var told = date != null && DATE.matcher(date.strip()).matches() && isDate(date);
        if (told || asked.matches("[0-9]+")) {
            var waits = CLOCKS.stream()
                    .map(clock -> String.valueOf(RetryAfter.of(answer, clock)))
                    .distinct();
            Claim.that(waits.count() == 1, "the wait depends on our clock, though the server told its own");
        }
    }

    /** Whether the server's date is one: then a wait for it lasts, by a clock of long ago. */
    private static boolean isDate(String date) {
        var alone = new Answered(503, Map.of("retry-after", List.of(date)), new byte[0]);
        return RetryAfter.of(alone, Instant.EPOCH) != null;
    }
}
