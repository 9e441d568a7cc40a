// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;

/** What the answer to a poll means (RFC 8628 section 3.5). */
public sealed interface DeviceVerdict {

    /** The person consented, and these are the tokens. */
    record Granted(TokenResponse response) implements DeviceVerdict {}

    /** Ask again after the interval. */
    record Pending() implements DeviceVerdict {}

    /** Ask again, and from now on five seconds later each time. */
    record SlowDown() implements DeviceVerdict {}

    /**
     * Nothing was learned: the way there is disturbed, or the server is. Ask again, later each time.
     *
     * @param retryAfter how long the server asks to wait, at most 24 hours (null: it does not say)
     */
    record Disturbed(@Nullable Duration retryAfter) implements DeviceVerdict {}

    /**
     * It is over: refused, expired, or not to be helped by asking again.
     *
     * @param text why, for people; of the provider's words at most a filtered error code
     */
    record Over(String text) implements DeviceVerdict {}

    /**
     * Judges the answer to a poll.
     *
     * @param now the wall clock, for dates in headers
     * @param redaction what the text must not repeat
     * @param style how the answer reads
     */
    static DeviceVerdict of(Outcome outcome, Instant now, Redaction redaction, AnswerStyle style) {
        var verdict = TokenVerdict.ofExchange(outcome, now, redaction, style);
        if (verdict instanceof TokenVerdict.Success success) {
            return new Granted(success.response());
        }
        var failure = (TokenVerdict.Failure) verdict;
        if ("authorization_pending".equals(failure.error())) {
            return new Pending();
        }
        if ("slow_down".equals(failure.error())) {
            return new SlowDown();
        }
        return switch (failure.kind()) {
            case TRANSIENT, UNKNOWN, THROTTLED, PROXY, CLOCK, CERTIFICATE, ADDRESS ->
                new Disturbed(failure.retryAfter());
            case BROKEN, DEAD, PERSON, CONFIG, ENDPOINT -> new Over(words(failure));
        };
    }

    private static String words(TokenVerdict.Failure failure) {
        if (failure.error() != null) {
            return "the provider answered " + failure.error();
        }
        return failure.kind() == TokenVerdict.Kind.BROKEN ? "its answer cannot be used" : failure.text();
    }
}
