// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.TokenVerdict.Failure;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;

/** What the provider says of a token (RFC 7662 section 2.2). Says nothing of a grant. */
public sealed interface IntrospectionAnswer {

    /**
     * The provider told.
     *
     * @param active whether the token is good now
     * @param scopes what it is good for (empty: not told)
     * @param expiresAt until when (null: not told)
     */
    record Told(
            boolean active, Set<String> scopes, @Nullable Instant expiresAt) implements IntrospectionAnswer {
        /** Copies the scopes. */
        public Told {
            scopes = Set.copyOf(scopes);
        }
    }

    /**
     * The provider did not tell.
     *
     * @param text why, for people; the provider's words in it are filtered and capped, not escaped for HTML
     */
    record Untold(String text) implements IntrospectionAnswer {
        /** Refuses null. */
        public Untold {
            requireNonNull(text, "text");
        }
    }

    /**
     * Judges an answer.
     *
     * @param now the wall clock, for dates in headers
     * @param redaction what must not be repeated
     */
    static IntrospectionAnswer of(Outcome outcome, Instant now, Redaction redaction) {
        if (outcome instanceof Answered answer && answer.status() / 100 == 2) {
            return Reading.of(answer, redaction);
        }
        var table = new ErrorTable(now, false, redaction, AnswerStyle.PLAIN, "introspection_endpoint");
        return table.judge(outcome) instanceof Failure failure ? new Untold(failure.text()) : Reading.UNREADABLE;
    }

    /** Reads answers. */
    final class Reading {

        private static final String ACTIVE = "active"; // RFC 7662 section 2.2
        private static final String EXP = "exp"; // RFC 7662 section 2.2
        private static final Untold UNREADABLE = new Untold("the provider's answer is not readable");

        private Reading() {}

        private static IntrospectionAnswer of(Answered answer, Redaction redaction) {
            try {
                return of(Json.readObject(answer.body()), redaction);
            } catch (JsonException e) {
                return UNREADABLE;
            }
        }

        /** What is not said in the one type that the RFC names is not said: the text "false" is not empty, for example. */
        private static IntrospectionAnswer of(Map<String, @Nullable Object> members, Redaction redaction) {
            if (members.get(Wire.ERROR) instanceof String error) {
                return new Untold(
                        "the provider answered " + ForeignText.filtered(redaction.of(error), ForeignText.MOST_CODE));
            }
            return members.get(ACTIVE) instanceof Boolean active
                    ? new Told(active, active ? scopes(members, redaction) : Set.of(), expiresAt(members))
                    : new Untold("the provider's answer does not say whether the token is active, as true or false");
        }

        private static Set<String> scopes(Map<String, @Nullable Object> members, Redaction redaction) {
            return members.get(Wire.SCOPE) instanceof String scope ? Scopes.parse(redaction.of(scope)) : Set.of();
        }

        private static @Nullable Instant expiresAt(Map<String, @Nullable Object> members) {
            try {
                return members.get(EXP) instanceof Long seconds ? Instant.ofEpochSecond(seconds) : null;
            } catch (DateTimeException e) {
                return null;
            }
        }
    }
}
