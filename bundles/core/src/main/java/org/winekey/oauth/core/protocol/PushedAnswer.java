// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.TokenVerdict.Failure;
import org.winekey.oauth.core.protocol.TokenVerdict.Kind;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;
import org.winekey.oauth.core.secret.Secret;

/** What the provider answered to a pushed authorization request (RFC 9126 sections 2.2 and 2.3). Says nothing of a grant. */
public sealed interface PushedAnswer {

    /**
     * The request is there.
     *
     * @param requestUri stands for it, once; whoever has it can go on with the sign-in
     */
    record Pushed(Secret requestUri) implements PushedAnswer {
        /** Refuses null. */
        public Pushed {
            requireNonNull(requestUri, "requestUri");
        }
    }

    /**
     * The request is not there.
     *
     * @param kind what it means; never {@link Kind#DEAD}, since no grant takes part
     * @param text for people, with what to do; the provider's words in it are filtered and capped, not escaped for HTML
     * @param retryAfter how long the server asks to wait, at most 24 hours (null: it does not say)
     * @param error the OAuth error code, filtered and capped; empty: the answer carries none
     */
    record Refused(Kind kind, String text, @Nullable Duration retryAfter, String error) implements PushedAnswer {}

    /**
     * Judges an answer.
     *
     * @param now the wall clock, for dates in headers
     * @param redaction what the text must not repeat
     * @param style how the provider says no
     */
    static PushedAnswer of(Outcome outcome, Instant now, Redaction redaction, AnswerStyle style) {
        if (outcome instanceof Answered answer && answer.status() / 100 == 2) {
            return Reading.of(answer);
        }
        var table = new ErrorTable(now, false, redaction, style.ofRefusals(), "pushed_authorization_request_endpoint");
        return table.judge(outcome) instanceof Failure failure ? Reading.refused(failure) : Reading.UNREADABLE;
    }

    /** Reads answers. */
    final class Reading {

        private static final int MOST_CHARACTERS = 2048;
        private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]{1," + MOST_CHARACTERS + "}");
        private static final Refused UNREADABLE =
                broken("its answer to the pushed request is not readable; try again later");

        private Reading() {}

        private static PushedAnswer of(Answered answer) {
            try {
                return of(Json.readObject(answer.body()));
            } catch (JsonException e) {
                return UNREADABLE;
            }
        }

        private static PushedAnswer of(Map<String, @Nullable Object> members) {
            if (!(members.get(Wire.REQUEST_URI) instanceof String uri)
                    || !VISIBLE.matcher(uri).matches()) {
                return broken("its answer to the pushed request has no usable request_uri; try again later");
            }
            // RFC 9126 wants a positive number. Any other statement than "it is over" is none: the browser leaves at
            // once.
            return members.get(Wire.EXPIRES_IN) instanceof Long seconds && seconds <= 0
                    ? broken("what it answered to the pushed request has expired already; try again later")
                    : new Pushed(Secret.of(uri));
        }

        private static Refused refused(Failure failure) {
            var kind = failure.kind() == Kind.DEAD ? Kind.CONFIG : failure.kind();
            return new Refused(
                    kind,
                    failure.text() + remedy(kind, failure.retryAfter()),
                    failure.retryAfter(),
                    Objects.requireNonNullElse(failure.error(), ""));
        }

        private static String remedy(Kind kind, @Nullable Duration retryAfter) {
            if (retryAfter != null) {
                return "; try again in " + spoken(retryAfter);
            }
            return switch (kind) {
                case CONFIG, ENDPOINT, PERSON -> "";
                default -> "; try again in a minute";
            };
        }

        /** Rounded up: whoever comes back then is not too early. */
        private static String spoken(Duration wait) {
            return wait.compareTo(Duration.ofMinutes(2)) <= 0
                    ? wait.toSeconds() + " seconds"
                    : wait.plusSeconds(59).toMinutes() + " minutes";
        }

        private static Refused broken(String defect) {
            return new Refused(Kind.BROKEN, "the provider said yes but " + defect, null, "");
        }
    }
}
