// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.Dialect;
import org.winekey.oauth.core.protocol.GrantType;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.Route;

@Timeout(20)
class SharedCallbacksTest {

    private static final String HOUSE = "https://home.example/oauth/callback/house";
    private static final String ISSUER = "https://as.example";

    @Test
    void complaint_ownCallbackOrAProxysPath_isNone() {
        for (var own : List.of("https://home.example/oauth/callback/a", "https://home.example/elsewhere")) {
            assertThat(complaint(client("a", "id", own, null, false), client("b", "other", own, null, false)))
                    .isEmpty();
        }
    }

    @Test
    @Tag("R-023")
    void complaint_callbackOfAnotherClient_namesIt() {
        var borrowed = client("a", "id", "https://home.example/oauth/callback/b", null, false);

        assertThat(complaint(borrowed, client("b", "id", "https://home.example/oauth/callback/b", null, false)))
                .hasValueSatisfying(words -> assertThat(words).contains("the client b"));
    }

    @Test
    void complaint_oneRegistrationForBoth_isNone() {
        assertThat(complaint(client("a", "id", HOUSE, null, false), client("b", "id", HOUSE, null, false)))
                .isEmpty();
        assertThat(complaint(client("a", "id", HOUSE, ISSUER, false), client("b", "id", HOUSE, ISSUER, false)))
                .isEmpty();
    }

    @Test
    @Tag("R-023")
    void complaint_otherClientIdOrIssuer_namesTheOther() {
        var client = client("a", "id", HOUSE, ISSUER, true);

        for (var other : List.of(
                client("b", "id-2", HOUSE, ISSUER, false),
                client("b", "id", HOUSE, "https://evil.example", false),
                client("b", "id", "http://192.168.1.2/oauth/callback/house", null, false))) {
            assertThat(complaint(client, other))
                    .hasValueSatisfying(words -> assertThat(words).contains("the client b"));
        }
    }

    @Test
    void complaint_bothPromiseIss_isNone() {
        assertThat(complaint(
                        client("a", "id", HOUSE, ISSUER, true),
                        client("b", "id-2", HOUSE, "https://other.example", true)))
                .isEmpty();
        assertThat(complaint(client("a", "id", HOUSE, ISSUER, true), client("b", "id-2", HOUSE, null, true)))
                .isPresent();
    }

    private static Optional<String> complaint(Registration client, Registration other) {
        var names = Set.of(client.client(), other.client());
        return SharedCallbacks.complaint(client, List.of(client, other), names::contains);
    }

    private static Registration client(
            String name, String clientId, String redirectUri, @Nullable String issuer, boolean issPromised) {
        return new Registration(
                name,
                GrantType.AUTHORIZATION_CODE,
                clientId,
                null,
                ClientAuthentication.NONE,
                issuer,
                new Registration.Endpoints(
                        URI.create("https://as.example/a"), URI.create("https://as.example/t"), null),
                List.of(),
                redirectUri,
                Map.of(),
                Map.of(),
                new Dialect(issPromised, List.of(), false),
                Route.PUBLIC);
    }
}
