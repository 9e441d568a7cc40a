// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.protocol.DeviceAuthorization.Opened;
import org.winekey.oauth.core.protocol.DeviceAuthorization.Refused;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.secret.Secret;

@Timeout(20)
class DeviceAuthorizationTest {

    @Test
    @Tag("R-086")
    void answer_ofTheRfc_isRead() {
        var opened = opened("""
                {"device_code":"GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS","user_code":"WDJB-MJHT",
                 "verification_uri":"https://example.com/device",
                 "verification_uri_complete":"https://example.com/device?user_code=WDJB-MJHT",
                 "expires_in":1800,"interval":5}""");

        assertThat(opened)
                .isEqualTo(new DeviceAuthorization(
                        Secret.of("GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS"),
                        "WDJB-MJHT",
                        "https://example.com/device",
                        "https://example.com/device?user_code=WDJB-MJHT",
                        Duration.ofMinutes(30),
                        Duration.ofSeconds(5)));
        assertThat(opened.toString()).doesNotContain("GmRh").doesNotContain("WDJB");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"interval\":7|7",
                "\"x\":1|5",
                "\"interval\":0|5",
                "\"interval\":-5|5",
                "\"interval\":1.2|2",
                "\"interval\":1000000000|3600",
                "\"interval\":\"7\"|5",
                "\"interval\":null|5",
                "\"interval\":1e30|3600",
                "\"interval\":0.001|1",
                "\"interval\":1e-999999999|1",
                "\"interval\":1e999999999|3600"
            })
    @Tag("R-086")
    void interval_oddNumbers_areHarmless(String member, int seconds) {
        assertThat(opened(minimal("\"expires_in\":1800," + member)).interval()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\":1", "\"expires_in\":0", "\"expires_in\":-1", "\"expires_in\":null"})
    @Tag("R-086")
    void expiresIn_absentOrNone_isRefused(String member) {
        assertThat(judged(200, minimal(member))).isInstanceOf(Refused.class);
    }

    @Test
    @Tag("R-086")
    void expiresIn_absurd_isCut() {
        assertThat(opened(minimal("\"expires_in\":1000000000")).expiresIn())
                .isEqualTo(DeviceAuthorization.LONGEST_LIFE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "ftp://example.com",
                "https://user:pw@example.com",
                "https://example.com/<b>",
                "//example.com",
                "https://",
                ""
            })
    void verificationUri_thatNobodyShouldOpen_isRefused(String address) {
        var body = "{\"device_code\":\"d\",\"user_code\":\"u\",\"expires_in\":60,\"verification_uri\":\"" + address
                + "\"}";

        assertThat(judged(200, body)).isInstanceOf(Refused.class);
    }

    @Test
    void verificationUri_asOlderProvidersCallIt_isRead() {
        var body = "{\"device_code\":\"d\",\"user_code\":\"u\",\"expires_in\":60,"
                + "\"verification_url\":\"https://e.example/d\"}";

        assertThat(opened(body).verificationUri()).isEqualTo("https://e.example/d");
    }

    @Test
    void verificationUriComplete_unusable_isLeftOut() {
        var body = minimal("\"expires_in\":60,\"verification_uri_complete\":\"javascript:alert(1)\"");

        assertThat(opened(body).verificationUriComplete()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/d?c=1", "https://e.example:8443/d", "http://e.example/d"})
    @Tag("R-088")
    void verificationUriComplete_ofAnotherServerThanIsShown_isLeftOut(String complete) {
        var body = minimal("\"expires_in\":60,\"verification_uri_complete\":\"" + complete + "\"");

        assertThat(opened(body).verificationUriComplete()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\\u0007", "\\u202eABC", "<b>\\n"})
    void userCode_notPrintable_isRefused(String code) {
        var body = "{\"device_code\":\"d\",\"user_code\":\"" + code
                + "\",\"expires_in\":60,\"verification_uri\":\"https://e.example\"}";

        assertThat(judged(200, body)).isInstanceOf(Refused.class);
    }

    @Test
    void refusal_ofTheProvider_isToldInItsWords() {
        var refused = (Refused) judged(400, "{\"error\":\"unauthorized_client\"}");

        assertThat(refused.text()).contains("unauthorized_client");
        assertThat(judged(200, "[]")).isInstanceOf(Refused.class);
        assertThat(judged(200, "{\"error\":\"invalid_scope\"}"))
                .isInstanceOfSatisfying(
                        Refused.class, answer -> assertThat(answer.text()).contains("invalid_scope"));
    }

    @Test
    void userinfo_answers_nameAnAccountOrNone() {
        assertThat(account(200, "{\"sub\":\"1\",\"email\":\"a@b.c\",\"name\":\"A\"}"))
                .isEqualTo(new Account("1", "a@b.c"));
        assertThat(account(200, "{\"sub\":\"1\",\"name\":\"\\u001b[31m\"}")).isEqualTo(new Account("1", "?[31m"));
        for (var none : List.of("{}", "{\"sub\":\"\"}", "{\"sub\":1}", "[]", "{\"sub\":\"" + "x".repeat(256) + "\"}")) {
            assertThat(account(200, none)).as(none).isNull();
        }
        assertThat(account(401, "{\"sub\":\"1\"}")).isNull();
    }

    private static @Nullable Account account(int status, String body) {
        return UserInfo.account(answer(status, body)).orElse(null);
    }

    private static String minimal(String members) {
        return "{\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"https://e.example/\"," + members
                + "}";
    }

    private static DeviceAuthorization opened(String body) {
        return ((Opened) judged(200, body)).authorization();
    }

    private static DeviceAuthorization.Answer judged(int status, String body) {
        return DeviceAuthorization.of(answer(status, body), Instant.EPOCH, Redaction.NONE, AnswerStyle.PLAIN);
    }

    private static Answered answer(int status, String body) {
        return new Answered(status, Map.of("content-type", List.of("application/json")), body.getBytes(UTF_8));
    }
}
