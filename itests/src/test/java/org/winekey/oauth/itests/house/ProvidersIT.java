// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.SpringServer;

/** Real servers of which the settings name nothing but the issuer. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ProvidersIT {
    private static final String KEYCLOAK_CLIENT = "found";
    private static final String SPRING_CLIENT = SpringServer.REDIRECT;

    private static final House HOUSE = AttackedHouse.shared();
    private static final Keycloak KEYCLOAK = HOUSE.keycloak();
    private static final SpringServer SPRING = SpringServer.shared();

    @BeforeAll
    static void configure() {
        HOUSE.client(
                KEYCLOAK_CLIENT,
                Map.of(
                        "issuer", KEYCLOAK.issuer().toString(),
                        "client_id", Keycloak.POST.id(),
                        ".client_secret", Keycloak.POST.secretOrFail(),
                        "token_endpoint_auth_method", "client_secret_post",
                        "scope", "openid"));
        HOUSE.client(
                SPRING_CLIENT,
                Map.of(
                        "issuer",
                        SPRING.issuer().toString(),
                        "client_id",
                        SPRING_CLIENT,
                        ".client_secret",
                        SpringServer.secretOf(SPRING_CLIENT),
                        "scope",
                        "openid house"));
    }

    @Test
    @Tag("R-080")
    void keycloak_foundByIssuerWithAPath_givesATokenItHonours() {
        whoFound(KEYCLOAK_CLIENT).signIn(KEYCLOAK_CLIENT, ANNA);

        assertThat(KEYCLOAK.introspect(tokenOf(KEYCLOAK_CLIENT)))
                .containsEntry("active", true)
                .containsEntry("client_id", Keycloak.POST.id());
    }

    @Test
    @Tag("R-080")
    void spring_foundByIssuer_givesATokenItHonours() {
        var operator = whoFound(SPRING_CLIENT);
        var callback = SPRING.signIn(operator.depart(operator.authenticate(SPRING_CLIENT)));

        assertThat(operator.arrive(callback)).contains("Signed in");

        assertThat(SPRING.userinfo(tokenOf(SPRING_CLIENT))).containsEntry("sub", "anna");
    }

    @Test
    @Tag("R-022")
    void keycloak_promisesIss_answerWithoutItIsRefused() {
        var operator = whoFound(KEYCLOAK_CLIENT);
        var callback = operator.signInAtKeycloak(operator.depart(operator.authenticate(KEYCLOAK_CLIENT)), ANNA);
        String stripped = callback.toString().replaceFirst("&iss=[^&]*", "");
        assertThat(stripped).isNotEqualTo(callback.toString());

        assertThat(operator.arrive(URI.create(stripped))).contains("The answer cannot be used");
    }

    /** The operator, once the metadata of the client's provider are here: only they name the device door. */
    private static Operator whoFound(String client) {
        var operator = HOUSE.operator();
        operator.awaitRow(client, "/device");
        return operator;
    }

    private static String tokenOf(String client) {
        HOUSE.probe().awaitToken(client);
        var tokens = HOUSE.probe().tokens();
        return tokens.get(tokens.size() - 1);
    }
}
