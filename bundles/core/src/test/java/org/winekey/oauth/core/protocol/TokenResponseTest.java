// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.secret.Secret;

class TokenResponseTest {

    @Test
    @Tag("R-053")
    void response_exampleOfTheSpecification_isRead() {
        var response = success("""
                {
                  "access_token":"2YotnFZFEjr1zCsicMWpAA",
                  "token_type":"example",
                  "expires_in":3600,
                  "refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA",
                  "example_parameter":"example_value"
                }
                """.replace("\"example\"", "\"bearer\""));

        assertThat(response)
                .isEqualTo(new TokenResponse(
                        Secret.of("2YotnFZFEjr1zCsicMWpAA"),
                        Secret.of("tGzv3JOkF0XG5Qx2TlKWIA"),
                        Duration.ofHours(1),
                        null));
    }

    @ParameterizedTest
    @CsvSource({
        "refresh_token_expires_in, 15811200, 15811200",
        "refresh_token_expires_in, '\"15811200\"', 15811200",
        "refresh_expires_in, 1800, 1800",
        "refresh_expires_in, 0,",
        "refresh_expires_in, -1,",
        "refresh_expires_in, 1e99,",
        "refresh_token_expires_in, null,",
        "refresh_token_expires_in, true,",
        "other, 5,"
    })
    void refreshTokenLife_asSomeProvidersSayIt_isRead(String name, String value, Long seconds) {
        var response = success("{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"" + name + "\":" + value + "}");

        assertThat(response.refreshTokenExpiresIn()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "absent",
                "null",
                "1",
                "[\"a\"]",
                "{}",
                "true",
                "\"\"",
                "\"  \"",
                "\"a\\r\\nX: y\"",
                "\"ü\"",
                "\"a\\u0000\""
            })
    @Tag("R-053")
    void accessToken_missingOrWrong_isNotUsed(String value) {
        assertUnusable(body("\"token_type\":\"Bearer\"", member("access_token", value)));
    }

    @Test
    @Tag("R-053")
    @Tag("R-060")
    void accessToken_size_isLimited() {
        assertThat(success(token("x".repeat(32_000))).accessToken().reveal()).hasSize(32_000);

        assertUnusable(token("x".repeat(100 * 1024)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"absent", "null", "1", "[\"Bearer\"]", "\"\"", "\"mac\"", "\"N_A\"", "\"DPoP\"", "\"Bearer \""})
    @Tag("R-053")
    @Tag("R-054")
    void tokenType_missingOrUnknown_isNotUsed(String value) {
        assertUnusable(body("\"access_token\":\"a\"", member("token_type", value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER", "bEaReR"})
    @Tag("R-054")
    void tokenType_anyLetterCase_isUsed(String type) {
        assertThat(success("{\"access_token\":\"a\",\"token_type\":\"" + type + "\"}"))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "3600, 3600",
        "'\"3600\"', 3600",
        "3600.0, 3600",
        "'\"3600.0\"', 3600",
        "3.6e3, 3600",
        "59.9, 59",
        "4000000000,",
        "3000000000, 3000000000",
        "absent,",
        "null,",
        "0,",
        "-1,",
        "0.5,",
        "1e99,",
        "-1e99,",
        "9223372036854775808,",
        "18446744073709551616,",
        "9223372036854775807,",
        "'\"NaN\"',",
        "'\"1h\"',",
        "'\"\"',",
        "'\"1e99\"',",
        "true,",
        "[3600],",
        "{},",
        "'\"99999999999999999999\"',",
        "1e-999999999,"
    })
    @Tag("R-055")
    void expiresIn_anything_isALifetimeOrUnknown(String value, Long seconds) {
        var response = success(body("\"access_token\":\"a\",\"token_type\":\"Bearer\"", member("expires_in", value)));

        assertThat(response.expiresIn()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"absent,", "null,", "'\"\"',", "'\" \"',", "1,", "'\"r\"', r", "'\"ü\"', ü"})
    @Tag("R-057")
    void refreshToken_nullOrEmpty_isAbsent(String value, String token) {
        var response =
                success(body("\"access_token\":\"a\",\"token_type\":\"Bearer\"", member("refresh_token", value)));

        assertThat(response.refreshToken()).isEqualTo(token == null ? null : Secret.of(token));
    }

    @ParameterizedTest
    @CsvSource({
        "absent,",
        "null,",
        "'\"\"',",
        "7,",
        "'\"b a\"', a b",
        "'\"a  b a\"', a b",
        "'[\"a\",\"b\"]', a b",
        "[],"
    })
    @Tag("R-009")
    @Tag("R-056")
    void scope_anything_isASetOrAsRequested(String value, String scopes) {
        var response = success(body("\"access_token\":\"a\",\"token_type\":\"Bearer\"", member("scope", value)));

        assertThat(response.scopes()).isEqualTo(scopes == null ? null : Set.copyOf(Arrays.asList(scopes.split(" "))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "false", "0"})
    @Tag("R-058")
    void error_thatSaysNothing_isNone(String value) {
        assertThat(success(body("\"access_token\":\"a\",\"token_type\":\"Bearer\"", member("error", value))))
                .isNotNull();
    }

    @Test
    @Tag("R-063")
    void accessToken_thatIsAJwt_isOpaque() {
        var claims = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"exp\":1}".getBytes(UTF_8));

        var response =
                success("{\"access_token\":\"e30." + claims + ".x\",\"token_type\":\"Bearer\",\"expires_in\":60}");

        assertThat(response.expiresIn()).isEqualTo(Duration.ofSeconds(60));
    }

    private static String token(String accessToken) {
        return "{\"access_token\":\"" + accessToken + "\",\"token_type\":\"Bearer\"}";
    }

    private static String member(String name, String value) {
        return value.equals("absent") ? "" : ",\"" + name + "\":" + value;
    }

    private static String body(String fixed, String member) {
        return "{" + fixed + member + "}";
    }

    private static TokenResponse success(String body) {
        return ((TokenVerdict.Success) judge(body)).response();
    }

    private static void assertUnusable(String body) {
        assertThat(((TokenVerdict.Failure) judge(body)).kind()).isEqualTo(TokenVerdict.Kind.BROKEN);
    }

    private static TokenVerdict judge(String body) {
        return TokenVerdict.ofRefresh(new Answered(200, Map.of(), body.getBytes(UTF_8)), Instant.EPOCH);
    }

    private static TokenResponse made(String refreshToken, Duration refreshLife, Set<String> scopes, String kept) {
        return new TokenResponse(
                Secret.of("a"),
                refreshToken == null ? null : Secret.of(refreshToken),
                Duration.ofHours(1),
                scopes,
                refreshLife,
                Map.of("kept", kept));
    }

    @Test
    void after_secondExchange_keepsWhatOnlyTheFirstSaid() {
        var first = made("r1", Duration.ofDays(1), Set.of("one"), "1");

        var silent = made(null, Duration.ofDays(9), null, "2").after(first);
        var talkative = made("r2", null, Set.of("two"), "2").after(first);

        assertThat(silent.refreshToken()).isEqualTo(Secret.of("r1"));
        assertThat(silent.refreshTokenExpiresIn()).isEqualTo(Duration.ofDays(1));
        assertThat(silent.scopes()).containsExactly("one");
        assertThat(silent.kept()).containsEntry("kept", "2");
        assertThat(talkative.refreshToken()).isEqualTo(Secret.of("r2"));
        assertThat(talkative.refreshTokenExpiresIn()).isNull();
        assertThat(talkative.scopes()).containsExactly("two");
    }

    @Test
    void granting_scopesThatWereAsked_countWhereNoneAreNamed() {
        assertThat(made(null, null, null, "1").granting(List.of("asked")).scopes())
                .containsExactly("asked");
        assertThat(made(null, null, Set.of("one"), "1")
                        .granting(List.of("asked"))
                        .scopes())
                .containsExactly("one");
    }

    @Test
    void alsoKeeping_sameName_keepsWhatTheAnswerSays() {
        assertThat(made(null, null, null, "1")
                        .alsoKeeping(Map.of("kept", "0", "more", "2"))
                        .kept())
                .isEqualTo(Map.of("kept", "1", "more", "2"));
    }
}
