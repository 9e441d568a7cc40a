// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.OAuthException;
import org.winekey.oauth.OAuthListener;
import org.winekey.oauth.TokenResult;

@Timeout(20)
class FakeOAuthServiceTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final FakeOAuthService oauth = new FakeOAuthService(Clock.fixed(NOW, ZoneOffset.UTC));
    private final FakeOAuthClient lamp = oauth.client("lamp");

    private String token() {
        return lamp.token().orElseThrow().value();
    }

    @Test
    void client_fresh_wantsASignIn() {
        assertThat(lamp.token()).isInstanceOf(TokenResult.SignInRequired.class);
        assertThat(lamp.status().code()).isEqualTo(Code.SIGN_IN_REQUIRED);
        assertThat(oauth.clients()).containsExactly(lamp);
        assertThatThrownBy(() -> oauth.client("No Name")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void client_signedIn_handsOutOneTokenUntilItEnds() {
        lamp.signIn("light");

        assertThat(token()).isEqualTo("token-1");
        assertThat(token()).isEqualTo("token-1");
        assertThat(lamp.token().orElseThrow().scopes()).containsExactly("light");
        assertThat(lamp.token().orElseThrow().expiresAt()).contains(NOW.plus(FakeOAuthClient.LIFETIME));

        lamp.expire();
        assertThat(token()).isEqualTo("token-2");
    }

    @Test
    void token_thatMustLastLonger_isRefreshed() {
        lamp.grant(AccessToken.of("short", NOW.plusSeconds(60), Set.of()));

        assertThat(token()).isEqualTo("short");
        assertThat(lamp.token(Duration.ofMinutes(5)).orElseThrow().value()).isEqualTo("token-1");
        assertThat(lamp.tokenAsync(Duration.ofMinutes(5)).toCompletableFuture().join())
                .isInstanceOf(TokenResult.Granted.class);
        assertThatThrownBy(() -> lamp.token(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void token_rejected_isReplacedOnce() {
        var first = lamp.signIn().token().orElseThrow();

        lamp.rejected(first);

        assertThat(token()).isEqualTo("token-2");
        assertThat(token()).isEqualTo("token-2");
        assertThat(lamp.rejections()).containsExactly(first);
    }

    @Test
    void trouble_anyKind_leavesTheTokenUntilItEnds() {
        lamp.signIn().unavailable("no network", NOW.plusSeconds(30));
        assertThat(token()).isEqualTo("token-1");
        assertThat(lamp.expire().token()).isEqualTo(new TokenResult.Unavailable("no network", NOW.plusSeconds(30)));

        lamp.misconfigure("client_id", "is not set");
        assertThat(lamp.token()).isEqualTo(new TokenResult.Misconfigured("client_id", "is not set"));
        assertThat(lamp.status().key()).contains("client_id");

        assertThat(lamp.recover().token()).isInstanceOf(TokenResult.Granted.class);
        assertThat(lamp.requireSignIn("ended").token()).isEqualTo(new TokenResult.SignInRequired("ended"));
        assertThatThrownBy(() -> lamp.token().orElseThrow()).isInstanceOf(OAuthException.SignInRequired.class);
        assertThat(lamp.remove().token()).isInstanceOf(TokenResult.Misconfigured.class);
        assertThat(oauth.clients()).isEmpty();
    }

    @Test
    void settings_changed_addUpAndAreShownWithoutSecrets() {
        lamp.updateSettings(
                Map.of("scope", "light", ".client_secret", "s3cr3t", "parameters", Map.of("prompt", "consent")));
        lamp.updateSettings(Map.of("parameters.hint", "anna", ".client_secret", "***"));
        var removal = new HashMap<String, String>();
        removal.put("scope", null);
        lamp.updateSettings(removal);

        assertThat(lamp.settings())
                .isEqualTo(Map.of(".client_secret", "***", "parameters", Map.of("prompt", "consent", "hint", "anna")));
        assertThatThrownBy(() -> lamp.settings().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void listener_late_isToldThePresentStateThenEachChange() {
        var heard = new ArrayList<String>();
        var listener = listener(heard);
        lamp.signIn();

        oauth.listen(listener);
        assertThat(heard).containsExactly("available", "AUTHORIZED");
        heard.clear();
        lamp.expire().token();
        lamp.requireSignIn("ended");
        lamp.signIn();
        assertThat(heard)
                .containsExactly(
                        "issued",
                        "withdrawn",
                        "required",
                        "SIGN_IN_REQUIRED",
                        "authorized",
                        "available",
                        "issued",
                        "AUTHORIZED");
        heard.clear();
        oauth.forget(listener);
        lamp.remove();
        assertThat(heard).isEmpty();
    }

    @Test
    void http_overAServer_carriesTheTokenAndAsksAgainAfterA401() throws Exception {
        var seen = new ArrayList<String>();
        var server = server(seen);
        try {
            var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/me");
            var request = HttpRequest.newBuilder(uri).build();
            assertThatThrownBy(() -> lamp.http().send(request, BodyHandlers.ofString()))
                    .isInstanceOf(OAuthException.SignInRequired.class);
            lamp.signIn();

            var blocking = lamp.http().send(request, BodyHandlers.ofString());
            var later = lamp.http().sendAsync(request, BodyHandlers.ofString()).join();

            assertThat(blocking.body()).isEqualTo("fine");
            assertThat(later.statusCode()).isEqualTo(200);
            assertThat(seen).containsExactly("Bearer token-1", "Bearer token-2", "Bearer token-2");
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer server(List<String> seen) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/me", exchange -> {
            seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
            var body = "fine".getBytes(US_ASCII);
            exchange.sendResponseHeaders(seen.size() == 1 ? 401 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static OAuthListener listener(List<String> heard) {
        return new OAuthListener() {
            @Override
            public void authorized(String client) {
                heard.add("authorized");
            }

            @Override
            public void available(String client) {
                heard.add("available");
            }

            @Override
            public void tokenIssued(String client, Instant expiresAt, Set<String> scopes) {
                heard.add("issued");
            }

            @Override
            public void authorizationRequired(String client, ClientStatus status) {
                heard.add("required");
            }

            @Override
            public void statusChanged(String client, ClientStatus status) {
                heard.add(status.code().name());
            }

            @Override
            public void withdrawn(String client) {
                heard.add("withdrawn");
            }
        };
    }
}
