// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.Keycloak;

/** What was there before Karaf stopped is there when it has started again. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RestartIT {
    private static final House HOUSE = new House("restart");

    @BeforeAll
    static void start() {
        HOUSE.client("kept", Keycloak.BASIC).client("halfway", Keycloak.POST).start();
    }

    @AfterAll
    static void stop() {
        HOUSE.close();
    }

    @Test
    void token_afterRestart_isThereWithoutSignIn() {
        HOUSE.operator().signIn("kept", ANNA);
        var before = HOUSE.probe().awaitToken("kept");

        restart();

        var after = HOUSE.probe().awaitToken("kept");
        assertThat(after.session()).isEqualTo(before.session());
        HOUSE.operator().awaitRow("kept", "Authorized");
    }

    @Test
    void signIn_restartedBetweenLinkAndCallback_ends() {
        var operator = HOUSE.operator();
        var authorization = operator.depart(operator.authenticate("halfway"));

        restart();
        String end = operator.arrive(operator.signInAtKeycloak(authorization, ANNA));

        assertThat(end).contains("Signed in");
        assertThat(HOUSE.probe().awaitToken("halfway").isGranted()).isTrue();
    }

    @Test
    void signIn_restartedBetweenButtonAndLink_ends() {
        var operator = HOUSE.operator();
        var link = operator.authenticate("halfway");

        restart();
        String end = operator.arrive(operator.signInAtKeycloak(operator.depart(link), ANNA));

        assertThat(end).contains("Signed in");
    }

    private static void restart() {
        HOUSE.karaf().stop();
        HOUSE.start();
    }
}
