// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.winekey.oauth.core.seam.JdkHttpTransport;
import org.winekey.oauth.core.seam.RawServer;
import org.winekey.oauth.core.seam.RawServer.Behaviour;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.seam.SimulatedTime;

/** A search for metadata at a hostile server, over a real socket. */
@Timeout(60)
class LookupSocketTest {

    private static final String JSON = "Content-Type: application/json\r\n";
    private static final Behaviour NOT_FOUND = RawServer.answering(404, JSON, "{}");

    /** What a server with this address answers. */
    private interface Script {
        Behaviour answer(String issuer);
    }

    @Test
    @Tag("R-080")
    void find_asksForOAuthFirstAndThenForOpenId() throws IOException {
        try (var server = server(issuer -> NOT_FOUND, LookupSocketTest::good)) {
            var issuer = server.uri("/realms/home").toString();

            assertThat(find(issuer)).isInstanceOf(Finding.Found.class);

            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(0))
                    .startsWith("GET /.well-known/oauth-authorization-server/realms/home HTTP/1.1");
            assertThat(server.requests().get(1))
                    .startsWith("GET /realms/home/.well-known/openid-configuration HTTP/1.1");
        }
    }

    @Test
    @Tag("R-080")
    void find_firstAnswers_asksOnce() throws IOException {
        try (var server = server(LookupSocketTest::good)) {
            assertThat(find(server.uri("/realms/home").toString())).isInstanceOf(Finding.Found.class);

            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    @Tag("R-085")
    void find_hostileDocument_isNothing(String name, Behaviour behaviour) throws IOException {
        try (var server = server(issuer -> behaviour, issuer -> behaviour)) {
            var issuer = server.uri("").toString();

            assertThat(find(issuer)).isInstanceOfSatisfying(Finding.Missing.class, missing -> {
                assertThat(missing.misconfigured()).isFalse();
                assertThat(missing.reason()).contains(issuer).hasSizeLessThan(500);
            });
        }
    }

    static Stream<Arguments> documents() {
        var deep = "{\"issuer\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
        return Stream.of(
                Arguments.of("no JSON", answering("<html>welcome</html>")),
                Arguments.of("empty", answering("")),
                Arguments.of("list", answering("[]")),
                Arguments.of("deep", answering(deep)),
                Arguments.of("long string", answering("{\"issuer\":\"" + "x".repeat(40_000) + "\"}")),
                Arguments.of("long number", answering("{\"issuer\":\"x\",\"a\":" + "9".repeat(5000) + "}")),
                Arguments.of("twice", answering("{\"issuer\":\"a\",\"issuer\":\"b\"}")),
                Arguments.of("no UTF-8", RawServer.answering(200, JSON, new byte[] {'{', (byte) 0xC3, '}'})),
                Arguments.of("issuer is a list", answering("{\"issuer\":[\"a\"]}")),
                Arguments.of("trailing", answering("{\"issuer\":\"a\"}{}")),
                Arguments.of(
                        "endless",
                        RawServer.repeating("HTTP/1.1 200 X\r\nContent-Length: 99999999\r\n\r\n", "x".repeat(999), 0)),
                Arguments.of("cut", RawServer.writing("HTTP/1.1 200 X\r\nContent-Length: 99\r\n\r\n{")),
                Arguments.of("reset", RawServer.reset("")),
                Arguments.of("no HTTP", RawServer.writing("hello\r\n\r\n")));
    }

    @Test
    @Tag("R-045")
    @Tag("R-085")
    void find_redirect_isNotFollowed() throws IOException {
        try (var elsewhere = server(LookupSocketTest::good);
                var server = server(
                        issuer -> redirect(302, elsewhere.uri("/x").toString()),
                        issuer -> redirect(307, elsewhere.uri("/x").toString()))) {
            assertThat(find(server.uri("").toString())).isInstanceOf(Finding.Missing.class);

            assertThat(elsewhere.requests()).isEmpty();
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void find_serverAsksForPatience_isNotAskedAtTheOtherAddress() throws IOException {
        try (var server = server(issuer -> RawServer.answering(503, "Retry-After: 120\r\n", ""))) {
            var missing = (Finding.Missing) find(server.uri("").toString());

            assertThat(missing.retryAfter()).isEqualTo(Duration.ofMinutes(2));
            assertThat(missing.misconfigured()).isFalse();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    @Tag("R-081")
    void find_documentOfAnotherIssuer_isMisconfigured() throws IOException {
        try (var server = server(issuer -> good(issuer + "/"))) {
            var missing = (Finding.Missing) find(server.uri("").toString());

            assertThat(missing.misconfigured()).isTrue();
            assertThat(server.requests())
                    .as("the other address is not a way out")
                    .hasSize(1);
        }
    }

    @Test
    void find_nobodyListens_isNoWrongSetting() throws IOException {
        String issuer;
        try (var server = server(LookupSocketTest::good)) {
            issuer = server.uri("").toString();
        }

        var missing = (Finding.Missing) find(issuer);

        assertThat(missing.misconfigured()).isFalse();
        assertThat(missing.reason()).contains(issuer, "cannot be fetched");
    }

    private static Finding find(String issuer) {
        try (var transport = new JdkHttpTransport(new SimulatedTime(), Runnable::run)) {
            return new Lookup(transport, new SimulatedTime())
                    .find(issuer, Route.PUBLIC)
                    .join();
        }
    }

    private static RawServer server(Script... scripts) throws IOException {
        var open = new ArrayDeque<>(List.of(scripts));
        var requested = new RawServer[1];
        requested[0] = new RawServer(socket -> {
            var script = Arrays.asList(scripts).size() == 1 ? open.peek() : open.poll();
            var path = requested[0].requests().get(0).split(" ", 3)[1];
            var issuerPath = path.replaceAll("/\\.well-known/[a-z-]+", "");
            script.answer(requested[0].uri(issuerPath).toString()).answer(socket);
        });
        return requested[0];
    }

    private static Behaviour good(String issuer) {
        return answering(Documents.text(Documents.of(issuer, issuer)));
    }

    private static Behaviour redirect(int status, String target) {
        return RawServer.answering(status, "Location: " + target + "\r\n", "");
    }

    private static Behaviour answering(String body) {
        return RawServer.answering(200, JSON, body);
    }
}
