// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.protocol.TokenVerdict.Failure;
import org.winekey.oauth.core.protocol.TokenVerdict.Kind;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;
import org.winekey.oauth.core.secret.Secret;

/** The error table by bytes: every line, and every pair of status and body code. */
class TokenVerdictTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String GOOD = "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":\"r\"}";

    private static final Map<String, Kind> CODES = Map.ofEntries(
            Map.entry("invalid_grant", Kind.DEAD),
            Map.entry("interaction_required", Kind.PERSON),
            Map.entry("login_required", Kind.PERSON),
            Map.entry("consent_required", Kind.PERSON),
            Map.entry("access_denied", Kind.PERSON),
            Map.entry("server_error", Kind.TRANSIENT),
            Map.entry("temporarily_unavailable", Kind.TRANSIENT),
            Map.entry("invalid_client", Kind.CONFIG),
            Map.entry("unauthorized_client", Kind.CONFIG),
            Map.entry("invalid_scope", Kind.CONFIG),
            Map.entry("unsupported_grant_type", Kind.CONFIG),
            Map.entry("invalid_request", Kind.CONFIG),
            Map.entry("INVALID_GRANT", Kind.CONFIG),
            Map.entry("invalid_grant ", Kind.CONFIG),
            Map.entry("no_such_code", Kind.CONFIG));

    @Test
    @Tag("R-058")
    @Tag("R-068")
    @Tag("R-070")
    void judge_everyStatusWithEveryCode_followsThePrecedence() {
        for (var status = 100; status < 1000; status++) {
            for (var code : CODES.entrySet()) {
                var body = "{\"error\":\"" + code.getKey() + "\",\"access_token\":\"a\",\"token_type\":\"Bearer\"}";
                var byBody = status / 100 == 2 || (status / 100 == 4 && status != 407 && status != 429);
                var expected = byBody ? code.getValue() : kindOf(answer(status, ""));

                assertThat(kindOf(answer(status, body)))
                        .as("%s %s", status, code.getKey())
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    @Tag("R-068")
    void judge_anyStatusWithoutOAuthError_neverKillsAGrant() {
        for (var status = 100; status < 1000; status++) {
            for (var body : List.of(
                    "",
                    "{}",
                    "null",
                    "invalid_grant",
                    "<html><body>error=invalid_grant</body></html>",
                    "{\"error\":{\"code\":\"invalid_grant\"}}",
                    "{\"error\":[\"invalid_grant\"]}",
                    "{\"error\":\"invalid_grant\"",
                    "{\"error\":\"invalid_grant\",\"error\":\"invalid_grant\"}",
                    "{\"errors\":[{\"error\":\"invalid_grant\"}]}",
                    "{\"error_description\":\"invalid_grant\"}",
                    "[{\"error\":\"invalid_grant\"}]",
                    "{\"error\":\"invalid_grant\"} trailing",
                    "error=invalid_grant&error=invalid_grant")) {
                for (var type : List.of("application/json", "text/html", "text/plain", "")) {
                    assertThat(kindOf(answer(status, type, body)))
                            .as("%s %s %s", status, type, body)
                            .isNotIn(Kind.DEAD, Kind.PERSON);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301, ENDPOINT",
        "308, ENDPOINT",
        "404, ENDPOINT",
        "405, ENDPOINT",
        "410, ENDPOINT",
        "415, ENDPOINT",
        "302, TRANSIENT",
        "303, TRANSIENT",
        "307, TRANSIENT",
        "400, TRANSIENT",
        "403, TRANSIENT",
        "408, TRANSIENT",
        "425, TRANSIENT",
        "511, TRANSIENT",
        "401, CONFIG",
        "407, PROXY",
        "429, THROTTLED",
        "503, THROTTLED",
        "500, UNKNOWN",
        "501, UNKNOWN",
        "502, UNKNOWN",
        "504, UNKNOWN",
        "520, UNKNOWN",
        "524, UNKNOWN",
        "530, UNKNOWN"
    })
    @Tag("R-068")
    void judge_statusWithoutOAuthBody_isByStatus(int status, Kind kind) {
        for (var body : List.of("", "<html>", "{}", GOOD)) {
            assertThat(kindOf(answer(status, body))).as(body).isEqualTo(kind);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DNS, TRANSIENT",
        "CONNECT, TRANSIENT",
        "TLS, TRANSIENT",
        "DEADLINE, TRANSIENT",
        "CUT, TRANSIENT",
        "GARBAGE, TRANSIENT",
        "TOO_LARGE, TRANSIENT",
        "CERTIFICATE_NOT_YET_VALID, CLOCK",
        "CERTIFICATE_EXPIRED, CERTIFICATE",
        "CERTIFICATE, CERTIFICATE"
    })
    @Tag("R-068")
    void judge_nothingSent_isNeverUnknown(Fault fault, Kind kind) {
        assertThat(kindOf(new Failed(false, fault, "x"))).isEqualTo(kind);
    }

    @Test
    void judge_expiredCertificateWithDoubtfulClock_isTheClock() {
        var outcome = new Failed(false, Fault.CERTIFICATE_EXPIRED, "x");

        assertThat(((Failure) TokenVerdict.ofRefresh(outcome, NOW, true)).kind())
                .isEqualTo(Kind.CLOCK);
    }

    @ParameterizedTest
    @CsvSource({
        "DNS",
        "CONNECT",
        "TLS",
        "DEADLINE",
        "CUT",
        "GARBAGE",
        "CERTIFICATE",
        "CERTIFICATE_EXPIRED",
        "CERTIFICATE_NOT_YET_VALID"
    })
    @Tag("R-068")
    void judge_anythingSent_isUnknown(Fault fault) {
        assertThat(kindOf(new Failed(true, fault, "x"))).isEqualTo(Kind.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "200, BROKEN",
        "201, BROKEN",
        "400, TRANSIENT",
        "302, TRANSIENT",
        "404, ENDPOINT",
        "500, UNKNOWN",
        "503, THROTTLED"
    })
    @Tag("R-060")
    void judge_tooLarge_isByStatusAndBrokenOnSuccess(int status, Kind kind) {
        var partial = answer(status, "{\"refresh_token\":\"r\",\"error\":\"invalid_grant\",\"x\":\"" + "y".repeat(999));
        var verdict = failure(new Failed(true, Fault.TOO_LARGE, "x", partial));

        assertThat(verdict.kind()).isEqualTo(kind);
        assertThat(verdict.salvagedRefreshToken()).isEqualTo(kind == Kind.BROKEN ? Secret.of("r") : null);
        assertThat(kindOf(new Failed(true, Fault.TOO_LARGE, "x"))).isEqualTo(Kind.BROKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"refresh_token\":\"r\",\"token_type\":\"Bearer\"}",
                "{\"refresh_token\":\"r\",\"access_token\":\"a\",\"token_type\":\"mac\"}",
                "{\"refresh_token\":\"r\",\"access_token\":\"a\",\"access_token\":\"b\",\"token_type\":\"Bearer\"}",
                "{\"refresh_token\":\"r\",\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":NaN}",
                "{\"expires_in\":NaN,\"refresh_token\":\"r\"}",
                "{\"refresh_token\":\"r\",\"access_token\":",
                "{\"refresh_token\":\"r\"} and more",
                "{\"refresh_token\":\"r\",\"error\":{\"code\":1},\"access_token\":\"a\",\"token_type\":\"Bearer\"}"
            })
    @Tag("R-060")
    void judge_unusableSuccess_isBrokenAndTheRefreshTokenIsSaved(String body) {
        var verdict = failure(answer(200, body));

        assertThat(verdict.kind()).isEqualTo(Kind.BROKEN);
        assertThat(verdict.salvagedRefreshToken()).isEqualTo(Secret.of("r"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[]", "null", "true", "hello", "{\"refresh_token\":null}", "{\"refresh_token\":\"\"}"})
    @Tag("R-053")
    void judge_successWithNothingInIt_isBrokenWithNothingToSave(String body) {
        var verdict = failure(answer(200, body));

        assertThat(verdict.kind()).isEqualTo(Kind.BROKEN);
        assertThat(verdict.salvagedRefreshToken()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>portal</html>", "  <!DOCTYPE html><title>Log in</title>", "\n<!-- x -->"})
    @Tag("R-068")
    void judge_pageInsteadOfTokens_isTransient(String page) {
        assertThat(kindOf(answer(200, "", page))).isEqualTo(Kind.TRANSIENT);
        assertThat(kindOf(answer(200, "text/html; charset=utf-8", "please log in")))
                .isEqualTo(Kind.TRANSIENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded; charset=utf-8", "text/plain", ""})
    @Tag("R-058")
    void judge_formBodiesOfOldProviders_areUnderstood(String type) {
        var good = TokenVerdict.ofRefresh(
                answer(200, type, "access_token=a%2Bb&token_type=bearer&expires_in=60&scope=x+y\n"), NOW);
        var bad = failure(answer(200, type, "error=invalid_grant&error_description=The+refresh+token+is+spent"));

        assertThat(((TokenVerdict.Success) good).response())
                .isEqualTo(new TokenResponse(Secret.of("a+b"), null, Duration.ofSeconds(60), Set.of("x", "y")));
        assertThat(bad.kind()).isEqualTo(Kind.DEAD);
        assertThat(bad.text()).contains("The refresh token is spent");
    }

    @Test
    @Tag("R-060")
    void judge_formOfManyPairs_isReadWithoutExhaustingTheStack() {
        var body = "a=b&".repeat(16_000) + "a=b";

        assertThat(kindOf(answer(200, "text/plain", body))).isEqualTo(Kind.BROKEN);
    }

    @Test
    @Tag("R-058")
    void judge_jsonWithAnyContentType_isUnderstood() {
        for (var type : List.of("text/plain", "text/html", "text/javascript", "")) {
            assertThat(kindOf(answer(400, type, "{\"error\":\"invalid_grant\"}")))
                    .isEqualTo(Kind.DEAD);
            assertThat(TokenVerdict.ofRefresh(answer(200, type, GOOD), NOW)).isInstanceOf(TokenVerdict.Success.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "null", "{}", "[1]", "true", "1e999999"})
    @Tag("R-059")
    void judge_wrongTypedDescription_doesNotHideTheError(String description) {
        var verdict = failure(answer(400, "{\"error\":\"invalid_grant\",\"error_description\":" + description + "}"));

        assertThat(verdict.kind()).isEqualTo(Kind.DEAD);
        assertThat(verdict.error()).isEqualTo("invalid_grant");
    }

    @Test
    @Tag("R-028")
    void judge_hostileErrorText_isFilteredAndCapped() {
        var verdict = failure(answer(
                400,
                "{\"error\":\"x\\r\\n\\u001b[2J\\u202e" + "e".repeat(20_000) + "\",\"error_description\":\"<img>\\u0000"
                        + "d".repeat(20_000) + "\"}"));

        assertThat(verdict.error()).hasSize(64).startsWith("x?[2J?").matches("[\\x20-\\x7E]*");
        assertThat(verdict.text()).hasSizeLessThan(400).contains("<img>?").matches("[\\x20-\\x7E]*");
    }

    @ParameterizedTest
    @CsvSource({
        "120, 120",
        "0,",
        "-1,",
        "1.5,",
        "garbage,",
        "'',",
        "000000120, 120",
        "99999999999, 86400",
        "86401, 86400",
        "'Sun, 22 Nov 2026 12:05:00 GMT', 300",
        "'Sun, 22 Nov 2026 11:00:00 GMT',",
        "'Mon, 22 Nov 2027 12:00:00 GMT', 86400",
        "2026-11-22T12:05:00Z,"
    })
    @Tag("R-067")
    void judge_retryAfter_isReadInBothForms(String header, Long seconds) {
        for (var status : List.of(429, 503)) {
            var verdict = failure(new Answered(status, Map.of("retry-after", List.of(header)), new byte[0]));

            assertThat(verdict.retryAfter()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
        }
    }

    @Test
    @Tag("R-067")
    void judge_retryAfterWithWrongLocalClock_isMeasuredByTheServersClock() {
        var headers = Map.of(
                "retry-after", List.of("Sun, 22 Nov 2026 12:05:00 GMT"),
                "date", List.of("Sun, 22 Nov 2026 12:04:00 GMT"));

        var verdict = (Failure) TokenVerdict.ofRefresh(new Answered(429, headers, new byte[0]), Instant.EPOCH);

        assertThat(verdict.retryAfter()).isEqualTo(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({"slow_down, 7", "invalid_grant,", "temporarily_unavailable,", "no_such_code,"})
    void judge_errorWithRetryAfter_asksForPatienceOnlyWhenTheErrorDoes(String code, Long seconds) {
        var body = ("{\"error\":\"" + code + "\"}").getBytes(UTF_8);

        var verdict = failure(new Answered(400, Map.of("retry-after", List.of("7")), body));

        assertThat(verdict.retryAfter()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @Test
    @Tag("R-052")
    void ofExchange_anyFailure_isTheSameVerdictWithNothingToSave() {
        var verdict = (Failure) TokenVerdict.ofExchange(answer(200, "{\"refresh_token\":\"r\"}"), NOW);
        var dead = (Failure) TokenVerdict.ofExchange(answer(400, "{\"error\":\"invalid_grant\"}"), NOW);

        assertThat(verdict.kind()).isEqualTo(Kind.BROKEN);
        assertThat(verdict.salvagedRefreshToken()).isNull();
        assertThat(dead.kind()).isEqualTo(Kind.DEAD);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403})
    @Tag("R-058")
    void ofClientCredentials_anyErrorCode_isNoGrantsEndAndNoPersonsMatter(int status) {
        CODES.forEach((code, kind) -> {
            var outcome = answer(status, "{\"error\":\"" + code + "\"}");

            var failure = (Failure) TokenVerdict.ofClientCredentials(outcome, NOW, false, Redaction.NONE);

            assertThat(failure.kind()).as(code).isEqualTo(kind == Kind.TRANSIENT ? kind : Kind.CONFIG);
        });
    }

    @Test
    @Tag("R-068")
    void ofClientCredentials_unusableAnswer_hasNothingToSave() {
        var outcome = answer(200, "{\"token_type\":\"Bearer\",\"refresh_token\":\"r\"}");

        var failure = (Failure) TokenVerdict.ofClientCredentials(outcome, NOW, false, Redaction.NONE);

        assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
        assertThat(failure.salvagedRefreshToken()).isNull();
    }

    @Test
    @Tag("R-095")
    void toString_ofAnyVerdict_showsNoToken() {
        var body = "{\"access_token\":\"cnry-a\",\"refresh_token\":\"cnry-r\",\"token_type\":\"%s\"}";

        assertThat(TokenVerdict.ofRefresh(answer(200, body.formatted("Bearer")), NOW)
                        .toString())
                .doesNotContain("cnry");
        assertThat(TokenVerdict.ofRefresh(answer(200, body.formatted("mac")), NOW)
                        .toString())
                .doesNotContain("cnry");
    }

    private static Kind kindOf(Outcome outcome) {
        return TokenVerdict.ofRefresh(outcome, NOW) instanceof Failure failure ? failure.kind() : null;
    }

    private static Failure failure(Outcome outcome) {
        return (Failure) TokenVerdict.ofRefresh(outcome, NOW);
    }

    private static Answered answer(int status, String body) {
        return answer(status, "application/json", body);
    }

    private static Answered answer(int status, String type, String body) {
        var headers = new HashMap<String, List<String>>();
        if (!type.isEmpty()) {
            headers.put("content-type", List.of(type));
        }
        return new Answered(status, headers, body.getBytes(UTF_8));
    }
}
