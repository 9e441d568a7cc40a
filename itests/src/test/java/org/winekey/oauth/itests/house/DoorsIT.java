// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;
import static org.winekey.oauth.itests.support.Keycloak.BERT;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.SpringServer;

/** Every door that a real server has; each way ends with a token that the server itself honours. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DoorsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final House HOUSE = new House("doors");
    private static final Keycloak KEYCLOAK = HOUSE.keycloak();
    private static final SpringServer SPRING = SpringServer.shared();
    private static final TokenRelay RELAY = new TokenRelay(KEYCLOAK.tokenEndpoint());

    @BeforeAll
    static void start() {
        var device = Map.of(
                ".client_secret", Keycloak.DEVICE.secretOrFail(),
                "device_authorization_endpoint", KEYCLOAK.deviceEndpoint().toString());
        HOUSE.client("device", Keycloak.DEVICE, device);
        HOUSE.client("restarted", Keycloak.DEVICE, device);
        HOUSE.client(
                "slow",
                Keycloak.DEVICE,
                with(device, "token_endpoint", RELAY.uri().toString()));
        HOUSE.client(
                "pushed",
                Keycloak.PUSHED,
                Map.of(
                        ".client_secret", Keycloak.PUSHED.secretOrFail(),
                        "pushed_authorization_request_endpoint",
                                KEYCLOAK.pushEndpoint().toString()));
        HOUSE.client(
                "account",
                Keycloak.BASIC,
                Map.of(
                        ".client_secret", Keycloak.BASIC.secretOrFail(),
                        "userinfo_endpoint", KEYCLOAK.userinfoEndpoint().toString()));
        HOUSE.client(
                SpringServer.PUSHED,
                SPRING.settings(
                        SpringServer.PUSHED,
                        Map.of(
                                "pushed_authorization_request_endpoint",
                                SPRING.endpoint("par").toString())));
        HOUSE.client(
                SpringServer.DEVICE,
                SPRING.settings(
                        SpringServer.DEVICE,
                        // Spring takes no "openid" for another device.
                        Map.of(
                                "scope",
                                "house",
                                "device_authorization_endpoint",
                                SPRING.endpoint("device_authorization").toString())));
        HOUSE.start();
    }

    @AfterAll
    static void stop() {
        HOUSE.close();
        RELAY.close();
    }

    @Test
    @Tag("R-016")
    void keycloak_requestPushedAsRequired_givesATokenItHonours() {
        HOUSE.operator().signIn("pushed", ANNA);

        assertThat(KEYCLOAK.introspect(tokenOf("pushed")))
                .containsEntry("active", true)
                .containsEntry("client_id", Keycloak.PUSHED.id());
    }

    @Test
    @Tag("R-016")
    void spring_requestPushedAsRequired_givesATokenItHonours() {
        var operator = HOUSE.operator();
        var authorization = operator.depart(operator.authenticate(SpringServer.PUSHED));
        assertThat(authorization.getRawQuery()).doesNotContain("state=").contains("request_uri=");

        assertThat(operator.arrive(SPRING.signIn(authorization))).contains("Signed in");

        assertThat(tokenOf(SpringServer.PUSHED)).matches(SPRING::isActive);
    }

    @Test
    @Tag("R-026")
    void keycloak_deviceCodeWithProofKey_givesATokenOnceAccepted() {
        var operator = HOUSE.operator();
        var door = operator.device("device");
        assertThat(KEYCLOAK.newVisitor().approve(door.complete(), ANNA)).contains("Successful");
        operator.awaitRow("device", "waits for acceptance");
        assertThat(HOUSE.probe().token("device").isGranted()).isFalse();

        assertThat(operator.accept("device")).contains("Signed in");

        assertThat(KEYCLOAK.isActive(tokenOf("device"))).isTrue();
    }

    @Test
    @Tag("R-026")
    void spring_deviceCode_givesATokenOnceAccepted() {
        var operator = HOUSE.operator();
        SPRING.approve(operator.device(SpringServer.DEVICE).complete());

        assertThat(operator.accept(SpringServer.DEVICE)).contains("Signed in");

        assertThat(tokenOf(SpringServer.DEVICE)).matches(SPRING::isActive);
    }

    @Test
    @Tag("R-087")
    void keycloak_saysSlowDown_isAskedFiveSecondsLaterForGood() {
        RELAY.be(TokenRelay.Mood.IMPATIENT);
        var operator = HOUSE.operator();
        var door = operator.device("slow");
        Await.until("slow_down", SOON, () -> RELAY.answersWith("slow_down") == 1);
        RELAY.be(TokenRelay.Mood.HONEST);
        Await.until("two polls more", SOON, () -> RELAY.answersWith("authorization_pending") == 2);

        KEYCLOAK.newVisitor().approve(door.complete(), ANNA);
        operator.accept("slow");

        assertThat(KEYCLOAK.isActive(tokenOf("slow"))).isTrue();
        assertThat(RELAY.pauses()).allMatch(pause -> pause.compareTo(Duration.ofSeconds(6)) >= 0);
    }

    @Test
    @Tag("R-094")
    void keycloak_restartedWhileTheCodeIsOpen_givesATokenOnceAccepted() {
        var door = HOUSE.operator().device("restarted");

        HOUSE.karaf().stop();
        HOUSE.start();
        KEYCLOAK.newVisitor().approve(door.complete(), ANNA);

        assertThat(HOUSE.operator().accept("restarted")).contains("Signed in");
        assertThat(KEYCLOAK.isActive(tokenOf("restarted"))).isTrue();
    }

    @Test
    @Tag("R-103")
    void keycloak_signInToAnotherAccount_waitsAndTheOldOneServesOn() {
        var operator = HOUSE.operator();
        operator.signIn("account", ANNA);
        var before = HOUSE.probe().awaitToken("account");

        var other = HOUSE.operator();
        other.arrive(other.signInAtKeycloak(other.depart(other.authenticate("account")), BERT));

        assertThat(operator.row("account")).contains("waits for acceptance", "anna", "bert");
        assertThat(HOUSE.probe().token("account").session()).isEqualTo(before.session());
        operator.accept("account");
        Await.until(
                "the accepted grant is in use",
                Duration.ofSeconds(20),
                () -> "bert".equals(KEYCLOAK.introspect(tokenOf("account")).get("username")));
    }

    private static String tokenOf(String client) {
        HOUSE.probe().awaitToken(client);
        var tokens = HOUSE.probe().tokens();
        return tokens.get(tokens.size() - 1);
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        var more = new HashMap<>(settings);
        more.put(key, value);
        return more;
    }
}
