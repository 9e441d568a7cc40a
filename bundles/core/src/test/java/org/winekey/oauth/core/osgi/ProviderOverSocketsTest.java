// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.spi.RequestSigner;

/** A provider that departs from the RFC in many ways at once: the whole service with real threads and sockets. */
@Timeout(120)
class ProviderOverSocketsTest {

    private static final String CLIENT = "shop";
    private static final String SIGNER = "org.example.signer";

    @TempDir
    Path home;

    private final Map<String, String> seen = new ConcurrentHashMap<>();
    private final HttpServer server;
    private Controller controller;

    ProviderOverSocketsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 100);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var headers = exchange.getRequestHeaders();
        seen.put(
                path,
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawQuery() + " "
                        + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        seen.put(
                path + " headers",
                "sign=" + headers.getFirst("Sign") + " token=" + headers.getFirst("X-Token") + " key="
                        + headers.getFirst("X-Key") + " authorization=" + headers.getFirst("Authorization"));
        var bytes = ("{\"access_token\":\"token-of" + path.replace('/', '-')
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}")
                .getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @AfterEach
    void stop() {
        controller.close();
        server.stop(0);
    }

    private String uri(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private Map<String, Object> settings() {
        var settings = new TreeMap<String, Object>();
        settings.put("client_id", "id-1");
        settings.put("vars.shop", "my-shop");
        settings.put("authorization_endpoint", "https://{vars.shop}.as.example/authorize");
        settings.put("authorization_rename.client_id", "client_key");
        settings.put("scope", "read write");
        settings.put("scope_separator", "comma");
        settings.put("token_endpoint", uri("/{vars.shop}/token"));
        settings.put("token_request_format", "json");
        settings.put("token_rename.client_id", "client_key");
        settings.put("callback_rename.code", "auth_code");
        settings.put("request_signer", SIGNER);
        settings.put("then_endpoint", uri("/then"));
        settings.put("then_method", "GET");
        settings.put("api_hosts", uri(""));
        settings.put("api_token_header", "X-Token");
        settings.put("api_token_scheme", "none");
        settings.put("api_headers.X-Key", "{client_id}");
        return settings;
    }

    private SignInOutcome signIn() {
        var service = new TreeMap<>(Controller.settings(home.resolve("oauth"), home.resolve("key")));
        service.put("base_uri", "http://127.0.0.1:8181");
        controller = new Controller(service, Map.of(CLIENT, settings()));
        controller.offer(SIGNER, RequestSigner.class, (RequestSigner) this::sign, Map.of("oauth.client", CLIENT));
        controller.start();
        await().ignoreExceptions().until(() -> controller.admin() != null);
        var link = controller.admin().begin(CLIENT, new Starter("page", "anna"));
        var nonce = link.uri().getPath().substring("/oauth/go/".length());
        var departure =
                controller.admin().depart(nonce, Door.CALLBACK, Set.of()).orElseThrow();
        seen.put("consent", departure.authorizationUri().toString());
        var state = departure.authorizationUri().getRawQuery().replaceAll(".*(?:^|&)state=([^&]*).*", "$1");
        return controller
                .admin()
                .arrive(new Arrival(
                        CLIENT,
                        Map.of("auth_code", List.of("code-1"), "state", List.of(state)),
                        Set.of(departure.binding()),
                        "192.0.2.7"));
    }

    private RequestSigner.Signature sign(RequestSigner.UnsignedRequest request) {
        return new RequestSigner.Signature(
                Map.of("Sign", "signed-" + request.parameters().get("grant_type")), Map.of());
    }

    @Test
    void signInAndRequest_asThisProviderWantsThem_work() throws Exception {
        assertThat(signIn().kind()).isEqualTo(SignInOutcome.Kind.DONE);
        controller.settle();
        var request = HttpRequest.newBuilder(URI.create(uri("/api")))
                .timeout(Duration.ofSeconds(60))
                .build();
        controller.client(CLIENT).http().send(request, BodyHandlers.ofString());

        assertThat(seen.get("consent"))
                .startsWith("https://my-shop.as.example/authorize?response_type=code&client_key=id-1&")
                .contains("&scope=read%2Cwrite&");
        assertThat(seen.get("/my-shop/token"))
                .startsWith("POST null {\"grant_type\":\"authorization_code\",\"code\":\"code-1\",")
                .endsWith(",\"client_key\":\"id-1\"}");
        assertThat(seen.get("/my-shop/token headers")).startsWith("sign=signed-authorization_code ");
        assertThat(seen.get("/then")).isEqualTo("GET access_token=token-of-my-shop-token&client_key=id-1 ");
        assertThat(seen.get("/api headers")).isEqualTo("sign=null token=token-of-then key=id-1 authorization=null");
    }
}
