// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.SpringServer.REDIRECT;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.SpringServer;

/** Sign-ins at a Spring Authorization Server; each ends with a token that the server itself honours. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SpringIT {
    private static final SpringServer SPRING = SpringServer.shared();
    private static final House HOUSE = new House("spring");

    @BeforeAll
    static void start() {
        HOUSE.client(REDIRECT, SPRING.settings(REDIRECT, Map.of())).start();
    }

    @AfterAll
    static void stop() {
        HOUSE.close();
    }

    @Test
    @Tag("R-004")
    void redirect_withProofKeyRequired_endsWithATokenTheServerHonours() {
        signIn(REDIRECT);

        String token = tokenOf(REDIRECT);
        assertThat(SPRING.introspect(token)).containsEntry("active", true).containsEntry("client_id", REDIRECT);
        assertThat(SPRING.userinfo(token)).containsEntry("sub", "anna");
    }

    @Test
    @Tag("R-057")
    void refreshToken_rotatedTwice_isTheOneThatIsKept() {
        signIn(REDIRECT);
        String first = tokenOf(REDIRECT);

        assertThat(HOUSE.operator().refresh(REDIRECT)).contains("is well");
        assertThat(HOUSE.operator().refresh(REDIRECT)).contains("is well");

        assertThat(tokenOf(REDIRECT)).isNotEqualTo(first).matches(SPRING::isActive);
    }

    private static void signIn(String client) {
        var operator = HOUSE.operator();
        var callback = SPRING.signIn(operator.depart(operator.authenticate(client)));
        assertThat(operator.arrive(callback)).contains("Signed in");
    }

    private static String tokenOf(String client) {
        HOUSE.probe().awaitToken(client);
        var tokens = HOUSE.probe().tokens();
        return tokens.get(tokens.size() - 1);
    }
}
