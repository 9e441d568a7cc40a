// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.protocol.PushedAnswer.Pushed;
import org.winekey.oauth.core.protocol.PushedAnswer.Refused;
import org.winekey.oauth.core.protocol.TokenVerdict.Kind;
import org.winekey.oauth.core.seam.JdkHttpTransport;
import org.winekey.oauth.core.seam.RawServer;
import org.winekey.oauth.core.seam.RawServer.Behaviour;
import org.winekey.oauth.core.seam.ScriptedTransport;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.secret.Secret;

/** Pushed authorization requests (RFC 9126), their answers over a real socket. */
@Timeout(60)
class PushedRequestTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String GOOD =
            "{\"request_uri\":\"urn:ietf:params:oauth:request_uri:6esc&x\",\"expires_in\":60}";

    @Test
    @Tag("R-016")
    void call_carriesTheWholeRequestAndTheAuthenticationOfTheTokenEndpoint() {
        var call = PushedRequest.of(pushing("https://as.example/par"), Samples.STATE, Samples.VERIFIER, DEADLINE);

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.uri()).hasToString("https://as.example/par");
        assertThat(call.headers()).containsEntry("Authorization", "Basic aWQ6c2VjcmV0");
        assertThat(ScriptedTransport.form(call))
                .containsOnly(
                        entry("response_type", "code"),
                        entry("client_id", "id"),
                        entry("redirect_uri", Samples.REDIRECT_URI),
                        entry("scope", "read"),
                        entry("state", "state-1"),
                        entry("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
                        entry("code_challenge_method", "S256"),
                        entry("access_type", "offline"),
                        entry("resource", "urn:api"));
    }

    @Test
    @Tag("R-016")
    void uri_forTheBrowser_carriesTheReferenceAndNothingElse() {
        var uri = PushedRequest.uri(pushing("https://as.example/par"), new Pushed(Secret.of("urn:x&y=1")));

        assertThat(uri.toString()).startsWith("https://as.example/authorize?tenant=1&");
        assertThat(Form.decode(uri.getRawQuery()))
                .containsOnly(
                        entry("tenant", List.of("1")),
                        entry("client_id", List.of("id")),
                        entry("request_uri", List.of("urn:x&y=1")));
    }

    @Test
    void call_withoutAnEndpoint_isRefused() {
        assertThatThrownBy(() -> PushedRequest.of(Samples.registration(), Samples.STATE, Samples.VERIFIER, DEADLINE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pushed_authorization_request_endpoint");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201})
    @Tag("R-016")
    void answer_withAReference_isPushed(int status) throws IOException {
        var answer = push(RawServer.answering(status, JSON, GOOD));

        assertThat(answer).isEqualTo(new Pushed(Secret.of("urn:ietf:params:oauth:request_uri:6esc&x")));
        assertThat(answer.toString()).doesNotContain("6esc");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    @Tag("R-016")
    void answer_anyOther_isRefusedWithItsKind(String line, Behaviour behaviour, Kind kind) throws IOException {
        assertThat(push(behaviour)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.kind()).isEqualTo(kind);
            assertThat(refused.text()).isNotBlank().doesNotContain("state-1", "secret");
        });
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                line("invalid_client", json(401, "{\"error\":\"invalid_client\"}"), Kind.CONFIG),
                line("invalid_request", json(400, "{\"error\":\"invalid_request\"}"), Kind.CONFIG),
                line("no grant takes part", json(400, "{\"error\":\"invalid_grant\"}"), Kind.CONFIG),
                line("state repeated", json(400, "{\"error\":\"x\",\"error_description\":\"state-1\"}"), Kind.CONFIG),
                line("404", json(404, ""), Kind.ENDPOINT),
                line("413", json(413, ""), Kind.TRANSIENT),
                line("500", json(500, GOOD), Kind.UNKNOWN),
                line("302", RawServer.answering(302, "Location: http://127.0.0.1:1/\r\n", GOOD), Kind.TRANSIENT),
                line("cut", RawServer.writing("HTTP/1.1 201 X\r\nContent-Length: 99\r\n\r\n{"), Kind.UNKNOWN),
                line("no JSON", json(201, "request_uri"), Kind.BROKEN),
                line("no reference", json(201, "{\"expires_in\":60}"), Kind.BROKEN),
                line("reference is a list", json(201, "{\"request_uri\":[\"urn:x\"],\"expires_in\":60}"), Kind.BROKEN),
                line("reference is empty", json(201, "{\"request_uri\":\"\",\"expires_in\":60}"), Kind.BROKEN),
                line("reference with a line end", json(201, "{\"request_uri\":\"urn:x\\r\\ny\"}"), Kind.BROKEN),
                line("long reference", json(201, "{\"request_uri\":\"" + "u".repeat(3000) + "\"}"), Kind.BROKEN),
                line("twice", json(201, "{\"request_uri\":\"urn:a\",\"request_uri\":\"urn:b\"}"), Kind.BROKEN),
                line("over", json(201, "{\"request_uri\":\"urn:x\",\"expires_in\":0}"), Kind.BROKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"60\"", "null", "1e99", "9999999999999999999999", "[]", "60.5"})
    @Tag("R-016")
    void answer_oddLifetime_isNoHindrance(String lifetime) throws IOException {
        var body = "{\"request_uri\":\"urn:x\",\"expires_in\":" + lifetime + "}";

        assertThat(push(json(201, body))).isEqualTo(new Pushed(Secret.of("urn:x")));
    }

    @ParameterizedTest
    @CsvSource({
        "429, Retry-After: 90, 90, 90 seconds",
        "503, Retry-After: 600, 600, 10 minutes",
        "503, 'Retry-After: Sun, 22 Nov 2026 12:05:01 GMT', 301, 6 minutes",
        "503, Retry-After: 99999999999, 86400, 1440 minutes",
        "429, Retry-After: -1, , a minute",
        "503, X: y, , a minute"
    })
    @Tag("R-016")
    @Tag("R-067")
    void answer_askingForPatience_saysWhenToTryAgain(int status, String header, Long seconds, String spoken)
            throws IOException {
        var refused = (Refused) push(RawServer.answering(status, header + "\r\n", ""));

        assertThat(refused.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(refused.retryAfter()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
        assertThat(refused.text()).endsWith("try again in " + spoken);
    }

    private static PushedAnswer push(Behaviour behaviour) throws IOException {
        try (var server = new RawServer(behaviour);
                var transport = new JdkHttpTransport(new SimulatedTime(), Runnable::run)) {
            var registration = pushing(server.uri("/par").toString());
            var call = PushedRequest.of(registration, Samples.STATE, Samples.VERIFIER, DEADLINE);
            var redaction = Redaction.NONE.and(Samples.STATE).and(registration.clientSecret());

            var answer = PushedAnswer.of(transport.send(call).join(), NOW, redaction, AnswerStyle.PLAIN);

            assertThat(server.requests()).as("sent once").hasSize(1);
            assertThat(server.requests().get(0)).contains("state=state-1");
            assertThat(call.body()).asString(US_ASCII).isEqualTo(new String(call.body(), UTF_8));
            return answer;
        }
    }

    private static Registration pushing(String endpoint) {
        var plain = Samples.authorizing(
                "https://as.example/authorize?tenant=1", List.of("read"), Map.of("access_type", "offline"));
        return new Registration(
                plain.client(),
                plain.grantType(),
                plain.clientId(),
                plain.clientSecret(),
                plain.authentication(),
                plain.issuer(),
                Registration.Endpoints.of(Map.of(
                        "authorization_endpoint", plain.endpoints().forBrowsers(),
                        "token_endpoint", plain.endpoints().token(),
                        "pushed_authorization_request_endpoint", URI.create(endpoint))),
                plain.scopes(),
                plain.redirectUri(),
                plain.parameters(),
                plain.tokenParameters(),
                new Dialect(false, List.of("urn:api"), false),
                plain.route());
    }

    private static Behaviour json(int status, String body) {
        return RawServer.answering(status, JSON, body);
    }

    private static Arguments line(String name, Behaviour behaviour, Kind kind) {
        return Arguments.of(name, behaviour, kind);
    }
}
