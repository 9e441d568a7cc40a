// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.protocol.AnswerStyle.Condition;
import org.winekey.oauth.core.protocol.AnswerStyle.Kept;
import org.winekey.oauth.core.protocol.AnswerStyle.Lifetimes;
import org.winekey.oauth.core.protocol.AnswerStyle.Refusals;
import org.winekey.oauth.core.protocol.AnswerStyle.Tokens;
import org.winekey.oauth.core.protocol.TokenVerdict.Failure;
import org.winekey.oauth.core.protocol.TokenVerdict.Kind;
import org.winekey.oauth.core.protocol.TokenVerdict.Success;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.secret.Secret;

/** The same style serves every request, and nothing that a provider writes is more than an answer. */
@Timeout(60)
class AnswerStyleTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final List<String> NAMES = List.of(
            "access_token",
            "refresh_token",
            "token_type",
            "expires_in",
            "scope",
            "refresh_token_expires_in",
            "error",
            "error_description",
            "body",
            "ok",
            "0",
            "");

    /** As Withings has it. */
    private static final AnswerStyle WRAPPED = new AnswerStyle(
            new Tokens(pointer("/body"), Map.of(), true),
            new Refusals(
                    pointer("/status"),
                    pointer("/error"),
                    new Condition(pointer("/status"), "0"),
                    Map.of(
                            "601",
                            "slow_down",
                            "100",
                            "authorization_pending",
                            "invalid refresh_token",
                            "invalid_grant")),
            Lifetimes.PLAIN,
            new Kept(List.of("userid"), List.of()));

    private static final String GOOD =
            "{\"status\":0,\"body\":{\"userid\":363,\"access_token\":\"a\",\"refresh_token\":\"r\",\"expires_in\":60}}";

    private static JsonPointer pointer(String text) {
        return JsonPointer.of(text).orElseThrow();
    }

    private static Answered answer(int status, String body) {
        return new Answered(status, Map.of("content-type", List.of("application/json")), body.getBytes(UTF_8));
    }

    private static String refusal(int status, String words) {
        return "{\"status\":" + status + ",\"body\":{},\"error\":\"" + words + "\"}";
    }

    private static List<TokenVerdict> ofEveryRequest(Answered answer) {
        return List.of(
                TokenVerdict.ofRefresh(answer, NOW, false, Redaction.NONE, WRAPPED),
                TokenVerdict.ofExchange(answer, NOW, Redaction.NONE, WRAPPED),
                TokenVerdict.ofClientCredentials(answer, NOW, false, Redaction.NONE, WRAPPED));
    }

    @Test
    void style_ofEveryRequest_findsTheTokens() {
        for (var verdict : ofEveryRequest(answer(200, GOOD))) {
            assertThat(verdict).isInstanceOfSatisfying(Success.class, success -> {
                assertThat(success.response().accessToken().reveal()).isEqualTo("a");
                assertThat(success.response().expiresIn()).isEqualTo(Duration.ofMinutes(1));
                assertThat(success.response().kept()).containsExactly(Map.entry("userid", "363"));
            });
        }
        assertThat(DeviceVerdict.of(answer(200, GOOD), NOW, Redaction.NONE, WRAPPED))
                .isInstanceOf(DeviceVerdict.Granted.class);
    }

    @Test
    void style_ofEveryRequest_findsTheError() {
        var dead = answer(200, refusal(503, "Invalid Params: invalid refresh_token"));

        assertThat(ofEveryRequest(dead))
                .extracting(verdict -> ((Failure) verdict).kind())
                .containsExactly(Kind.DEAD, Kind.DEAD, Kind.CONFIG);
        assertThat(DeviceVerdict.of(dead, NOW, Redaction.NONE, WRAPPED)).isInstanceOf(DeviceVerdict.Over.class);
        assertThat(DeviceVerdict.of(answer(200, refusal(100, "wait")), NOW, Redaction.NONE, WRAPPED))
                .isInstanceOf(DeviceVerdict.Pending.class);
        assertThat(DeviceVerdict.of(answer(400, refusal(601, "wait")), NOW, Redaction.NONE, WRAPPED))
                .isInstanceOf(DeviceVerdict.SlowDown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"server_error", "temporarily_unavailable", "slow_down", "authorization_pending", "invalid_client"
            })
    @Tag("R-068")
    void words_besideACodeAboutSomethingElse_endNoGrant(String code) {
        var style = new AnswerStyle(
                Tokens.PLAIN,
                new Refusals(null, null, null, Map.of("refresh_token", "invalid_grant")),
                Lifetimes.PLAIN,
                Kept.NOTHING);
        var answer =
                answer(400, "{\"error\":\"" + code + "\",\"error_description\":\"the refresh_token service is down\"}");

        var verdict = TokenVerdict.ofRefresh(answer, NOW, false, Redaction.NONE, style);

        assertThat(((Failure) verdict).kind()).isNotEqualTo(Kind.DEAD);
    }

    @Test
    void style_ofTheOtherEndpoints_findsTheErrorButNoRoot() {
        var refused = answer(200, refusal(503, "Invalid Params: invalid refresh_token"));

        assertThat(RevocationAnswer.of(refused, NOW, Redaction.NONE, WRAPPED).kind())
                .isEqualTo(RevocationAnswer.Kind.REFUSED);
        assertThat(RevocationAnswer.of(answer(200, "{\"status\":0}"), NOW, Redaction.NONE, WRAPPED)
                        .kind())
                .isEqualTo(RevocationAnswer.Kind.DONE);
        assertThat(RevocationAnswer.of(answer(200, ""), NOW, Redaction.NONE, WRAPPED)
                        .kind())
                .isEqualTo(RevocationAnswer.Kind.DONE);
        assertThat(PushedAnswer.of(answer(400, refusal(601, "x")), NOW, Redaction.NONE, WRAPPED))
                .isInstanceOfSatisfying(
                        PushedAnswer.Refused.class,
                        answer -> assertThat(answer.kind()).isEqualTo(Kind.THROTTLED));
        assertThat(DeviceAuthorization.of(refused, NOW, Redaction.NONE, WRAPPED))
                .isInstanceOfSatisfying(
                        DeviceAuthorization.Refused.class,
                        answer -> assertThat(answer.text()).contains("503", "invalid_grant"));
        var opened =
                "{\"status\":0,\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"https://a.example/d\","
                        + "\"expires_in\":600}";
        assertThat(DeviceAuthorization.of(answer(200, opened), NOW, Redaction.NONE, WRAPPED))
                .isInstanceOf(DeviceAuthorization.Opened.class);
    }

    @Test
    void theirWord_isFilteredAndRedacted() {
        var secret = Secret.of("refresh-canary");
        var style = new AnswerStyle(
                Tokens.PLAIN,
                new Refusals(null, null, null, Map.of("refresh-canary", "invalid_request")),
                Lifetimes.PLAIN,
                Kept.NOTHING);

        var failure = (Failure) TokenVerdict.ofRefresh(
                answer(400, "{\"error\":\"refresh-canary\"}"), NOW, false, Redaction.NONE.and(secret), style);

        assertThat(failure.error()).isEqualTo("invalid_request");
        assertThat(failure.text()).doesNotContain("canary");
    }

    @Test
    void brokenAnswer_refreshTokenOfAnotherName_isSaved() {
        var style = new AnswerStyle(
                new Tokens(JsonPointer.WHOLE, Map.of("refresh_token", pointer("/refreshToken")), false),
                Refusals.PLAIN,
                Lifetimes.PLAIN,
                Kept.NOTHING);
        var cut = "{\"refreshToken\":\"r2\",\"refresh_token\":\"another\",\"access";
        var partial = answer(200, cut);

        for (var outcome : List.of(partial, new Failed(true, Fault.TOO_LARGE, "x", partial))) {
            var failure = (Failure) TokenVerdict.ofRefresh(outcome, NOW, false, Redaction.NONE, style);
            assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
            assertThat(failure.salvagedRefreshToken()).isNotNull().returns("r2", token -> token.reveal());
        }
    }

    @Test
    void brokenAnswer_tokensInsideAnObject_nothingOutsideIsTakenForThem() {
        var failure = (Failure) TokenVerdict.ofRefresh(
                answer(200, "{\"refresh_token\":\"bot\",\"body\":{\"refresh_token\":\"r2\""),
                NOW,
                false,
                Redaction.NONE,
                WRAPPED);

        assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
        assertThat(failure.salvagedRefreshToken()).isNull();
    }

    @Test
    void formEncodedAnswer_isTranslatedToo() {
        var style = new AnswerStyle(
                new Tokens(JsonPointer.WHOLE, Map.of("expires_in", pointer("/expires")), true),
                Refusals.PLAIN,
                Lifetimes.PLAIN,
                Kept.NOTHING);
        var form = new Answered(200, Map.of(), "access_token=a&expires=60".getBytes(UTF_8));

        var success = (Success) TokenVerdict.ofRefresh(form, NOW, false, Redaction.NONE, style);

        assertThat(success.response().expiresIn()).isEqualTo(Duration.ofMinutes(1));
    }

    /** Neither does anything throw, nor does a grant end without the code that is mapped to its end. */
    @Test
    void randomDocument_againstRandomStyle_neverThrowsAndNeverKills() {
        var seen = EnumSet.noneOf(Kind.class);
        var successes = 0;
        for (var seed = 0; seed < 4_000; seed++) {
            var random = new Random(seed);
            var body = Json.write(Map.of("x", object(random, 3)));
            var inner = new String(body, UTF_8);
            var text = inner.substring(5, inner.length() - 1);
            var cut = random.nextInt(8) == 0 ? text.substring(0, random.nextInt(text.length() + 1)) : text;
            var status = List.of(200, 200, 200, 201, 400, 401, 403, 500, 429).get(random.nextInt(9));
            var style = style(random);
            var outcome = answer(status, random.nextBoolean() ? cut : "[" + cut + "]");

            for (var verdict : List.of(
                    TokenVerdict.ofRefresh(outcome, NOW, false, Redaction.NONE, style),
                    TokenVerdict.ofExchange(outcome, NOW, Redaction.NONE, style))) {
                successes += verdict instanceof Success ? 1 : 0;
                if (verdict instanceof Failure failure) {
                    seen.add(failure.kind());
                }
                if (verdict instanceof Failure failure && failure.kind() == Kind.DEAD) {
                    assertThat(status).as("seed %s", seed).isLessThan(500).isNotEqualTo(429);
                    assertThat(text).as("seed %s", seed).containsAnyOf("invalid_grant", "gone");
                }
            }
            RevocationAnswer.of(outcome, NOW, Redaction.NONE, style);
            DeviceAuthorization.of(outcome, NOW, Redaction.NONE, style);
            PushedAnswer.of(outcome, NOW, Redaction.NONE, style);
            DeviceVerdict.of(outcome, NOW, Redaction.NONE, style);
        }
        assertThat(seen).contains(Kind.DEAD, Kind.BROKEN, Kind.CONFIG, Kind.THROTTLED, Kind.TRANSIENT);
        assertThat(successes).isPositive();
    }

    @Test
    void storedStyle_isReadAsItWasWritten() throws Exception {
        for (var seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var dialect = Dialect.PLAIN.with(style(random)).with(habits(random));
            var registration = Samples.speaking(dialect, Samples.registration());
            var tokens = new TokenResponse(Secret.of("a"), null, null, Set.of(), null, Map.of("k", "v"));

            var read = Grants.decode(Grants.encode(Grants.granted(registration, tokens, NOW)));

            assertThat(read.registration()).isEqualTo(registration);
            assertThat(read.kept()).containsExactly(Map.entry("k", "v"));
        }
    }

    private static Habits habits(Random random) {
        var span = Duration.ofSeconds(1 + random.nextInt(1_000_000));
        return new Habits(
                random.nextBoolean() ? span : null,
                random.nextBoolean() ? span.plusSeconds(1) : null,
                random.nextBoolean() ? span.plusSeconds(2) : null,
                random.nextBoolean() ? new Habits.Allowance(1 + random.nextInt(1000), span) : null);
    }

    private static AnswerStyle style(Random random) {
        var renamed = new LinkedHashMap<String, JsonPointer>();
        for (var name : NAMES.subList(0, 6)) {
            if (random.nextInt(3) == 0) {
                renamed.put(name, place(random));
            }
        }
        var codes = new HashMap<String, String>();
        if (random.nextBoolean()) {
            codes.put("gone", "invalid_grant");
            codes.put("busy", "slow_down");
        }
        var units = LifetimeUnit.values();
        return new AnswerStyle(
                new Tokens(random.nextBoolean() ? JsonPointer.WHOLE : place(random), renamed, random.nextBoolean()),
                new Refusals(
                        random.nextInt(3) == 0 ? place(random) : null,
                        random.nextInt(3) == 0 ? place(random) : null,
                        random.nextInt(3) == 0 ? new Condition(place(random), "true") : null,
                        codes),
                new Lifetimes(units[random.nextInt(units.length)], random.nextBoolean() ? Duration.ofMinutes(5) : null),
                new Kept(List.of(NAMES.get(random.nextInt(NAMES.size()))), List.of("p")));
    }

    private static JsonPointer place(Random random) {
        var steps = new ArrayList<String>();
        for (var step = 0; step < 1 + random.nextInt(2); step++) {
            steps.add(NAMES.get(random.nextInt(NAMES.size())));
        }
        return new JsonPointer(steps);
    }

    private static Map<String, @Nullable Object> object(Random random, int depth) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (var name : NAMES) {
            if (random.nextBoolean()) {
                object.put(name, value(random, depth));
            }
        }
        return object;
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 11 : 9)) {
            case 0 -> null;
            case 1 -> true;
            case 2 -> random.nextBoolean() ? 0L : random.nextLong();
            case 3 -> new BigDecimal("1e" + (random.nextInt(2000) - 1000));
            case 4 -> "Bearer";
            case 5 -> "gone";
            case 6 -> "busy now (gone?)";
            case 7 -> "invalid_grant";
            case 8 -> "\u0000\u202e\ud83d\ude00 x";
            case 9 -> List.of(object(random, depth - 1), "a");
            default -> object(random, depth - 1);
        };
    }

    private static final Refusals BY_WORDS = new Refusals(
            null,
            null,
            null,
            Map.of("expired", "invalid_grant", "expired app", "invalid_client", "E7", "server_error"));

    private static TokenVerdict refused(Refusals refusals, String body) {
        var style = new AnswerStyle(Tokens.PLAIN, refusals, Lifetimes.PLAIN, Kept.NOTHING);
        return TokenVerdict.ofRefresh(answer(400, body), NOW, false, Redaction.NONE, style);
    }

    private static String error(Refusals refusals, String body) {
        return ((Failure) refused(refusals, body)).error();
    }

    @Test
    void words_inADescription_meanTheCodeOfTheLongestOfThem() {
        assertThat(error(BY_WORDS, "{\"error\":\"x\",\"error_description\":\"Expired token\"}"))
                .isEqualTo("invalid_grant");
        assertThat(error(BY_WORDS, "{\"error\":\"x\",\"error_description\":\"expired app\"}"))
                .isEqualTo("invalid_client");
        assertThat(error(BY_WORDS, "{\"error_description\":\"expired\"}")).isEqualTo("invalid_grant");
        assertThat(error(BY_WORDS, "{\"error\":\"x\",\"error_description\":\"unexpired\"}"))
                .isEqualTo("x");
    }

    @Test
    void code_ofTheProvider_meansTheCodeOfTheRfcWhateverItsCase() {
        assertThat(error(BY_WORDS, "{\"error\":\"e7\"}")).isEqualTo("server_error");
        assertThat(error(BY_WORDS, "{\"error\":\"token is expired\"}")).isEqualTo("invalid_grant");
        assertThat(((Failure) refused(BY_WORDS, "{\"error\":\"e7\"}")).text()).contains("e7, which is server_error");
        assertThat(((Failure) refused(BY_WORDS, "{\"error\":\"server_error\"}")).text())
                .doesNotContain("which is");
    }

    @Test
    void code_thatIsANumber_isAWord() {
        var numbers = new Refusals(null, null, null, Map.of("7", "invalid_grant", "1.5", "invalid_client"));

        assertThat(error(numbers, "{\"error\":7}")).isEqualTo("invalid_grant");
        assertThat(error(numbers, "{\"error\":1.5}")).isEqualTo("invalid_client");
        assertThat(error(Refusals.PLAIN, "{\"error\":7}")).isNull();
    }

    @Test
    void words_besideTokens_areNoError() {
        var style = new AnswerStyle(Tokens.PLAIN, BY_WORDS, Lifetimes.PLAIN, Kept.NOTHING);
        var body = "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"error\":0,\"error_description\":\"expired\"}";

        assertThat(TokenVerdict.ofRefresh(answer(200, body), NOW, false, Redaction.NONE, style))
                .isInstanceOf(Success.class);
    }

    @Test
    void errorInTheRoot_countsWhereThereIsNoneOutside() {
        var style =
                new AnswerStyle(new Tokens(pointer("/data"), Map.of(), true), BY_WORDS, Lifetimes.PLAIN, Kept.NOTHING);

        for (var body : List.of(
                "{\"data\":{\"error\":\"E7\"}}",
                "{\"error\":{},\"data\":{\"error\":\"E7\"}}",
                "{\"error\":\"E7\",\"data\":{\"error\":\"x\"}}",
                "{\"data\":{\"error\":\"x\",\"error_description\":\"E7\"}}",
                "{\"error\":\"x\",\"error_description\":\"E7\",\"data\":{\"error_description\":\"expired\"}}")) {
            assertThat(TokenVerdict.ofRefresh(answer(400, body), NOW, false, Redaction.NONE, style))
                    .as(body)
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.error()).isEqualTo("server_error"));
        }
    }

    @Test
    void success_thatMustBeSaid_isBelievedOnlyThen() {
        var said = new Refusals(null, null, new Condition(pointer("/ok"), "true"), Map.of());
        var style = new AnswerStyle(new Tokens(JsonPointer.WHOLE, Map.of(), true), said, Lifetimes.PLAIN, Kept.NOTHING);

        assertThat(judged(style, "{\"ok\":true,\"access_token\":\"a\"}")).isInstanceOf(Success.class);
        assertThat(judged(style, "{\"access_token\":\"a\"}"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.text()).contains("response_ok"));
        assertThat(judged(style, "{\"ok\":\"bad\",\"access_token\":\"a\"}"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.error()).isEqualTo("bad"));
        assertThat(judged(style, "{\"ok\":\"bad\",\"error\":\"worse\"}"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.error()).isEqualTo("worse"));
    }

    private static TokenVerdict judged(AnswerStyle style, String body) {
        return TokenVerdict.ofRefresh(answer(200, body), NOW, false, Redaction.NONE, style);
    }

    @Test
    void pollThatIsOver_saysWhyInWordsThatFit() {
        assertThat(DeviceVerdict.of(
                        answer(400, "{\"error\":\"access_denied\"}"), NOW, Redaction.NONE, AnswerStyle.PLAIN))
                .isEqualTo(new DeviceVerdict.Over("the provider answered access_denied"));
        assertThat(DeviceVerdict.of(answer(200, "{\"x\":1}"), NOW, Redaction.NONE, AnswerStyle.PLAIN))
                .isEqualTo(new DeviceVerdict.Over("its answer cannot be used"));
        assertThat(DeviceVerdict.of(answer(404, ""), NOW, Redaction.NONE, AnswerStyle.PLAIN))
                .isInstanceOfSatisfying(
                        DeviceVerdict.Over.class,
                        over -> assertThat(over.text()).contains("404", "check token_endpoint"));
    }

    @Test
    void scopes_withCommas_areApartWhereTheProviderWritesThemSo() {
        var commas = new AnswerStyle(
                new Tokens(JsonPointer.WHOLE, Map.of(), true, true), Refusals.PLAIN, Lifetimes.PLAIN, Kept.NOTHING);
        var body = "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"scope\":\"a,b c\"}";

        assertThat(((Success) judged(commas, body)).response().scopes()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(((Success) judged(AnswerStyle.PLAIN, body)).response().scopes())
                .containsExactlyInAnyOrder("a,b", "c");
    }
}
