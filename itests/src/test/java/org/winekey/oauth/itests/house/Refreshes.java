// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.winekey.oauth.itests.support.Keycloak;

/** What Keycloak noted about the tokens it gave to a client: identifiers only. Thread-safe. */
final class Refreshes {
    private final Keycloak keycloak;
    private final Keycloak.Client client;

    Refreshes(Keycloak keycloak, Keycloak.Client client) {
        this.keycloak = keycloak;
        this.client = client;
    }

    /** Has Keycloak note them from now on. */
    void note() {
        keycloak.admin()
                .put(
                        "/events/config",
                        Map.of(
                                "eventsEnabled",
                                true,
                                "eventsExpiration",
                                86_400,
                                "eventsListeners",
                                List.of("jboss-logging"),
                                "enabledEventTypes",
                                List.of("CODE_TO_TOKEN", "REFRESH_TOKEN", "REFRESH_TOKEN_ERROR", "LOGIN")));
    }

    /** The newest access token that was given out. */
    String newest() {
        return given().findFirst().flatMap(event -> detail(event, "token_id")).orElse("none");
    }

    /** Whether the refresh token that came with this access token was presented and refused, last of all. */
    boolean wasTried(String accessToken) {
        var refreshToken = given().filter(event -> detail(event, "token_id").equals(Optional.of(accessToken)))
                .findFirst()
                .flatMap(
                        event -> detail(event, "updated_refresh_token_id").or(() -> detail(event, "refresh_token_id")));
        return refreshToken.isPresent()
                && events("REFRESH_TOKEN_ERROR")
                        .findFirst()
                        .flatMap(event -> detail(event, "refresh_token_id"))
                        .equals(refreshToken);
    }

    private Stream<Map<?, ?>> given() {
        return events("CODE_TO_TOKEN,REFRESH_TOKEN");
    }

    /** Newest first. */
    private Stream<Map<?, ?>> events(String types) {
        String query = "/events?max=50&client=" + client.id() + "&type=" + types.replace(",", "&type=");
        Object found = keycloak.admin().get(query);
        return found instanceof List<?> list ? list.stream().map(Map.class::cast) : Stream.empty();
    }

    private static Optional<String> detail(Map<?, ?> event, String name) {
        return event.get("details") instanceof Map<?, ?> details
                ? Optional.ofNullable(details.get(name)).map(String::valueOf)
                : Optional.empty();
    }
}
