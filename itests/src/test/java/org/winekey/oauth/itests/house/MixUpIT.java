// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.HostileSite;
import org.winekey.oauth.itests.support.Keycloak;

/**
 * A provider that wants what another one gave: its authorization endpoint hands the browser on to Keycloak, with a
 * client of ours there, and its token endpoint waits for the code (RFC 9700 section 4.4).
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MixUpIT {
    private static final String HONEST = "honest";
    private static final String EVIL = "evil";

    private static final House HOUSE = AttackedHouse.shared();
    private static final HostileSite PROVIDER = HostileSite.start();
    private static Resident person;

    @BeforeAll
    static void open() {
        HOUSE.client(
                EVIL,
                Map.of(
                        "client_id", "whatever",
                        "authorization_endpoint",
                                PROVIDER.sameSite("/authorize").toString(),
                        "token_endpoint", PROVIDER.sameSite("/token").toString(),
                        "issuer", PROVIDER.sameSite("").toString()));
        HOUSE.operator().awaitRow(EVIL, "whatever");
        person = Resident.admin(HOUSE);
    }

    @AfterAll
    static void close() {
        person.close();
        PROVIDER.close();
    }

    @Test
    @Tag("R-023")
    @Tag("R-024")
    void code_broughtToTheHonestCallback_goesNowhere() {
        assertCodeGoesNowhere(HONEST);
    }

    @Test
    @Tag("R-022")
    @Tag("R-024")
    void code_broughtToTheEvilCallback_goesNowhere() {
        assertCodeGoesNowhere(EVIL);
    }

    /** Signs in at the evil provider, which has Keycloak send its code to the callback of this client. */
    private static void assertCodeGoesNowhere(String callback) {
        PROVIDER.redirect(
                "/authorize",
                query -> HOUSE.keycloak().authorizationEndpoint()
                        + "?response_type=code&scope=openid&client_id=" + Keycloak.BASIC.id()
                        + "&redirect_uri=" + encoded(HOUSE.karaf().uri("/oauth/callback/" + callback))
                        + "&state=" + parameter(query, "state")
                        + "&code_challenge_method=S256&code_challenge=" + parameter(query, "code_challenge"));
        URI callbackWithCode = AttackedHouse.consent(person.leave(EVIL), ANNA);
        assertThat(callbackWithCode.getRawQuery()).contains("code=");

        String end = person.visit(callbackWithCode);

        assertThat(end).doesNotContain("Signed in");
        assertThat(PROVIDER.visits()).noneMatch(visit -> visit.target().startsWith("/token"));
        assertThat(HOUSE.probe().token(HONEST).isGranted()).isFalse();
        assertThat(HOUSE.probe().token(EVIL).isGranted()).isFalse();
    }

    private static String parameter(String query, String name) {
        return query.replaceFirst("^(?:.*&)?" + name + "=([^&]*).*$", "$1");
    }

    private static String encoded(URI address) {
        return URLEncoder.encode(address.toString(), StandardCharsets.UTF_8);
    }
}
