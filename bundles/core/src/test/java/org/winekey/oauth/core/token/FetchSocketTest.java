// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.TokenResult.Misconfigured;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.GrantType;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.JdkHttpTransport;
import org.winekey.oauth.core.seam.PoolScheduler;
import org.winekey.oauth.core.seam.RawServer;
import org.winekey.oauth.core.seam.SystemEntropy;
import org.winekey.oauth.core.seam.SystemTime;
import org.winekey.oauth.core.secret.Secret;

/** A client's own credentials on a real socket, a real clock and real threads. */
@Timeout(60)
final class FetchSocketTest {

    private static final String JSON = "Content-Type: application/json\r\n";
    private static final RawServer.Behaviour TOKEN = RawServer.answering(
            200, JSON, "{\"access_token\":\"over-a-socket\",\"token_type\":\"Bearer\",\"expires_in\":3600}");

    private final House house = new House();
    private final SystemTime time = new SystemTime();
    private final PoolScheduler pool = new PoolScheduler("fetch-test", 3);
    private final JdkHttpTransport transport = new JdkHttpTransport(time, Runnable::run);
    private final Keepers keepers = new Keepers(house.vault, transport, time, pool, new SystemEntropy());

    @AfterEach
    void stop() {
        keepers.close();
        pool.close();
        transport.close();
    }

    private Keeper asking(URI tokenEndpoint) {
        return asking(new Registration.Endpoints(null, tokenEndpoint, null));
    }

    private Keeper asking(Registration.Endpoints endpoints) {
        var registration = new Registration(
                House.CLIENT,
                GrantType.CLIENT_CREDENTIALS,
                "service:1",
                Secret.of("p%s"),
                ClientAuthentication.BASIC,
                null,
                endpoints,
                List.of("read", "write"),
                null,
                Map.of(),
                Map.of());
        keepers.configure(House.CLIENT, new ClientTerms.Ready(registration));
        return keepers.keeper(House.CLIENT);
    }

    @Test
    @Tag("R-040")
    @Tag("R-041")
    void token_overASocket_isFetchedOnceWithTheCredentialsInTheHeader() throws IOException {
        try (var server = new RawServer(TOKEN)) {
            var keeper = asking(server.uri("/token"));

            assertThat(keeper.token().orElseThrow().value()).isEqualTo("over-a-socket");
            assertThat(keeper.token().orElseThrow().value()).isEqualTo("over-a-socket");

            assertThat(server.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request)
                            .startsWith("POST /token HTTP/1.1")
                            .contains("Basic c2VydmljZSUzQTE6cCUyNXM=")
                            .endsWith("grant_type=client_credentials&scope=read+write"));
        }
    }

    @Test
    @Tag("R-077")
    void introspect_overASocket_isAskedOnceAsTheClient() throws IOException {
        var server = new RawServer(RawServer.answering(200, JSON, "{\"active\":true,\"scope\":\"read\"}"));
        try (var tokens = new RawServer(TOKEN);
                server) {
            var keeper = asking(new Registration.Endpoints(
                    null, tokens.uri("/token"), null, null, null, server.uri("/introspect"), null));
            assertThat(keeper.token().orElseThrow().value()).isEqualTo("over-a-socket");

            assertThat(keeper.introspect().kind()).isEqualTo(Inquiry.Kind.ACTIVE);

            assertThat(server.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request)
                            .startsWith("POST /introspect HTTP/1.1")
                            .contains("Basic c2VydmljZSUzQTE6cCUyNXM=")
                            .endsWith("token=over-a-socket&token_type_hint=access_token"));
        }
    }

    @Test
    void token_connectionCutAfterTheRequest_isFetchedAgainAtOnce() throws IOException {
        var attempts = new AtomicInteger();
        try (var server = new RawServer(socket -> {
            if (attempts.incrementAndGet() == 1) {
                socket.close();
            } else {
                TOKEN.answer(socket);
            }
        })) {
            assertThat(asking(server.uri("/token")).token().orElseThrow().value())
                    .isEqualTo("over-a-socket");
            assertThat(attempts).hasValue(2);
        }
    }

    @Test
    @Tag("R-070")
    void token_refused_namesTheSetting() throws IOException {
        try (var server = new RawServer(RawServer.answering(401, JSON, "{\"error\":\"invalid_client\"}"))) {
            assertThat(asking(server.uri("/token")).token())
                    .isInstanceOfSatisfying(
                            Misconfigured.class,
                            wrong -> assertThat(wrong.key()).isEqualTo(".client_secret"));
        }
    }
}
