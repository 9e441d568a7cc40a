// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.protocol.AuthorizationResponse.Code;
import org.winekey.oauth.core.protocol.AuthorizationResponse.Malformed;
import org.winekey.oauth.core.protocol.AuthorizationResponse.Refusal;
import org.winekey.oauth.core.secret.Secret;

class AuthorizationResponseTest {

    @Test
    @Tag("R-019")
    void parse_codeAndUnknownParameters_isACode() {
        var response = parse("code=abc&state=s&iss=https%3A%2F%2Fas&session_state=1&x=1&x=2&access_token=evil");

        assertThat(response).isEqualTo(new Code(Secret.of("abc"), Secret.of("s"), "https://as"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code=a&code=b&state=s",
                "code=a&code=a&state=s",
                "code=a&state=s&iss=x&iss=x",
                "error=e&error=f&state=s",
                "code=a&error=access_denied&state=s",
                "state=s",
                "code=&state=s",
                "access_token=t&token_type=Bearer&state=s"
            })
    @Tag("R-001")
    @Tag("R-019")
    void parse_brokenResponse_isMalformedButNamesTheTicket(String query) {
        var response = parse(query);

        assertThat(response).isInstanceOf(Malformed.class);
        assertThat(response.state()).isEqualTo(Secret.of("s"));
    }

    @Test
    @Tag("R-019")
    void parse_repeatedState_isMalformedWithoutTicket() {
        var response = parse("code=a&state=s&state=s");

        assertThat(response).isInstanceOf(Malformed.class);
        assertThat(response.state()).isNull();
    }

    @Test
    @Tag("R-037")
    void parse_code_isOpaqueUpTo8Ki() {
        for (var code : List.of("x", "x".repeat(8192), "ü€\u0000+ %", "\r\n")) {
            assertThat(AuthorizationResponse.parse(Map.of("code", List.of(code))))
                    .isEqualTo(new Code(Secret.of(code), null, null));
        }

        assertThat(AuthorizationResponse.parse(Map.of("code", List.of("x".repeat(8193)))))
                .isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid_request",
                "unauthorized_client",
                "access_denied",
                "unsupported_response_type",
                "invalid_scope",
                "server_error",
                "temporarily_unavailable"
            })
    @Tag("R-027")
    void parse_everyErrorCode_isARefusalWithItsOwnText(String code) {
        var response = (Refusal) parse("error=" + code + "&state=s&error_description=because");
        var unknown = (Refusal) parse("error=other_code&state=s&error_description=because");

        assertThat(response.error()).isEqualTo(code);
        assertThat(response.state()).isEqualTo(Secret.of("s"));
        assertThat(response.text()).contains(code).contains("because");
        assertThat(response.text().replace(code, ""))
                .isNotEqualTo(unknown.text().replace("other_code", ""));
    }

    @Test
    @Tag("R-027")
    void parse_unknownErrorCode_keepsItsText() {
        var response = (Refusal) parse("error=payment_overdue&error_description=pay%20first");

        assertThat(response.error()).isEqualTo("payment_overdue");
        assertThat(response.text()).contains("payment_overdue").contains("pay first");
    }

    @Test
    @Tag("R-028")
    void parse_hostileErrorText_isFilteredAndCapped() {
        var hostile = "\u001B[31mred\r\nSet-Cookie: a\u202Egnp.exe\u2066 \"quoted\" back\\slash \u0000\u009B2J";
        var response = (Refusal) AuthorizationResponse.parse(Map.of(
                "error", List.of("bad\r\n\u202E<img onerror=x>" + "x".repeat(1_000_000)),
                "error_description", List.of(hostile + "y".repeat(1_000_000)),
                "error_uri", List.of("javascript:alert(1)")));

        assertThat(response.error()).hasSize(64).matches("[\\x20-\\x7E]*").startsWith("bad?<img onerror=x>");
        assertThat(response.text())
                .hasSizeLessThan(400)
                .matches("[\\x20-\\x7E]*")
                .doesNotContain("\"", "\\", "javascript:")
                .contains("[31mred?Set-Cookie: a?gnp.exe");
    }

    @Test
    @Tag("R-022")
    void issuerComplaint_exactIssuer_isNone() {
        assertThat(AuthorizationResponse.issuerComplaint("https://as", "https://as", true))
                .isEmpty();
        assertThat(AuthorizationResponse.issuerComplaint(null, "https://as", false))
                .isEmpty();
        assertThat(AuthorizationResponse.issuerComplaint("https://as", null, false))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://as/", "https://AS", "HTTPS://as", "https://a%73", "https://evil", "", " https://as"})
    @Tag("R-022")
    void issuerComplaint_anyOtherIssuer_isRefused(String iss) {
        assertThat(AuthorizationResponse.issuerComplaint(iss, "https://as", false))
                .isPresent();
    }

    @Test
    @Tag("R-022")
    void issuerComplaint_promisedButAbsent_isRefused() {
        assertThat(AuthorizationResponse.issuerComplaint(null, "https://as", true))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8181/cb, http://127.0.0.1:8181/cb?code=a&state=s, true",
        "http://127.0.0.1:8181/cb, '  http://127.0.0.1:8181/cb?code=a&state=s#_=_ ', true",
        "https://r.example/r/?c=x, https://r.example/r/?c=x&code=a&state=s, true",
        "https://r.example/r/?c=x, https://r.example/r/?code=a&state=s&c=x, true",
        "https://r.example/r/?c=x, https://r.example/r/?c=y&code=a&state=s, false",
        "https://r.example/r/?c=x, https://r.example/r/?code=a&state=s, false",
        "http://127.0.0.1:8181/cb, http://127.0.0.1:8181/cb/?code=a&state=s, false",
        "http://127.0.0.1:8181/cb, https://127.0.0.1:8181/cb?code=a&state=s, false",
        "http://127.0.0.1:8181/cb, http://evil.example/cb?code=a&state=s, false"
    })
    void ofAddress_pastedAddress_answersItsOwnRedirectUriOnly(String redirectUri, String pasted, boolean answers) {
        var address = AuthorizationResponse.ofAddress(pasted).orElseThrow();

        assertThat(address.answers(redirectUri)).isEqualTo(answers);
        assertThat(AuthorizationResponse.parse(address.parameters()))
                .isEqualTo(new Code(Secret.of("a"), Secret.of("s"), null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?code=a",
                "code",
                "http://127.0.0.1/cb#code=a",
                "http://127.0.0.1/cb?code=%zz",
                "http://127.0.0.1/cb?code=%+1",
                "\u0000"
            })
    void ofAddress_noAddressWithQuery_isEmpty(String pasted) {
        assertThat(AuthorizationResponse.ofAddress(pasted)).isEmpty();
    }

    @Test
    @Tag("R-095")
    void toString_ofAnyResponse_showsNoCodeAndNoState() {
        var address = AuthorizationResponse.ofAddress("http://a/?code=cnry-1&state=cnry-2")
                .orElseThrow();

        assertThat(address.toString()).doesNotContain("cnry");
        assertThat(AuthorizationResponse.parse(address.parameters()).toString()).doesNotContain("cnry");
    }

    private static AuthorizationResponse parse(String query) {
        return AuthorizationResponse.parse(Form.decode(query));
    }

    @Test
    void parse_providerWithItsOwnNames_isReadUnderThoseAlone() {
        var parameters = Map.of(
                "code", List.of("not this"), "auth_code", List.of("abc"), "state", List.of("s"), "x", List.of("1"));

        assertThat(AuthorizationResponse.parse(parameters, Map.of("code", "auth_code")))
                .isEqualTo(new Code(Secret.of("abc"), Secret.of("s"), null));
        assertThat(AuthorizationResponse.parse(parameters, Map.of("code", "absent")))
                .isInstanceOf(Malformed.class);
        assertThat(AuthorizationResponse.parse(parameters, Map.of("state", "x")).state())
                .isEqualTo(Secret.of("1"));
    }

    @Test
    void parse_stateThatIsTooLong_isMalformedWithoutIt() {
        var response = AuthorizationResponse.parse(Map.of("state", List.of("s".repeat(8193)), "code", List.of("a")));
        var longCode = AuthorizationResponse.parse(Map.of("state", List.of("s"), "code", List.of("a".repeat(8193))));

        assertThat(response).isInstanceOf(Malformed.class);
        assertThat(response.state()).isNull();
        assertThat(longCode.state()).isEqualTo(Secret.of("s"));
    }

    @Test
    void ofAddress_edges_areKept() {
        assertThat(AuthorizationResponse.ofAddress("?code=a")).isEmpty();
        assertThat(AuthorizationResponse.ofAddress("x?code=a")).isPresent();
        assertThat(AuthorizationResponse.ofAddress("#x?code=a")).isEmpty();
        var start = "https://as.example/r?code=";
        assertThat(AuthorizationResponse.ofAddress(start + "a".repeat(32768 - start.length())))
                .isPresent();
        assertThat(AuthorizationResponse.ofAddress(start + "a".repeat(32769 - start.length())))
                .isEmpty();
    }
}
