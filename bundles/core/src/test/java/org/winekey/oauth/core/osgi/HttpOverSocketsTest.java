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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.Starter;

/** What an integration gets of {@code http()}: the whole service with real threads, a provider and an API over sockets. */
@Timeout(120)
class HttpOverSocketsTest {

    private static final String CLIENT = "music";

    @TempDir
    Path home;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger issued = new AtomicInteger();
    private final AtomicInteger oldestAccepted = new AtomicInteger(1);
    private final HttpServer server;
    private Controller controller;

    HttpOverSocketsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 100);
        server.setExecutor(threads);
        server.createContext("/token", this::token);
        server.createContext("/api", this::api);
        server.start();
    }

    private void token(HttpExchange exchange) throws IOException {
        var number = issued.incrementAndGet();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answer(
                exchange,
                200,
                "{\"access_token\":\"at-" + number + "\",\"refresh_token\":\"rt-" + number
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    }

    private void api(HttpExchange exchange) throws IOException {
        var sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        var fresh = sent.startsWith("Bearer at-")
                && Integer.parseInt(sent.substring("Bearer at-".length())) >= oldestAccepted.get();
        if (!fresh) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        }
        answer(exchange, fresh ? 200 : 401, sent);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        var bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @BeforeEach
    void signIn() {
        var settings = Map.<String, Object>of(
                "client_id",
                "id-1",
                "authorization_endpoint",
                "https://as.example/authorize",
                "token_endpoint",
                uri("/token").toString(),
                "api_hosts",
                uri("").toString());
        var service = new TreeMap<>(Controller.settings(home.resolve("oauth"), home.resolve("key")));
        service.put("base_uri", "http://127.0.0.1:8181");
        controller = new Controller(service, Map.of(CLIENT, settings)).start();
        await().ignoreExceptions().until(() -> controller.admin() != null);
        var link = controller.admin().begin(CLIENT, new Starter("page", "anna"));
        var nonce = link.uri().getPath().substring("/oauth/go/".length());
        var departure =
                controller.admin().depart(nonce, Door.CALLBACK, Set.of()).orElseThrow();
        var state = departure.authorizationUri().getRawQuery().replaceAll(".*(?:^|&)state=([^&]*).*", "$1");
        var arrival = new Arrival(
                CLIENT,
                Map.of("code", List.of("code-1"), "state", List.of(state)),
                Set.of(departure.binding()),
                "192.0.2.7");
        assertThat(controller.admin().arrive(arrival).kind()).isEqualTo(SignInOutcome.Kind.DONE);
        controller.settle();
    }

    @AfterEach
    void stop() {
        controller.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private OAuthClient client() {
        return controller.client(CLIENT);
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(uri("/api"))
                .timeout(Duration.ofSeconds(60))
                .build();
    }

    @Test
    @Tag("R-071")
    void http_manyRequestsWithATokenThatIsRevoked_allSucceedAtTheCostOfOneRefresh() {
        oldestAccepted.set(2);

        var answers = IntStream.range(0, 32)
                .mapToObj(number -> client().http().sendAsync(request(), BodyHandlers.ofString()))
                .toList();

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(answer.join().body()).isEqualTo("Bearer at-2");
        });
        assertThat(issued).as("the code and one refresh").hasValue(2);
    }

    @Test
    @Tag("R-071")
    void http_apiThatRejectsEverything_costsOneRefreshAndSaysSo() throws Exception {
        oldestAccepted.set(Integer.MAX_VALUE);

        for (var attempt = 0; attempt < 10; attempt++) {
            HttpResponse<String> answer = client().http().send(request(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(401);
        }

        assertThat(issued).as("the code and one refresh").hasValue(2);
        assertThat(client().status().code()).isEqualTo(Code.API_REJECTS);
        assertThat(client().token().orElseThrow().value()).isEqualTo("at-2");
    }
}
