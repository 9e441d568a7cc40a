// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;
import static org.winekey.oauth.itests.support.Keycloak.BERT;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.Certificates;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.KeycloakTls;

/** A client that proves itself to a Keycloak under https with a certificate (RFC 8705), and has no secret. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CertifiedIT {
    private static final String CLIENT = "certified";
    private static final String FOUND = "certified-found";

    private static final House HOUSE = AttackedHouse.shared();
    private static final KeycloakTls KEYCLOAK = HOUSE.keycloak().tls();

    @BeforeAll
    static void configure() {
        HOUSE.client(
                CLIENT,
                with(Map.of(
                        "authorization_endpoint", KEYCLOAK.endpoint("auth").toString(),
                        "token_endpoint", KEYCLOAK.endpoint("token").toString(),
                        "userinfo_endpoint", KEYCLOAK.endpoint("userinfo").toString())));
        HOUSE.client(FOUND, with(Map.of("issuer", KEYCLOAK.issuer().toString())));
        operator().awaitRow(CLIENT, "/authenticate");
    }

    private static Map<String, String> with(Map<String, String> server) {
        var settings = new HashMap<>(Map.of(
                "client_id",
                Keycloak.CERTIFIED.id(),
                "token_endpoint_auth_method",
                "tls_client_auth",
                "tls_ca_file",
                KEYCLOAK.certificates().authorityFile().toString(),
                "tls_key_store",
                KEYCLOAK.certificates().client().toString(),
                ".tls_key_store_password",
                Certificates.PASSWORD,
                "scope",
                "openid"));
        settings.putAll(server);
        return settings;
    }

    @Test
    @Tag("R-050")
    void keycloak_takesTheCertificate_givesATokenBoundToItAndRefreshesIt() {
        var operator = operator();
        operator.signIn(CLIENT, ANNA);
        String first = newestToken(CLIENT);
        assertThat(KEYCLOAK.introspect(first))
                .containsEntry("active", true)
                .containsEntry("client_id", Keycloak.CERTIFIED.id())
                .containsKey("cnf");

        assertThat(operator.refresh(CLIENT)).contains("is well");

        String second = newestToken(CLIENT);
        assertThat(second).isNotEqualTo(first);
        assertThat(KEYCLOAK.introspect(second)).containsEntry("active", true).containsKey("cnf");
    }

    @Test
    @Tag("R-050")
    void keycloakUserinfo_takesTheBoundTokenWithTheCertificate_tellsWhoseItIs() {
        operator().signIn(CLIENT, ANNA);

        var other = operator();
        other.arrive(other.signInAtKeycloak(other.depart(other.authenticate(CLIENT)), BERT));

        assertThat(other.row(CLIENT)).contains("waits for acceptance", "anna", "bert");
    }

    @Test
    @Tag("R-050")
    @Tag("R-100")
    void keycloak_foundByIssuerUnderOurAuthority_givesABoundToken() {
        var operator = operator();
        operator.awaitRow(FOUND, "/device");
        operator.signIn(FOUND, ANNA);

        assertThat(KEYCLOAK.introspect(newestToken(FOUND)))
                .containsEntry("active", true)
                .containsKey("cnf");
    }

    /** With a session at Keycloak of their own. */
    private static Operator operator() {
        return new Operator(HOUSE.karaf()::uri, KEYCLOAK::newVisitor);
    }

    private static String newestToken(String client) {
        HOUSE.probe().awaitToken(client);
        var tokens = HOUSE.probe().tokens();
        return tokens.get(tokens.size() - 1);
    }
}
