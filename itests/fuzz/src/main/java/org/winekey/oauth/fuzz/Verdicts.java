// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.AnswerStyle;
import org.winekey.oauth.core.protocol.Redaction;
import org.winekey.oauth.core.protocol.TokenResponse;
import org.winekey.oauth.core.protocol.TokenVerdict;
import org.winekey.oauth.core.protocol.TokenVerdict.Failure;
import org.winekey.oauth.core.protocol.TokenVerdict.Kind;
import org.winekey.oauth.core.protocol.TokenVerdict.Success;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;
import org.winekey.oauth.core.secret.Secret;

/** What must hold for the verdict on any answer of a token endpoint. */
final class Verdicts {

    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    /** What was sent, and what servers like to repeat. */
    static final String SENT_TOKEN = "R3fresh.canary/of+1";

    static final String SENT_SECRET = "client canary&2";
    static final Redaction REDACTION = Redaction.NONE.and(Secret.of(SENT_TOKEN)).and(Secret.of(SENT_SECRET));

    private static final int MOST_TEXT = 500;
    private static final int SHORTEST = 12;

    private final Outcome outcome;
    private final AnswerStyle style;

    private Verdicts(Outcome outcome, AnswerStyle style) {
        this.outcome = outcome;
        this.style = style;
    }

    static void check(Outcome outcome, AnswerStyle style) {
        new Verdicts(outcome, style).check();
    }

    private void check() {
        var verdict = judged();
        Claim.that(verdict.toString().equals(judged().toString()), "the same answer has two verdicts");
        Claim.hides(verdict, SENT_TOKEN, SENT_SECRET);
        if (verdict instanceof Success success) {
            check(success.response());
        } else if (verdict instanceof Failure failure) {
            check(failure);
        }
        checkOthers();
    }

    private TokenVerdict judged() {
        return TokenVerdict.ofRefresh(outcome, NOW, false, REDACTION, style);
    }

    private void check(TokenResponse response) {
        Claim.that(
                outcome instanceof Answered answer && answer.status() / 100 == 2,
                "tokens of an answer that is no success");
        hides(response, response.accessToken());
        hides(response, response.refreshToken());
        Claim.lifetime(response.expiresIn());
        Claim.lifetime(response.refreshTokenExpiresIn());
        if (style.equals(AnswerStyle.PLAIN)) {
            var said = said();
            Claim.that(
                    response.accessToken().reveal().equals(said.get("access_token")), "another access token than came");
            Claim.that("bearer".equalsIgnoreCase(String.valueOf(said.get("token_type"))), "tokens of another type");
            Claim.that(refreshToken(said).equals(revealed(response.refreshToken())), "another refresh token than came");
            Claim.that(!(said.get("error") instanceof String code) || code.isEmpty(), "tokens beside an error");
        }
    }

    /** Shorter ones could be a part of any word. */
    private static void hides(TokenResponse response, @Nullable Secret token) {
        if (token != null && token.reveal().length() >= SHORTEST) {
            var scopes = response.scopes() == null ? Set.<String>of() : response.scopes();
            scopes.forEach(scope -> Claim.hides(scope, token.reveal()));
            response.kept().values().forEach(value -> Claim.hides(value, token.reveal()));
        }
    }

    private void check(Failure failure) {
        Claim.shown(failure.text(), MOST_TEXT, "a text");
        Claim.shown(failure.error(), 64, "a code");
        Claim.hides(failure.text() + failure.error(), SENT_TOKEN, SENT_SECRET);
        Claim.wait(failure.retryAfter());
        Claim.that(failure.kind() != Kind.DEAD || mayEndAGrant(), "a grant ends that the provider did not end");
        var saved = failure.salvagedRefreshToken();
        Claim.that(saved == null || failure.kind() == Kind.BROKEN, "a refresh token is saved from what is no success");
        if (failure.kind() == Kind.BROKEN && style.equals(AnswerStyle.PLAIN) && isWholeObject()) {
            Claim.that(refreshToken(said()).equals(revealed(saved)), "a refresh token that came is lost");
        }
    }

    private void checkOthers() {
        var own = TokenVerdict.ofClientCredentials(outcome, NOW, false, REDACTION, style);
        if (own instanceof Failure failure) {
            Claim.that(
                    failure.kind() != Kind.DEAD && failure.kind() != Kind.PERSON,
                    "own credentials have no grant to end");
            Claim.that(failure.salvagedRefreshToken() == null, "own credentials have no refresh token");
        }
        var exchange = TokenVerdict.ofExchange(outcome, NOW, REDACTION, style);
        Claim.that(
                !(exchange instanceof Failure failure) || failure.salvagedRefreshToken() == null,
                "a failed exchange leaves a refresh token");
    }

    /** 2xx or 4xx with the provider's own word for it. */
    private boolean mayEndAGrant() {
        if (!(outcome instanceof Answered answer)) {
            return false;
        }
        var status = answer.status();
        if ((status / 100 != 2 && status / 100 != 4) || status == 407 || status == 429) {
            return false;
        }
        return style.equals(AnswerStyle.PLAIN)
                ? "invalid_grant".equals(said().get("error"))
                : endsSomewhere(answer.body());
    }

    private static boolean endsSomewhere(byte[] body) {
        var text = Escapes.utf8(body).orElse("");
        var document = PlainJson.read(text);
        var all = (document.map(read -> String.valueOf(read.value())).orElse("") + text).toLowerCase(Locale.ROOT);
        return Styles.ENDS.stream().anyMatch(all::contains);
    }

    /** The members of the body as JSON or, failing that, as a form; none when it is neither. */
    private Map<?, ?> said() {
        var body = outcome instanceof Answered answer ? answer.body() : new byte[0];
        var text = Escapes.utf8(body).orElse("");
        var document = PlainJson.read(text);
        return document.isPresent() && !document.get().members().isEmpty()
                ? document.get().members()
                : Escapes.query(text.stripTrailing()).map(Verdicts::singles).orElse(Map.of());
    }

    private static Map<String, String> singles(Map<String, List<String>> all) {
        var singles = new HashMap<String, String>();
        all.forEach((name, values) -> singles.put(name, values.size() == 1 ? values.get(0) : "twice"));
        return singles;
    }

    private boolean isWholeObject() {
        return outcome instanceof Answered answer
                && Escapes.utf8(answer.body())
                        .flatMap(PlainJson::read)
                        .filter(read -> read.value() instanceof Map && !read.repeats() && read.deepest() <= 16)
                        .filter(read -> !Escapes.bytes(answer.body())
                                .toLowerCase(Locale.ROOT)
                                .contains("\\ud"))
                        .filter(read -> read.longest() <= 32)
                        .isPresent();
    }

    private static Optional<String> refreshToken(Map<?, ?> said) {
        return said.get("refresh_token") instanceof String token && !token.isBlank()
                ? Optional.of(token)
                : Optional.empty();
    }

    private static Optional<String> revealed(@Nullable Secret secret) {
        return Optional.ofNullable(secret).map(Secret::reveal);
    }
}
