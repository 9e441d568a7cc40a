// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.admin.RevocationOutcome;
import org.winekey.oauth.core.seam.RawServer;
import org.winekey.oauth.core.seam.TlsSamples;

/** The whole service at a server of one's own: its authority is in a file, and it wants to see the client's certificate. */
@Timeout(60)
class RouteOverSocketsTest {

    private static final String CLIENT = "music";
    private static final String TOKENS = "{\"access_token\":\"at-1\",\"token_type\":\"Bearer\",\"expires_in\":3600}";

    @TempDir
    Path home;

    private final RawServer server;
    private Controller controller;

    RouteOverSocketsTest() throws IOException {
        server = new RawServer(TlsSamples.demandingListener(), "https", this::answer);
    }

    private void answer(Socket socket) throws IOException {
        var asked = server.requests().get(server.requests().size() - 1);
        var body = asked.startsWith("POST /token") ? TOKENS : "fine";
        RawServer.answering(200, "Content-Type: application/json\r\n", body).answer(socket);
    }

    @AfterEach
    void stop() throws IOException {
        controller.close();
        server.close();
    }

    private void start(Map<String, Object> more) {
        var settings = new TreeMap<String, Object>(Map.of(
                "client_id",
                "id-1",
                "grant_types",
                "client_credentials",
                "token_endpoint_auth_method",
                "tls_client_auth",
                "token_endpoint",
                server.uri("/token").toString(),
                "revocation_endpoint",
                server.uri("/revoke").toString(),
                "api_hosts",
                server.uri("").toString()));
        settings.putAll(more);
        var service = new TreeMap<>(Controller.settings(home.resolve("oauth"), home.resolve("key")));
        controller = new Controller(service, Map.of(CLIENT, settings)).start();
        await().ignoreExceptions().until(() -> controller.admin() != null);
    }

    private Map<String, Object> files() throws IOException {
        var authority = home.resolve("ca.pem");
        var keys = home.resolve("client.p12");
        TlsSamples.writeRoot(authority);
        TlsSamples.writeKeys(keys, "elsewhere");
        return Map.of(
                "tls_ca_file",
                authority.toString(),
                "tls_key_store",
                keys.toString(),
                ".tls_key_store_password",
                TlsSamples.password());
    }

    private List<String> paths() {
        return server.requests().stream()
                .map(request -> request.substring(0, request.indexOf(" HTTP/1.1")))
                .toList();
    }

    @Test
    @Tag("R-050")
    @Tag("R-100")
    void certificateAndAuthority_openTheServerForTokensApiAndRevocation() throws Exception {
        start(files());

        var token = controller.client(CLIENT).token(Duration.ZERO).orElseThrow();
        var request = HttpRequest.newBuilder(server.uri("/things"))
                .timeout(Duration.ofSeconds(30))
                .build();
        var answer = controller.client(CLIENT).http().send(request, BodyHandlers.ofString());
        var outcome = controller.admin().revoke(CLIENT);

        assertThat(token.value()).isEqualTo("at-1");
        assertThat(answer.body()).isEqualTo("fine");
        assertThat(outcome.kind()).isEqualTo(RevocationOutcome.Kind.CONFIRMED);
        assertThat(paths()).startsWith("POST /token", "GET /things", "POST /revoke");
        assertThat(server.requests().get(0))
                .contains("client_id=id-1")
                .doesNotContain("client_secret", "Authorization");
        assertThat(server.requests().get(2)).contains("token=at-1", "client_id=id-1");
    }

    @Test
    @Tag("R-050")
    void withoutTheKeyStore_nothingIsSentAndTheKeyIsNamed() {
        start(Map.of());

        await().until(() -> controller.client(CLIENT).status().code() == Code.MISCONFIGURED);

        assertThat(controller.client(CLIENT).status().key()).contains("tls_key_store");
        assertThat(server.connections()).isZero();
    }

    @Test
    @Tag("R-100")
    void authorityOfNobody_isNotTrusted() {
        start(Map.of("token_endpoint_auth_method", "client_secret_post", ".client_secret", "s3cret"));

        await().until(() -> server.connections() > 0);

        assertThat(server.requests()).isEmpty();
    }
}
