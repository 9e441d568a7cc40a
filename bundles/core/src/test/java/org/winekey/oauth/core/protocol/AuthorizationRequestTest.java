// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.seam.ScriptedTransport;
import org.winekey.oauth.core.secret.Secret;

@Timeout(20)
class AuthorizationRequestTest {

    private static final String ENDPOINT = "https://as.example/authorize";

    @Test
    @Tag("R-001")
    @Tag("R-004")
    @Tag("R-010")
    @Tag("R-011")
    void uri_plainRegistration_carriesExactlyTheseParameters() {
        var uri = uri(Samples.authorizing(ENDPOINT, List.of("read", "write"), Map.of()));

        assertThat(Form.decode(uri.getRawQuery()))
                .containsExactly(
                        entry("response_type", List.of("code")),
                        entry("client_id", List.of("id")),
                        entry("redirect_uri", List.of(Samples.REDIRECT_URI)),
                        entry("scope", List.of("read write")),
                        entry("state", List.of("state-1")),
                        entry("code_challenge", List.of("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")),
                        entry("code_challenge_method", List.of("S256")));
    }

    @Test
    @Tag("R-015")
    void uri_resources_areEachAParameterOfTheSameName() {
        var dialect = new Dialect(false, List.of("https://api.example/a", "urn:two"), false);

        var uri = uri(Samples.speaking(dialect, Samples.authorizing(ENDPOINT, List.of(), Map.of())));

        assertThat(Form.decode(uri.getRawQuery()))
                .contains(entry("resource", List.of("https://api.example/a", "urn:two")));
    }

    @Test
    @Tag("R-079")
    void uri_scopes_areThoseOfTheSettingsAndNoOther() {
        var none = uri(Samples.authorizing(ENDPOINT, List.of(), Map.of()));
        var two = uri(Samples.authorizing(ENDPOINT, List.of("b", "a"), Map.of()));

        assertThat(Form.decode(none.getRawQuery())).doesNotContainKey("scope");
        assertThat(Form.decode(two.getRawQuery())).contains(entry("scope", List.of("b a")));
    }

    @Test
    @Tag("R-007")
    void uri_endpointWithQuery_keepsItByteForByte() {
        var uri = uri(Samples.authorizing(ENDPOINT + "?tenant=a%2fb&x", List.of(), Map.of()));

        assertThat(uri.toString()).startsWith(ENDPOINT + "?tenant=a%2fb&x&response_type=code&");
        assertThat(uri.getRawFragment()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"client_id", "state", "response_type", "redirect_uri", "Client_ID", "request", "code_challenge"})
    @Tag("R-007")
    @Tag("R-047")
    void uri_reservedName_isRefusedFromSettingsAndFromTheEndpoint(String name) {
        var fromSettings = Samples.authorizing(ENDPOINT, List.of(), Map.of(name, "evil"));
        var fromEndpoint = Samples.authorizing(ENDPOINT + "?" + name + "=evil", List.of(), Map.of());

        assertThatThrownBy(() -> uri(fromSettings)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> uri(fromEndpoint)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("R-007")
    void uri_settingRepeatsTheEndpointsParameter_isRefused() {
        var registration = Samples.authorizing(ENDPOINT + "?tenant=1", List.of(), Map.of("tenant", "2"));

        assertThatThrownBy(() -> uri(registration)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("R-008")
    void uri_emptyValues_areLeftOut() {
        var uri = uri(Samples.authorizing(ENDPOINT, List.of(), Map.of("prompt", "")));

        assertThat(Form.decode(uri.getRawQuery())).doesNotContainKeys("scope", "prompt");
    }

    @Test
    @Tag("R-008")
    void uri_specialCharacters_surviveARealServer() throws Exception {
        var values = "a b+c&d=e%f üñ€ #/?\"'";
        try (var server = new EchoServer()) {
            var uri = uri(Samples.authorizing(
                    server.uri().toString(), List.of("a+b", "c&d", "e%20f"), Map.of("hint", values)));

            HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());

            var received = Form.decode(server.query.join());
            assertThat(received).containsEntry("hint", List.of(values));
            assertThat(received).containsEntry("scope", List.of("a+b c&d e%20f"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8181/oauth/callback/a/",
                "https://HOME.example/oauth/callback/a?c=spotify",
                "https://home.example:443/%7Ea"
            })
    @Tag("R-010")
    void uri_redirectUri_isSentByteForByteInBothRequests(String redirectUri) {
        var base = Samples.registration();
        var registration = new Registration(
                base.client(),
                base.clientId(),
                base.clientSecret(),
                base.authentication(),
                base.issuer(),
                base.endpoints(),
                base.scopes(),
                redirectUri,
                base.parameters(),
                base.tokenParameters());
        var exchange = TokenRequest.exchange(
                registration,
                new TokenRequest.Redeemed(Secret.of("c"), Samples.STATE, Samples.VERIFIER, redirectUri),
                Duration.ofSeconds(1));

        assertThat(Form.decode(uri(registration).getRawQuery())).containsEntry("redirect_uri", List.of(redirectUri));
        assertThat(ScriptedTransport.form(exchange)).containsEntry("redirect_uri", redirectUri);
    }

    private static URI uri(Registration registration) {
        return AuthorizationRequest.uri(registration, Samples.STATE, Samples.VERIFIER);
    }

    private static final class EchoServer implements AutoCloseable {

        private final HttpServer server;
        private final CompletableFuture<String> query = new CompletableFuture<>();

        EchoServer() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            server.createContext("/", exchange -> {
                query.complete(exchange.getRequestURI().getRawQuery());
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
