// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.TokenVerdict.Failure;
import org.winekey.oauth.core.protocol.TokenVerdict.Kind;
import org.winekey.oauth.core.protocol.TokenVerdict.Success;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;
import org.winekey.oauth.core.secret.Secret;

/**
 * The error table, in its order of precedence: the way there, 407, 429 and 5xx by status, an OAuth error in the body of
 * 2xx and 4xx, other statuses, the tokens of 2xx.
 */
final class ErrorTable {

    /** RFC 6749 sections 4.1.2.1 and 5.2, RFC 8628 section 3.5, RFC 8707 section 2, OpenID Connect Core section 3.1.2.6. */
    private static final Set<String> COMMON = Set.of(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "invalid_scope",
            "invalid_target",
            "unauthorized_client",
            "unsupported_grant_type",
            "unsupported_response_type",
            "access_denied",
            "server_error",
            "temporarily_unavailable",
            "authorization_pending",
            "slow_down",
            "expired_token",
            "interaction_required",
            "login_required",
            "consent_required");

    private final Instant now;
    private final boolean clockDoubtful;
    private final Redaction redaction;
    private final AnswerStyle style;
    private final String endpoint;

    ErrorTable(Instant now, boolean clockDoubtful, Redaction redaction, AnswerStyle style) {
        this(now, clockDoubtful, redaction, style, "token_endpoint");
    }

    /** For answers of the endpoint that settings call so. */
    ErrorTable(Instant now, boolean clockDoubtful, Redaction redaction, AnswerStyle style, String endpoint) {
        this.now = now;
        this.clockDoubtful = clockDoubtful;
        this.redaction = redaction;
        this.style = style;
        this.endpoint = endpoint;
    }

    TokenVerdict judge(Outcome outcome) {
        var verdict = outcome instanceof Answered answer ? byAnswer(answer) : byFault((Failed) outcome);
        return verdict instanceof Failure failure ? failure.restingOn(Evidence.of(outcome)) : verdict;
    }

    private TokenVerdict byFault(Failed failed) {
        var partial = failed.partial();
        if (failed.fault() == Fault.TOO_LARGE && partial != null) {
            return isSuccess(partial.status())
                    ? broken("its answer is too large", TokenBody.salvaged(partial.body(), style))
                    : byStatus(partial);
        }
        return failure(failed.sent() ? sentKind(failed.fault()) : unsentKind(failed.fault()), failed.detail());
    }

    private static Kind sentKind(Fault fault) {
        return fault == Fault.TOO_LARGE ? Kind.BROKEN : Kind.UNKNOWN;
    }

    private Kind unsentKind(Fault fault) {
        return switch (fault) {
            case CERTIFICATE_NOT_YET_VALID -> Kind.CLOCK;
            case CERTIFICATE_EXPIRED -> clockDoubtful ? Kind.CLOCK : Kind.CERTIFICATE;
            case CERTIFICATE -> Kind.CERTIFICATE;
            case ADDRESS -> Kind.ADDRESS;
            default -> Kind.TRANSIENT;
        };
    }

    private TokenVerdict byAnswer(Answered answer) {
        var status = answer.status();
        if (status == 407 || status == 429 || status >= 500 || status < 200 || status / 100 == 3) {
            return byStatus(answer);
        }
        var body = TokenBody.of(answer, style);
        if (body.isPresent() && body.get().hasError()) {
            return byError(body.get(), answer);
        }
        if (!isSuccess(status)) {
            return byStatus(answer);
        }
        return body.map(tokens -> byTokens(tokens, ServerClock.of(answer, now))).orElseGet(() -> unreadable(answer));
    }

    private TokenVerdict byStatus(Answered answer) {
        var status = answer.status();
        var text = "the " + endpoint.replace('_', ' ') + " answered " + status;
        return switch (status) {
            case 429, 503 -> throttled(text + " and asks for patience", RetryAfter.of(answer, now));
            case 407 -> failure(Kind.PROXY, "a proxy on the way wants credentials (407)");
            case 401 -> failure(Kind.CONFIG, text + " without saying why; check client_id and client secret");
            case 301, 308, 404, 405, 410, 415 -> failure(Kind.ENDPOINT, text + "; check " + endpoint);
            case 511 -> failure(Kind.TRANSIENT, "a network on the way wants a sign-in of its own (511)");
            default -> failure(status >= 500 || status < 200 ? Kind.UNKNOWN : Kind.TRANSIENT, text);
        };
    }

    private TokenVerdict byError(TokenBody body, Answered answer) {
        var code = clean(body.error());
        var text = "the provider answered "
                + body.said().map(said -> clean(said) + ", which is ").orElse("") + code
                + body.description(redaction).map(words -> ": " + words).orElse("");
        var kind = kindOf(body.error());
        return new Failure(kind, text, code, kind == Kind.THROTTLED ? RetryAfter.of(answer, now) : null, null);
    }

    /** A code that everybody uses is nobody's secret, even if somebody's secret is a part of it. */
    private String clean(String code) {
        if (COMMON.contains(code)) {
            return code;
        }
        return ForeignText.filtered(redaction.of(code), ForeignText.MOST_CODE);
    }

    /** RFC 6749 section 5.2 and OpenID Connect Core section 3.1.2.6; a code that nobody knows is a setting to look at. */
    private static Kind kindOf(String error) {
        return switch (error) {
            case "invalid_grant" -> Kind.DEAD;
            case "interaction_required", "login_required", "consent_required", "access_denied" -> Kind.PERSON;
            case "server_error", "temporarily_unavailable" -> Kind.TRANSIENT;
            case "slow_down" -> Kind.THROTTLED; // RFC 8628 section 3.5, and what a word of theirs may mean
            default -> Kind.CONFIG;
        };
    }

    private TokenVerdict byTokens(TokenBody body, Instant providersNow) {
        return body.defect(redaction)
                .<TokenVerdict>map(defect -> broken(defect, body))
                .orElseGet(() -> new Success(body.response(providersNow, redaction)));
    }

    /** A page instead of tokens is the portal of a network on the way, or a provider being maintained. */
    private TokenVerdict unreadable(Answered answer) {
        return TokenBody.looksLikeHtml(answer)
                ? failure(Kind.TRANSIENT, "a web page came instead of tokens")
                : broken("its answer is not readable", TokenBody.salvaged(answer.body(), style));
    }

    private static TokenVerdict broken(String defect, TokenBody body) {
        Secret saved = body.refreshToken();
        return new Failure(Kind.BROKEN, "the provider said yes but " + defect, null, null, saved);
    }

    private static TokenVerdict throttled(String text, @Nullable Duration retryAfter) {
        return new Failure(Kind.THROTTLED, text, null, retryAfter, null);
    }

    private static TokenVerdict failure(Kind kind, String text) {
        return new Failure(kind, text, null, null, null);
    }

    private static boolean isSuccess(int status) {
        return status / 100 == 2;
    }
}
