// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.settings.Samples.good;
import static org.winekey.oauth.core.settings.Samples.goodWith;
import static org.winekey.oauth.core.settings.Samples.invalid;
import static org.winekey.oauth.core.settings.Samples.valid;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.protocol.AnswerStyle;
import org.winekey.oauth.core.protocol.Redaction;
import org.winekey.oauth.core.protocol.TokenResponse;
import org.winekey.oauth.core.protocol.TokenVerdict;
import org.winekey.oauth.core.protocol.TokenVerdict.Failure;
import org.winekey.oauth.core.protocol.TokenVerdict.Kind;
import org.winekey.oauth.core.protocol.TokenVerdict.Success;
import org.winekey.oauth.core.seam.HttpTransport.Answered;

/** Each key about answers, from the setting to what the error table makes of an answer. */
class AnswerSettingsTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String DATE = "Sun, 29 Nov 2026 12:00:00 GMT";

    private static AnswerStyle style(Map<String, ?> keys) {
        var raw = good();
        raw.putAll(keys);
        return valid(raw).registration().dialect().answers();
    }

    private static TokenVerdict judge(AnswerStyle style, int status, String body) {
        var answer = new Answered(status, Map.of("date", List.of(DATE)), body.getBytes(UTF_8));
        // Our own clock is a year behind, as that of a machine without a battery.
        return TokenVerdict.ofRefresh(answer, NOW.minus(Duration.ofDays(365)), false, Redaction.NONE, style);
    }

    private static TokenResponse tokens(Map<String, ?> keys, String body) {
        return ((Success) judge(style(keys), 200, body)).response();
    }

    private static Failure failure(Map<String, ?> keys, int status, String body) {
        return (Failure) judge(style(keys), status, body);
    }

    private static @Nullable Duration expiresIn(Map<String, ?> keys, String members) {
        return tokens(keys, "{\"access_token\":\"a\",\"token_type\":\"bearer\"" + members + "}")
                .expiresIn();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/body | {\"status\":0,\"body\":%s}",
                "/0 | [%s,{\"access_token\":\"other\",\"token_type\":\"Bearer\"}]",
                "/authed_user | {\"access_token\":\"bot\",\"token_type\":\"Bearer\",\"authed_user\":%s}",
                "/data/0 | {\"data\":[%s]}"
            })
    void responseRoot_isWhereTheTokensAre(String root, String document) {
        var inner =
                "{\"access_token\":\"mine\",\"token_type\":\"Bearer\",\"refresh_token\":\"r\",\"expires_in\":\"3600\"}";

        var response = tokens(Map.of("response_root", root), document.formatted(inner));

        assertThat(response.accessToken().reveal()).isEqualTo("mine");
        assertThat(response.refreshToken()).isNotNull();
        assertThat(response.expiresIn()).isEqualTo(HOUR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/list/7", "/text", "/list/-", "/list/01"})
    void responseRoot_leadsNowhere_isAnAnswerWithoutTokens(String root) {
        var body =
                "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":\"r\",\"list\":[1],\"text\":\"x\"}";

        var failure = failure(Map.of("response_root", root), 200, body);

        assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
        assertThat(failure.salvagedRefreshToken()).isNull();
    }

    @Test
    void responseRename_everyMember_isFoundBelowTheRoot() {
        var keys = Map.of(
                "response_root", "/data",
                "response_rename.access_token", "/accessToken",
                "response_rename.refresh_token", "/more/refreshToken",
                "response_rename.token_type", "/tokenType",
                "response_rename.expires_in", "/expireTime",
                "response_rename.scope", "/scopes",
                "response_rename.refresh_token_expires_in", "/more/refreshExpireTime");

        var response = tokens(
                keys,
                "{\"data\":{\"accessToken\":\"a\",\"tokenType\":\"bearer\",\"expireTime\":3600,\"scopes\":[\"x\",\"y\"],"
                        + "\"more\":{\"refreshToken\":\"r\",\"refreshExpireTime\":7200}}}");

        assertThat(response.accessToken().reveal()).isEqualTo("a");
        assertThat(response.refreshToken()).isNotNull().returns("r", token -> token.reveal());
        assertThat(response.expiresIn()).isEqualTo(HOUR);
        assertThat(response.scopes()).containsExactlyInAnyOrder("x", "y");
        assertThat(response.refreshTokenExpiresIn()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void responseRename_memberIsThereUnderItsOwnNameToo_isTakenFromWhereTheSettingSays() {
        var body = "{\"access_token\":\"short\",\"token_type\":\"Bearer\",\"long\":{\"token\":\"a\"},\"other\":7}";

        assertThat(tokens(Map.of("response_rename.access_token", "/long/token"), body)
                        .accessToken()
                        .reveal())
                .isEqualTo("a");
        assertThat(failure(Map.of("response_rename.access_token", "/other"), 200, body)
                        .kind())
                .isEqualTo(Kind.BROKEN);
    }

    @Test
    void responseRename_ofErrors_isFromTheDocument() {
        var keys = Map.of(
                "response_root", "/data",
                "response_rename.error", "/errors/0/code",
                "response_rename.error_description", "/errors/0/detail");

        var failure = failure(keys, 400, "{\"errors\":[{\"code\":\"invalid_client\",\"detail\":\"who are you\"}]}");

        assertThat(failure.kind()).isEqualTo(Kind.CONFIG);
        assertThat(failure.error()).isEqualTo("invalid_client");
        assertThat(failure.text()).contains("who are you");
    }

    @Test
    void responseRename_ofErrorsThatAreNumbers_nullIsNone() {
        var keys =
                Map.of("response_root", "/body", "response_rename.error", "/status", "error_map.401", "invalid_grant");
        var body = "{\"status\":%s,\"body\":{\"access_token\":\"a\",\"token_type\":\"Bearer\"}}";

        assertThat(tokens(keys, body.formatted("0"))).isNotNull();
        assertThat(tokens(keys, body.formatted("null"))).isNotNull();
        assertThat(failure(keys, 200, body.formatted("401")).kind()).isEqualTo(Kind.DEAD);
        assertThat(failure(keys, 200, body.formatted("402")).kind()).isEqualTo(Kind.CONFIG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/ok=true | {\"ok\":true,%s} | {\"ok\":false,%s} | false",
                "/status=0 | {\"status\":0,%s} | {\"status\":503,%s} | 503",
                "/meta/result=done | {\"meta\":{\"result\":\"done\"},%s} | {\"meta\":{\"result\":\"no\"},%s} | no"
            })
    void responseOk_anythingElseIsARefusal_withTheirWord(String condition, String good, String bad, String word) {
        var members = "\"access_token\":\"a\",\"token_type\":\"Bearer\"";

        assertThat(tokens(Map.of("response_ok", condition), good.formatted(members)))
                .isNotNull();
        var failure = failure(Map.of("response_ok", condition), 200, bad.formatted(members));
        assertThat(failure.kind()).isEqualTo(Kind.CONFIG);
        assertThat(failure.error()).isEqualTo(word);
    }

    @Test
    void responseOk_refusalThatNamesAnError_isThatError() {
        var failure =
                failure(Map.of("response_ok", "/ok=true"), 200, "{\"ok\":false,\"error\":\"temporarily_unavailable\"}");

        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void responseOk_notSaidAtAll_isUnusable_andTheRefreshTokenIsSaved() {
        var body = "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":\"r\"}";

        var failure = failure(Map.of("response_ok", "/ok=true"), 200, body);

        assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
        assertThat(failure.text()).contains("response_ok");
        assertThat(failure.salvagedRefreshToken()).isNotNull();
        assertThat(failure(Map.of("response_ok", "/ok=true"), 400, "{}").kind()).isEqualTo(Kind.TRANSIENT);
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_grant, DEAD",
        "access_denied, PERSON",
        "consent_required, PERSON",
        "invalid_client, CONFIG",
        "invalid_request, CONFIG",
        "temporarily_unavailable, TRANSIENT",
        "server_error, TRANSIENT",
        "slow_down, THROTTLED"
    })
    void errorMap_theirCode_isTheCodeOfTheRfc(String code, Kind kind) {
        var keys = Map.of("error_map.token.not.found", code);

        for (var status : List.of(200, 400, 401, 403)) {
            var failure = failure(keys, status, "{\"error\":\"Token.Not.Found\"}");
            assertThat(failure.kind()).as("%s", status).isEqualTo(kind);
            assertThat(failure.error()).isEqualTo(code);
            assertThat(failure.text()).contains("Token.Not.Found", code);
        }
        assertThat(failure(keys, 500, "{\"error\":\"token.not.found\"}").kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(failure(keys, 400, "{\"error\":\"token.not.found.here\"}").kind())
                .isEqualTo(Kind.CONFIG);
    }

    @Test
    void errorMap_wordsOfTheirDescription_countMoreThanTheCode() {
        var keys = Map.of(
                "error_map.Old refresh token used",
                "invalid_grant",
                "error_map.unauthorized_client",
                "invalid_client",
                "error_map.AADB2C90080",
                "invalid_grant",
                "error_map.429",
                "slow_down");

        assertThat(failure(keys, 400, described("unauthorized_client", "Sorry: old refresh token used."))
                        .kind())
                .isEqualTo(Kind.DEAD);
        assertThat(failure(keys, 400, described("unauthorized_client", "who")).error())
                .isEqualTo("invalid_client");
        assertThat(failure(keys, 400, described("x", "AADB2C90080: The provided grant has expired"))
                        .kind())
                .isEqualTo(Kind.DEAD);
        assertThat(failure(keys, 400, described("x", "AADB2C900801")).kind()).isEqualTo(Kind.CONFIG);
        assertThat(failure(keys, 400, described("x", "request 14290")).kind()).isEqualTo(Kind.CONFIG);
        assertThat(failure(keys, 400, "{\"error\":429}").kind()).isEqualTo(Kind.THROTTLED);
        assertThat(failure(keys, 400, "{\"error\":\"Denied: old refresh token used\"}")
                        .kind())
                .isEqualTo(Kind.DEAD);
    }

    @Test
    void errorMap_descriptionWithoutACode_isAnErrorUnlessTokensCame() {
        var keys = Map.of("response_rename.error_description", "/message", "error_map.expired", "invalid_grant");

        assertThat(failure(keys, 400, "{\"message\":\"refresh token expired\"}").kind())
                .isEqualTo(Kind.DEAD);
        assertThat(tokens(
                        keys, "{\"message\":\"the old one expired\",\"access_token\":\"a\",\"token_type\":\"Bearer\"}"))
                .isNotNull();
    }

    private static String described(String code, String description) {
        return "{\"error\":\"" + code + "\",\"error_description\":\"" + description + "\"}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seconds | 3600",
                "seconds | \"3600\"",
                "milliseconds | 3600000",
                "milliseconds | \"3600999\"",
                "epoch_seconds | 1795957200",
                "epoch_seconds | \"1795957200\"",
                "epoch_milliseconds | 1795957200000",
                "epoch_milliseconds | \"1795957200000\"",
                "iso | \"2026-11-29T13:00:00Z\"",
                "iso | \"2026-11-29T14:00:00.000+01:00\"",
                "iso | \"2026-11-29 13:00:00\"",
                "days_hours_minutes | \"0:01:00\"",
                "days_hours_minutes | \"00:1:0\"",
            })
    void expiresInUnit_isOneHourByTheProvidersClock(String unit, String value) {
        assertThat(expiresIn(Map.of("expires_in_unit", unit), ",\"expires_in\":" + value))
                .isEqualTo(HOUR);
    }

    @Test
    void expiresInUnit_ofTableau_isDaysHoursAndMinutes() {
        assertThat(expiresIn(Map.of("expires_in_unit", "days_hours_minutes"), ",\"expires_in\":\"177:05:38\""))
                .isEqualTo(Duration.ofDays(177).plusHours(5).plusMinutes(38));
    }

    @Test
    void expiresInUnit_ofTheRefreshToken_isTheSame() {
        var response = tokens(
                Map.of("expires_in_unit", "epoch_seconds"),
                "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":\"r\","
                        + "\"refresh_token_expires_in\":1795957200}");

        assertThat(response.refreshTokenExpiresIn()).isEqualTo(HOUR);
    }

    @Test
    void expiresInUnit_jwt_isTheExpOfTheAccessToken_andNoneWithoutOne() {
        var claims = "{\"exp\":1795957200,\"iss\":\"anybody\"}";
        var jwt = "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8)) + ".c2ln";
        var body = "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":7}";
        var keys = Map.of("expires_in_unit", "jwt");

        assertThat(tokens(keys, body.formatted(jwt)).expiresIn()).isEqualTo(HOUR);
        for (var opaque : List.of("abc", "a.b.c", "a.e30.c", "..", "a.W10.c", jwt.substring(0, 9) + ".x")) {
            assertThat(tokens(keys, body.formatted(opaque)).expiresIn())
                    .as(opaque)
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seconds",
                "milliseconds",
                "epoch_seconds",
                "epoch_milliseconds",
                "iso",
                "days_hours_minutes",
                "jwt"
            })
    void expiresInUnit_nonsense_isAnUnknownLifetime(String unit) {
        for (var value : List.of(
                "-1",
                "0",
                "1e300",
                "1e-300",
                "-1e300",
                "99999999999999999999",
                "\"\"",
                "\"soon\"",
                "\"1:2\"",
                "null",
                "[3600]",
                "{}",
                "true",
                "\"2026-13-45T99:00:00Z\"",
                "\"2020-01-01T00:00:00Z\"",
                "\"0:0:0\"",
                "\"+999999999-12-31T23:59:59Z\"")) {
            assertThat(expiresIn(Map.of("expires_in_unit", unit), ",\"expires_in\":" + value))
                    .as("%s %s", unit, value)
                    .isNull();
        }
    }

    @Test
    void expiresInDefault_countsWhereTheAnswerTellsNone() {
        for (var written : List.of("PT1H", "3600")) {
            var keys = Map.of("expires_in_default", written);
            assertThat(expiresIn(keys, "")).isEqualTo(HOUR);
            assertThat(expiresIn(keys, ",\"expires_in\":0")).isEqualTo(HOUR);
            assertThat(expiresIn(keys, ",\"expires_in\":60")).isEqualTo(Duration.ofMinutes(1));
        }
        assertThat(expiresIn(Map.of(), "")).isNull();
    }

    @Test
    void tokenTypeOptional_absentIsBearer_anotherIsStillRefused() {
        var keys = Map.of("token_type_optional", "true");
        for (var type : List.of("", ",\"token_type\":null", ",\"token_type\":\"\"")) {
            var body = "{\"access_token\":\"a\"" + type + "}";
            assertThat(tokens(keys, body)).isNotNull();
            assertThat(failure(Map.of(), 200, body).kind()).isEqualTo(Kind.BROKEN);
        }
        assertThat(failure(keys, 200, "{\"access_token\":\"a\",\"token_type\":\"mac\"}")
                        .kind())
                .isEqualTo(Kind.BROKEN);
    }

    @Test
    void responseKeep_isKeptFromTheRootOrTheDocument_andNothingElseIs() {
        var keys = Map.of("response_root", "/data", "response_keep", "api_domain, region shop long odd gone");

        var response = tokens(
                keys,
                "{\"region\":\"eu\",\"data\":{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"secret\":\"s\","
                        + "\"api_domain\":\"https://eu.example.com\",\"shop\":42,\"odd\":\"a\\nb\",\"long\":\""
                        + "x".repeat(257) + "\"}}");

        assertThat(response.kept())
                .containsOnly(
                        Map.entry("api_domain", "https://eu.example.com"),
                        Map.entry("region", "eu"),
                        Map.entry("shop", "42"));
    }

    @Test
    void callbackKeep_isInTheStyle() {
        assertThat(style(Map.of("callback_keep", "accounts-server realmId"))
                        .kept()
                        .parameters())
                .containsExactly("accounts-server", "realmId");
    }

    @Test
    void html_withStatus200_isStillAPassingFault() {
        var keys = Map.of("response_root", "/body", "response_ok", "/status=0", "error_map.expired", "invalid_grant");

        assertThat(failure(keys, 200, "<html><body>your session expired</body></html>")
                        .kind())
                .isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void noKey_isPlain() {
        assertThat(style(Map.of())).isEqualTo(AnswerStyle.PLAIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "response_root | body | JSON pointer",
                "response_root | /a~2 | JSON pointer",
                "response_root | /1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17 | JSON pointer",
                "response_rename.access_token | data.token | JSON pointer",
                "response_rename.token | /x | renames no member",
                "response_ok | /ok | no condition",
                "response_ok | =true | no condition",
                "response_ok | /ok= | no condition",
                "response_ok | ok=true | JSON pointer",
                "error_map.x | dead | no error code",
                "error_map. | invalid_grant | behind the dot",
                "error_map.server_error | invalid_grant | fault that passes",
                "error_map.Slow_Down | invalid_grant | fault that passes",
                "expires_in_unit | minutes | must be seconds",
                "expires_in_default | an hour | no span",
                "expires_in_default | 0 | not between",
                "expires_in_default | P9999D | not between",
                "token_type_optional | perhaps | neither true nor false",
                "response_keep | a b c d e f g h i j k | more than 10",
                "response_keep | a/b | no name",
                "response_keep | Refresh_Token | secret",
                "callback_keep | code | secret",
                "callback_keep | a&b | no name",
            })
    void badValue_isNamedWithItsRemedy(String key, String value, String words) {
        var wrong = invalid(goodWith(key, value));

        assertThat(wrong.key()).isEqualTo(key);
        assertThat(wrong.reason()).contains(words);
    }
}
