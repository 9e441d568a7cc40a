// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.TokenVerdict.Failure;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;

/**
 * What the provider answered to a revocation (RFC 7009 section 2.2). Says nothing of a grant.
 *
 * @param kind what it comes to
 * @param text for people; empty when it is done. The provider's words in it are filtered and capped, not escaped for HTML
 * @param retryAfter how long the server asks to wait, at most 24 hours (null: it does not say)
 */
public record RevocationAnswer(
        Kind kind, String text, @Nullable Duration retryAfter) {

    private static final String UNSUPPORTED_TOKEN_TYPE = "unsupported_token_type"; // RFC 7009 section 2.2.1

    /** What an answer comes to. */
    public enum Kind {
        /** The token is void, also if the provider never knew it. */
        DONE,
        /** The provider revokes no tokens of this kind. */
        UNSUPPORTED,
        /** The provider answered something else. */
        REFUSED,
        /** The provider is busy or ailing: the token still lives, and it may be asked again (RFC 7009 section 2.2.1). */
        BUSY,
        /** No whole answer came. */
        SILENT
    }

    /** Refuses nulls. */
    public RevocationAnswer {
        requireNonNull(kind, "kind");
        requireNonNull(text, "text");
    }

    /**
     * Judges an answer.
     *
     * @param now the wall clock, for dates in headers
     * @param redaction what the text must not repeat
     * @param style how the provider says no
     */
    public static RevocationAnswer of(Outcome outcome, Instant now, Redaction redaction, AnswerStyle style) {
        if (outcome instanceof Answered answer && answer.status() / 100 == 2 && !namesAnError(answer, style)) {
            return new RevocationAnswer(Kind.DONE, "", null);
        }
        var table = new ErrorTable(now, false, redaction, style.ofRefusals(), "revocation_endpoint");
        if (!(table.judge(outcome) instanceof Failure failure)) {
            throw new IllegalStateException("only a status of 2xx without an error is a success");
        }
        return new RevocationAnswer(kindOf(outcome, failure), failure.text(), failure.retryAfter());
    }

    /** Whether it may come to something else a little later. */
    public boolean passes() {
        return kind == Kind.BUSY || kind == Kind.SILENT;
    }

    private static Kind kindOf(Outcome outcome, Failure failure) {
        if (!(outcome instanceof Answered)) {
            return Kind.SILENT;
        }
        if (UNSUPPORTED_TOKEN_TYPE.equals(failure.error())) {
            return Kind.UNSUPPORTED;
        }
        return switch (failure.kind()) {
            case THROTTLED, TRANSIENT, UNKNOWN -> Kind.BUSY;
            default -> Kind.REFUSED;
        };
    }

    /** Some servers say 200 to everything and put the error into the body. */
    private static boolean namesAnError(Answered answer, AnswerStyle style) {
        return TokenBody.ofJson(answer, style.ofRefusals())
                .filter(TokenBody::hasError)
                .isPresent();
    }
}
