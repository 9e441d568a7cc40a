// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;
import org.winekey.oauth.core.secret.Secret;

/** What an answer of the token endpoint means: the error table. Immutable. */
public sealed interface TokenVerdict {

    /**
     * Usable tokens came.
     *
     * @param response the tokens
     */
    record Success(TokenResponse response) implements TokenVerdict {
        /** Refuses nulls. */
        public Success {
            requireNonNull(response, "response");
        }
    }

    /**
     * No usable token came.
     *
     * @param kind what that means for a grant
     * @param text one sentence for people; the provider's words in it are filtered and capped, not escaped for HTML
     * @param error the OAuth error code, filtered and capped (null: the answer carries none)
     * @param retryAfter how long the server asks to wait, at most 24 hours (null: it does not say)
     * @param salvagedRefreshToken a refresh token that an otherwise unusable answer carries; to be stored before
     *     anything else (null: none)
     * @param evidence what it rests on
     */
    record Failure(
            Kind kind,
            String text,
            @Nullable String error,
            @Nullable Duration retryAfter,
            @Nullable Secret salvagedRefreshToken,
            Evidence evidence)
            implements TokenVerdict {
        /** Refuses nulls. */
        public Failure {
            requireNonNull(kind, "kind");
            requireNonNull(text, "text");
            requireNonNull(evidence, "evidence");
        }

        /** A failure of which nothing is shown. */
        Failure(
                Kind kind,
                String text,
                @Nullable String error,
                @Nullable Duration retryAfter,
                @Nullable Secret salvagedRefreshToken) {
            this(kind, text, error, retryAfter, salvagedRefreshToken, Evidence.NONE);
        }

        /** The same, resting on this. */
        Failure restingOn(Evidence shown) {
            return new Failure(kind, text, error, retryAfter, salvagedRefreshToken, shown);
        }

        private Failure withNothingToSave(Kind as) {
            return new Failure(as, text, error, retryAfter, null, evidence);
        }
    }

    /** What a failure means. Only {@link #DEAD} ends a grant. */
    enum Kind {
        /** A complete answer that says success and cannot be used; the refresh token may have been spent. */
        BROKEN,
        /** A well-formed {@code invalid_grant}. */
        DEAD,
        /** A person has to do something at the provider. */
        PERSON,
        /** The provider refuses the client or the request: a setting is wrong. */
        CONFIG,
        /** It passes by itself; the provider has not acted on the request. */
        TRANSIENT,
        /** The endpoint is not where the settings say: passes by itself at first, is a wrong setting when it stays. */
        ENDPOINT,
        /** The server asks for patience. */
        THROTTLED,
        /** The request was sent, and whether the provider acted on it is not known. */
        UNKNOWN,
        /** A proxy on the way wants credentials. */
        PROXY,
        /** The certificate's dates and the clock of this machine contradict each other. */
        CLOCK,
        /** The certificate is not trusted, names another host or has expired. */
        CERTIFICATE,
        /** The host has an address to which nothing is sent: a name server that lies, or a setting that is missing. */
        ADDRESS
    }

    /**
     * Judges the answer to a refresh (RFC 6749 section 6).
     *
     * @param now the wall clock, for dates in headers
     * @param clockDoubtful whether the wall clock may be wrong: then an expired certificate is the clock's fault
     * @param redaction what the text must not repeat
     * @param style how the answer reads
     */
    static TokenVerdict ofRefresh(
            Outcome outcome, Instant now, boolean clockDoubtful, Redaction redaction, AnswerStyle style) {
        return new ErrorTable(now, clockDoubtful, redaction, style).judge(outcome);
    }

    /** The same for an answer as in RFC 6749. */
    static TokenVerdict ofRefresh(Outcome outcome, Instant now, boolean clockDoubtful, Redaction redaction) {
        return ofRefresh(outcome, now, clockDoubtful, redaction, AnswerStyle.PLAIN);
    }

    /** As {@link #ofRefresh(Outcome, Instant, boolean, Redaction)} for a request without secrets. */
    static TokenVerdict ofRefresh(Outcome outcome, Instant now, boolean clockDoubtful) {
        return ofRefresh(outcome, now, clockDoubtful, Redaction.NONE);
    }

    /** As {@link #ofRefresh(Outcome, Instant, boolean)} with a trusted clock. */
    static TokenVerdict ofRefresh(Outcome outcome, Instant now) {
        return ofRefresh(outcome, now, false);
    }

    /**
     * Judges the answer to a request with the client's own credentials (RFC 6749 section 4.4). There is no grant to end and
     * nobody who could sign in: a refusal of either kind is {@link Kind#CONFIG}. A refresh token in it is not looked at
     * (RFC 6749 section 4.4.3).
     *
     * @param redaction what the text must not repeat
     * @param style how the answer reads
     */
    static TokenVerdict ofClientCredentials(
            Outcome outcome, Instant now, boolean clockDoubtful, Redaction redaction, AnswerStyle style) {
        var verdict = ofRefresh(outcome, now, clockDoubtful, redaction, style);
        if (!(verdict instanceof Failure failure)) {
            return verdict;
        }
        var aboutAGrant = failure.kind() == Kind.DEAD || failure.kind() == Kind.PERSON;
        return failure.withNothingToSave(aboutAGrant ? Kind.CONFIG : failure.kind());
    }

    /** The same for an answer as in RFC 6749. */
    static TokenVerdict ofClientCredentials(Outcome outcome, Instant now, boolean clockDoubtful, Redaction redaction) {
        return ofClientCredentials(outcome, now, clockDoubtful, redaction, AnswerStyle.PLAIN);
    }

    /**
     * Judges the answer to the exchange of a code (RFC 6749 section 4.1.3). Any failure ends that sign-in and touches no
     * grant; the kind says whom to tell. {@link Kind#DEAD}: the code is spent, expired or not ours.
     *
     * @param redaction what the text must not repeat
     * @param style how the answer reads
     */
    static TokenVerdict ofExchange(Outcome outcome, Instant now, Redaction redaction, AnswerStyle style) {
        var verdict = ofRefresh(outcome, now, false, redaction, style);
        return verdict instanceof Failure failure ? failure.withNothingToSave(failure.kind()) : verdict;
    }

    /** The same for an answer as in RFC 6749. */
    static TokenVerdict ofExchange(Outcome outcome, Instant now, Redaction redaction) {
        return ofExchange(outcome, now, redaction, AnswerStyle.PLAIN);
    }

    /** As {@link #ofExchange(Outcome, Instant, Redaction)} for a request without secrets. */
    static TokenVerdict ofExchange(Outcome outcome, Instant now) {
        return ofExchange(outcome, now, Redaction.NONE);
    }
}
