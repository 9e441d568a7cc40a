// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.OAuthException;
import org.winekey.oauth.core.seam.RawServer;
import org.winekey.oauth.core.seam.Resolved;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.seam.SharedHttpClient;
import org.winekey.oauth.core.seam.TlsSamples;

/** Where tokens go once a name has been looked up. */
@Timeout(60)
class RoutedClientTest {

    private static final Route INSECURE = new Route(true, false, List.of(), null);

    private final FakeClient client = new FakeClient();
    private final RawServer api;
    private final RawServer secureApi;
    private volatile Route route = INSECURE;

    RoutedClientTest() throws IOException {
        api = new RawServer(RawServer.answering(200, "", "fine"));
        secureApi = new RawServer(TlsSamples.listener("good"), "https", RawServer.answering(200, "", "fine"));
    }

    @AfterEach
    void stop() throws IOException {
        api.close();
        secureApi.close();
    }

    private HttpResponse<String> get(SharedHttpClient connections, URI uri) throws IOException, InterruptedException {
        try (var shared = new ResourceClients(connections)) {
            var hosts = Optional.of(Set.of(Origin.of(uri).orElseThrow()));
            var http = new ResourceClient(client, () -> hosts, () -> route, () -> TokenPlace.BEARER, shared);
            var request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
            return http.send(request, BodyHandlers.ofString());
        }
    }

    @Test
    @Tag("R-075")
    void plainHttp_atHomeUnderTheSwitch_carriesTheToken() throws Exception {
        var answer = get(Resolved.everywhere("127.0.0.1"), api.uri("nas.local", "/things"));

        assertThat(answer.body()).isEqualTo("fine");
        assertThat(api.requests()).singleElement().asString().contains("Authorization: Bearer at-0\r\n");
    }

    @Test
    @Tag("R-075")
    void plainHttp_withoutTheSwitch_carriesNothing() {
        route = Route.PUBLIC;

        assertThatThrownBy(() -> get(Resolved.everywhere("127.0.0.1"), api.uri("nas.local", "/things")))
                .isInstanceOfSatisfying(
                        OAuthException.Misconfigured.class,
                        wrong -> assertThat(wrong.key()).isEqualTo("allow_insecure"));
        assertThat(api.connections()).isZero();
    }

    @Test
    @Tag("R-075")
    void plainHttp_nameThatLeadsAway_carriesNothing() {
        for (var address : List.of("203.0.113.7", "169.254.169.254")) {
            assertThatThrownBy(() -> get(Resolved.everywhere(address), api.uri("nas.local", "/things")))
                    .isInstanceOf(OAuthException.Misconfigured.class)
                    .hasMessageContaining("nas.local");
        }
        assertThat(api.connections()).isZero();
    }

    @Test
    @Tag("R-046")
    void https_publicNameThatLeadsHome_carriesNothing() {
        assertThatThrownBy(() -> get(Resolved.everywhere("127.0.0.1"), secureApi.uri("api.example", "/things")))
                .isInstanceOfSatisfying(
                        OAuthException.Misconfigured.class,
                        wrong -> assertThat(wrong.key()).isEqualTo("allow_private_address"));
        assertThat(secureApi.connections()).isZero();
    }

    @Test
    @Tag("R-100")
    void ownAuthority_countsForTheApiOfThisClientOnly() throws Exception {
        route = new Route(false, false, List.of(TlsSamples.root()), null);
        assertThat(get(new SharedHttpClient(), secureApi.uri("/things")).statusCode())
                .isEqualTo(200);

        route = Route.PUBLIC;
        assertThatThrownBy(() -> get(new SharedHttpClient(), secureApi.uri("/things")))
                .isInstanceOf(IOException.class);
        assertThat(secureApi.requests()).hasSize(1);
    }

    @Test
    void unknownName_isATroubleOfTheNetwork() {
        assertThatThrownBy(() -> get(new SharedHttpClient(), URI.create("https://no-such-host.invalid/")))
                .isInstanceOf(ConnectException.class);
    }
}
