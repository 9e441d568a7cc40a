// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.TokenResult.Misconfigured;
import org.winekey.oauth.TokenResult.SignInRequired;
import org.winekey.oauth.TokenResult.Unavailable;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.TokenVerdict;
import org.winekey.oauth.core.protocol.TokenVerdict.Kind;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.core.token.Trouble.Cause;

/** Turns failures in a row into what callers see and when the next attempt is. For one lane only. */
final class Troubles {

    static final String TOKEN_ENDPOINT = "token_endpoint";

    private static final String LOST_ROTATION = "LOST_ROTATION";
    private static final String BUDGET_SPENT = "the own budget is spent: far more refreshes than this client needs were"
            + " sent lately; look for a crash loop, or for an integration that reports every token as rejected";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration CONFIRMATION = Duration.ofSeconds(30);
    private static final int PATIENCE = 3;
    private static final int STUCK = 6;

    /**
     * The circumstances of a failure.
     *
     * @param notBeforeNanos no further attempt before this monotonic time; null: no such limit
     * @param oldRevision whether the grant belongs to a registration that the settings no longer describe
     * @param personHelps whether a sign-in would bring a token
     * @param used what the request was made of
     */
    record Circumstances(@Nullable Long notBeforeNanos, boolean oldRevision, boolean personHelps, Registration used) {
        static Circumstances of(ClientTerms terms, @Nullable Held held, @Nullable Long notBeforeNanos) {
            var used = Source.registration(terms, held);
            var asked = terms instanceof ClientTerms.Ready ready ? ready.registration() : used;
            var oldRevision = held != null && Source.oldRevision(terms, held);
            return new Circumstances(
                    notBeforeNanos, oldRevision, asked.grantType().needsPerson(), used);
        }
    }

    private final Seams seams;
    private final Backoff backoff;
    private @Nullable Kind lastKind;
    private int sameKind;
    private long sameSinceNanos;

    Troubles(Seams seams) {
        this.seams = seams;
        this.backoff = new Backoff(seams.entropy());
    }

    /** Whether after such a failure the provider may have spent the refresh token. */
    static boolean outcomeUnknown(Kind kind) {
        return kind == Kind.UNKNOWN || kind == Kind.BROKEN;
    }

    /** Whether such a verdict is void once the settings are others. */
    static boolean mayBeTheSettings(Kind kind) {
        return kind == Kind.CONFIG || kind == Kind.ENDPOINT || kind == Kind.PERSON;
    }

    /** All is well again, or something changed that may have been the cause. */
    void forget() {
        backoff.reset();
        lastKind = null;
        sameKind = 0;
    }

    Trouble of(TokenVerdict.Failure failure, Circumstances circumstances) {
        count(failure.kind());
        return switch (failure.kind()) {
            case CONFIG -> settings(failure, circumstances);
            case ENDPOINT ->
                waiting(
                        Cause.SETTINGS,
                        delay(SECOND, sameKind < PATIENCE ? QUARTER : HOUR),
                        wait -> new Misconfigured(TOKEN_ENDPOINT, failure.text()),
                        failure,
                        circumstances);
            case PERSON -> person(failure.text());
            case THROTTLED ->
                waiting(Cause.PATIENCE, throttled(failure), wait -> later(failure, wait), failure, circumstances);
            case CLOCK -> world(failure, delay(Duration.ofSeconds(5), MINUTE), circumstances);
            case BROKEN -> world(failure, delay(SECOND, HOUR), circumstances);
            default -> world(failure, delay(SECOND, QUARTER), circumstances);
        };
    }

    /** What a refused grant is marked with: the second verdict confirms the first. */
    Grant.Ended verdict(Grant refused, boolean answerLost) {
        var before = refused.ended();
        var lost = answerLost || (before != null && before.kind().equals(LOST_ROTATION));
        var kind = lost || refused.copied() ? LOST_ROTATION : "DEAD";
        return new Grant.Ended(
                kind, reason(lost, refused.copied()), seams.time().now(), before != null);
    }

    private static String reason(boolean answerLost, boolean copied) {
        if (copied) {
            return "the provider refuses the refresh token that came out of a backup or a copied disk: another system"
                    + " has used it since; sign in again";
        }
        return answerLost
                ? "an answer with a new refresh token was lost, and the provider refuses the old one; sign in again"
                : "the provider no longer honours this sign-in; sign in again";
    }

    /** The provider ended the grant; confirmed once, then remembered. */
    Trouble ended(Grant.Ended ended, @Nullable Long confirmNotBefore) {
        var result = new SignInRequired(ended.reason());
        var status = ClientStatus.of(Code.SIGN_IN_REQUIRED, ended.reason());
        if (ended.confirmed()) {
            return new Trouble(Cause.GRANT, result, status, null);
        }
        var at = later(seams.time().nanos() + CONFIRMATION.toNanos(), confirmNotBefore);
        return new Trouble(Cause.GRANT, result, status.withRetryAt(wall(at)), at);
    }

    /** The store refused to be read or written. */
    Trouble store(IOException why, @Nullable Long notBefore) {
        var reason = why instanceof LockedException && why.getMessage() != null
                ? why.getMessage()
                : "the token store cannot be used: " + why.getClass().getSimpleName();
        var at = later(
                seams.time().nanos()
                        + backoff.next(SECOND, Duration.ofSeconds(30)).toNanos(),
                notBefore);
        var status = ClientStatus.of(Code.LOCKED, reason).withRetryAt(wall(at));
        return new Trouble(Cause.STORE, new Unavailable(reason, wall(at)), status, at);
    }

    /** The client has sent so much that nothing is sent for a while. */
    Trouble budget(long openNanos) {
        var status = ClientStatus.of(Code.BUDGET_SPENT, BUDGET_SPENT).withRetryAt(wall(openNanos));
        return new Trouble(Cause.BUDGET, new Unavailable(BUDGET_SPENT, wall(openNanos)), status, openNanos);
    }

    private void count(Kind kind) {
        if (kind == lastKind) {
            sameKind++;
            return;
        }
        lastKind = kind;
        sameKind = 1;
        sameSinceNanos = seams.time().nanos();
    }

    private Trouble settings(TokenVerdict.Failure failure, Circumstances circumstances) {
        var stuck = sameKind >= STUCK && seams.time().nanos() - sameSinceNanos >= DAY.toNanos();
        if (circumstances.personHelps() && (circumstances.oldRevision() || stuck)) {
            var at = seams.time().nanos() + delay(DAY, DAY).toNanos();
            var status = ClientStatus.of(Code.SIGN_IN_REQUIRED, failure.text()).withRetryAt(wall(at));
            return new Trouble(Cause.SETTINGS, new SignInRequired(failure.text()), status, at);
        }
        var key = key(failure.error(), circumstances.used());
        return waiting(
                Cause.SETTINGS,
                stuck ? delay(DAY, DAY) : delay(MINUTE, HOUR),
                wait -> new Misconfigured(key, failure.text()),
                failure,
                circumstances);
    }

    private static Trouble person(String reason) {
        var status = ClientStatus.of(Code.SIGN_IN_REQUIRED, reason);
        return new Trouble(Cause.GRANT, new SignInRequired(reason), status, null);
    }

    private Trouble world(TokenVerdict.Failure failure, Duration delay, Circumstances circumstances) {
        return waiting(Cause.WORLD, delay, at -> later(failure, at), failure, circumstances);
    }

    private interface Answer {
        TokenResult at(Instant retryAt);
    }

    private Trouble waiting(
            Cause cause, Duration delay, Answer answer, TokenVerdict.Failure failure, Circumstances circumstances) {
        var at = later(seams.time().nanos() + delay.toNanos(), circumstances.notBeforeNanos());
        var result = answer.at(wall(at));
        return new Trouble(cause, result, status(result, failure).withRetryAt(wall(at)), at);
    }

    private ClientStatus status(TokenResult result, TokenVerdict.Failure failure) {
        if (result instanceof Misconfigured wrong) {
            return ClientStatus.of(Code.MISCONFIGURED, wrong.reason()).withKey(wrong.key());
        }
        return switch (failure.kind()) {
            case THROTTLED -> ClientStatus.of(Code.THROTTLED, failure.text());
            case PROXY -> operator(failure.text());
            case CERTIFICATE, ADDRESS, BROKEN ->
                sameKind >= PATIENCE ? operator(failure.text()) : ClientStatus.of(Code.UNAVAILABLE, failure.text());
            default -> ClientStatus.of(Code.UNAVAILABLE, failure.text());
        };
    }

    private static ClientStatus operator(String reason) {
        return ClientStatus.of(Code.MISCONFIGURED, reason).withKey(TOKEN_ENDPOINT);
    }

    private static Unavailable later(TokenVerdict.Failure failure, Instant retryAt) {
        return new Unavailable(failure.text(), retryAt);
    }

    private Duration throttled(TokenVerdict.Failure failure) {
        var asked = Optional.ofNullable(failure.retryAfter()).orElse(Duration.ZERO);
        var least = asked.compareTo(DAY) > 0 ? DAY : asked;
        return backoff.next(SECOND, QUARTER, least);
    }

    private Duration delay(Duration least, Duration most) {
        return backoff.next(least, most);
    }

    // RFC 6749 section 5.2 names the fault, not the setting.
    private static String key(@Nullable String error, Registration used) {
        return switch (error == null ? "invalid_client" : error) {
            case "invalid_client", "invalid_grant" -> used.clientSecret() != null ? ".client_secret" : "client_id";
            case "unauthorized_client", "access_denied" -> "client_id";
            case "invalid_scope" -> "scope";
            case "unsupported_grant_type" -> used.grantType().needsPerson() ? TOKEN_ENDPOINT : "grant_types";
            default -> TOKEN_ENDPOINT;
        };
    }

    private static long later(long nanos, @Nullable Long notBefore) {
        return notBefore == null || nanos - notBefore >= 0 ? nanos : notBefore;
    }

    private Instant wall(long nanos) {
        return seams.time().now().plusNanos(nanos - seams.time().nanos());
    }
}
