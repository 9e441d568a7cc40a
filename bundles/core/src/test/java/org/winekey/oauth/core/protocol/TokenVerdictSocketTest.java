// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.winekey.oauth.core.protocol.TokenVerdict.Failure;
import org.winekey.oauth.core.protocol.TokenVerdict.Kind;
import org.winekey.oauth.core.seam.HttpTransport.Call;
import org.winekey.oauth.core.seam.JdkHttpTransport;
import org.winekey.oauth.core.seam.RawServer;
import org.winekey.oauth.core.seam.RawServer.Behaviour;
import org.winekey.oauth.core.seam.Time;
import org.winekey.oauth.core.secret.Secret;

/** The error table over a real socket: one case for each line and for both kinds of request. */
@Timeout(60)
class TokenVerdictSocketTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String HTML = "Content-Type: text/html\r\n";
    private static final Time TIME = new Time() {
        @Override
        public Instant now() {
            return NOW;
        }

        @Override
        public long nanos() {
            return 0;
        }
    };

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    @Tag("R-058")
    @Tag("R-068")
    @Tag("R-070")
    void judge_lineOfTheTable_isThatKind(String line, Behaviour behaviour, Kind kind) throws IOException {
        for (var request : List.of("refresh", "exchange", "own credentials")) {
            try (var server = new RawServer(behaviour);
                    var transport = new JdkHttpTransport(TIME, Runnable::run)) {
                var verdict = judge(transport, request, server.uri("/token"));

                assertThat(verdict instanceof Failure failure ? failure.kind() : null)
                        .as(request)
                        .isEqualTo(expected(request, kind));
                assertThat(server.requests()).as("sent once").hasSize(1);
            }
        }
    }

    /** The client's own credentials have no grant that could end, and nobody who could sign in. */
    private static @Nullable Kind expected(String request, @Nullable Kind kind) {
        return request.equals("own credentials") && (kind == Kind.DEAD || kind == Kind.PERSON) ? Kind.CONFIG : kind;
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                line("valid", json(200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":60}"), null),
                line(
                        "lifetime unknown",
                        json(200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":0}"),
                        null),
                line(
                        "fewer scopes",
                        json(200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"scope\":\"a\"}"),
                        null),
                line(
                        "200 with error and token",
                        json(200, "{\"error\":\"invalid_grant\",\"access_token\":\"a\"}"),
                        Kind.DEAD),
                line("200 not JSON", json(200, "tokens"), Kind.BROKEN),
                line(
                        "200 over cap",
                        RawServer.repeating("HTTP/1.1 200 X\r\nContent-Length: 99999999\r\n\r\n", "x".repeat(999), 0),
                        Kind.BROKEN),
                line(
                        "200 duplicate key",
                        json(200, "{\"access_token\":\"a\",\"access_token\":\"b\",\"token_type\":\"Bearer\"}"),
                        Kind.BROKEN),
                line("200 no access_token", json(200, "{\"token_type\":\"Bearer\"}"), Kind.BROKEN),
                line(
                        "200 unknown token_type",
                        json(200, "{\"access_token\":\"a\",\"token_type\":\"mac\"}"),
                        Kind.BROKEN),
                line("200 page", RawServer.answering(200, HTML, "<html>Welcome</html>"), Kind.TRANSIENT),
                line("invalid_grant", json(400, "{\"error\":\"invalid_grant\"}"), Kind.DEAD),
                line("invalid_grant by 401", json(401, "{\"error\":\"invalid_grant\"}"), Kind.DEAD),
                line(
                        "invalid_grant as form",
                        RawServer.answering(400, "Content-Type: text/plain\r\n", "error=invalid_grant"),
                        Kind.DEAD),
                line("interaction_required", json(400, "{\"error\":\"interaction_required\"}"), Kind.PERSON),
                line("access_denied", json(403, "{\"error\":\"access_denied\"}"), Kind.PERSON),
                line("invalid_client", json(401, "{\"error\":\"invalid_client\"}"), Kind.CONFIG),
                line("unauthorized_client", json(401, "{\"error\":\"unauthorized_client\"}"), Kind.CONFIG),
                line("unknown code", json(400, "{\"error\":\"payment_overdue\"}"), Kind.CONFIG),
                line("401 empty", json(401, ""), Kind.CONFIG),
                line("301", RawServer.answering(301, "Location: http://127.0.0.1:1/\r\n", ""), Kind.ENDPOINT),
                line("404", RawServer.answering(404, HTML, "<html>"), Kind.ENDPOINT),
                line("405", json(405, ""), Kind.ENDPOINT),
                line("410", json(410, ""), Kind.ENDPOINT),
                line("415", json(415, ""), Kind.ENDPOINT),
                line("429", json(429, "{\"error\":\"invalid_grant\"}"), Kind.THROTTLED),
                line("503", json(503, "{\"error\":\"invalid_grant\"}"), Kind.THROTTLED),
                line("500 with OAuth JSON", json(500, "{\"error\":\"invalid_grant\"}"), Kind.UNKNOWN),
                line("502", RawServer.answering(502, HTML, "<html>invalid_grant</html>"), Kind.UNKNOWN),
                line("504", json(504, ""), Kind.UNKNOWN),
                line("522", json(522, ""), Kind.UNKNOWN),
                line("timeout after sending", RawServer.silence(""), Kind.UNKNOWN),
                line("reset", RawServer.reset(""), Kind.UNKNOWN),
                line("hung up", RawServer.writing(""), Kind.UNKNOWN),
                line(
                        "short body",
                        RawServer.writing("HTTP/1.1 200 X\r\nContent-Length: 99\r\n\r\n{\"access"),
                        Kind.UNKNOWN),
                line(
                        "short error body",
                        RawServer.writing("HTTP/1.1 400 X\r\nContent-Length: 99\r\n\r\n{\"error\":\"invalid_grant\"}"),
                        Kind.UNKNOWN),
                line("not HTTP", RawServer.writing("220 smtp ready\r\n\r\n"), Kind.UNKNOWN),
                line("server_error", json(400, "{\"error\":\"server_error\"}"), Kind.TRANSIENT),
                line("temporarily_unavailable", json(400, "{\"error\":\"temporarily_unavailable\"}"), Kind.TRANSIENT),
                line("408", json(408, ""), Kind.TRANSIENT),
                line("425", json(425, ""), Kind.TRANSIENT),
                line("302", RawServer.answering(302, "Location: http://127.0.0.1:1/\r\n", ""), Kind.TRANSIENT),
                line("303", RawServer.answering(303, "Location: http://127.0.0.1:1/\r\n", ""), Kind.TRANSIENT),
                line("307", RawServer.answering(307, "Location: http://127.0.0.1:1/\r\n", ""), Kind.TRANSIENT),
                line("511", RawServer.answering(511, HTML, "<html>"), Kind.TRANSIENT),
                line(
                        "400 without OAuth error",
                        RawServer.answering(400, HTML, "<html>invalid_grant</html>"),
                        Kind.TRANSIENT),
                line("403 of a firewall", RawServer.answering(403, HTML, "<html>blocked</html>"), Kind.TRANSIENT),
                line("407", RawServer.answering(407, HTML, "{\"error\":\"invalid_grant\"}"), Kind.PROXY));
    }

    @Test
    @Tag("R-068")
    void judge_nobodyListens_isTransient() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (var transport = new JdkHttpTransport(TIME, Runnable::run)) {
            var verdict = judge(transport, "refresh", URI.create("http://127.0.0.1:" + port + "/"));

            assertThat(((Failure) verdict).kind()).isEqualTo(Kind.TRANSIENT);
        }
    }

    @Test
    @Tag("R-045")
    void judge_redirectOfASecret_reachesNobodyElse() throws IOException {
        try (var thief = new RawServer(json(200, "{}"));
                var server = new RawServer(RawServer.answering(307, "Location: " + thief.uri("/") + "\r\n", ""));
                var transport = new JdkHttpTransport(TIME, Runnable::run)) {
            judge(transport, "refresh", server.uri("/token"));
            judge(transport, "exchange", server.uri("/token"));
            judge(transport, "own credentials", server.uri("/token"));

            assertThat(thief.connections()).isZero();
        }
    }

    private static TokenVerdict judge(JdkHttpTransport transport, String request, URI endpoint) {
        var outcome = transport.send(call(request, endpoint)).join();
        return switch (request) {
            case "refresh" -> TokenVerdict.ofRefresh(outcome, NOW);
            case "exchange" -> TokenVerdict.ofExchange(outcome, NOW);
            default -> TokenVerdict.ofClientCredentials(outcome, NOW, false, Redaction.NONE);
        };
    }

    private static Call call(String request, URI endpoint) {
        var registration = new Registration(
                "sample",
                "id",
                Secret.of("secret"),
                ClientAuthentication.BASIC,
                null,
                new Registration.Endpoints(URI.create("https://as.example/a"), endpoint, null),
                List.of(),
                Samples.REDIRECT_URI,
                Map.of(),
                Map.of());
        var deadline = Duration.ofMillis(1500);
        return switch (request) {
            case "refresh" -> TokenRequest.refresh(registration, Secret.of("r"), deadline);
            case "exchange" -> TokenRequest.exchange(registration, Samples.redeemed(Secret.of("c")), deadline);
            default -> TokenRequest.clientCredentials(registration, deadline);
        };
    }

    private static Arguments line(String name, Behaviour behaviour, Kind kind) {
        return Arguments.of(name, behaviour, kind);
    }

    private static Behaviour json(int status, String body) {
        return RawServer.answering(status, JSON, body);
    }
}
