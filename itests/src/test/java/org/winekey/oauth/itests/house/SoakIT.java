// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.Weight;

/** Twenty clients whose tokens live for seconds, for as long as one likes, and an outage of their provider. */
@Timeout(value = 12, unit = TimeUnit.HOURS)
class SoakIT {
    private static final Duration SOAK = Duration.ofMinutes(Integer.getInteger("itest.soak", 1));
    private static final Duration OUTAGE =
            SOAK.dividedBy(4).compareTo(Duration.ofMinutes(10)) < 0 ? SOAK.dividedBy(4) : Duration.ofMinutes(10);
    private static final Duration WARM = Duration.ofSeconds(20);
    /** Waits between attempts grow with an outage, to a quarter of an hour. */
    private static final Duration BACK =
            OUTAGE.compareTo(Duration.ofMinutes(1)) < 0 ? Duration.ofMinutes(1) : Duration.ofMinutes(16);

    private static final List<String> CLIENTS =
            IntStream.range(0, 20).mapToObj(number -> "room-" + number).toList();

    private static final House HOUSE = new House("soak");
    private static final TokenRelay RELAY = new TokenRelay(HOUSE.keycloak().tokenEndpoint());

    @BeforeAll
    static void start() {
        for (String client : CLIENTS) {
            HOUSE.client(
                    client,
                    Keycloak.SHORT,
                    Map.of(
                            ".client_secret", Keycloak.SHORT.secretOrFail(),
                            "token_endpoint", RELAY.uri().toString()));
        }
        HOUSE.start();
        CLIENTS.forEach(client -> HOUSE.operator().signIn(client, ANNA));
    }

    @AfterAll
    static void stop() {
        HOUSE.close();
        RELAY.close();
    }

    @Test
    void twentyClients_withTokensOfSeconds_areServedWithoutAPauseAndWeighTheSame() {
        serve(WARM);
        var before = Weight.of(HOUSE.karaf().pid());
        long sent = RELAY.pauses().size();

        long asked = serve(SOAK);
        long refreshes = RELAY.pauses().size() - sent;
        var grown = Weight.of(HOUSE.karaf().pid()).minus(before);

        System.out.printf(
                "soak: %s, %d refreshes of %d clients, %d answers, each a token; after it %s%n",
                SOAK, refreshes, CLIENTS.size(), asked, grown);
        assertThat(refreshes).isGreaterThan(CLIENTS.size());
        assertThat(grown.files()).isLessThanOrEqualTo(4);
        assertThat(grown.threads()).isLessThanOrEqualTo(2);
        assertThat(grown.bytes() * 100).isLessThan(before.bytes());
    }

    @Test
    void outage_ofTheirProvider_endsNoGrantAndIsOverWithinItsLongestWait() {
        serve(WARM);
        long sent = RELAY.requests();

        RELAY.be(TokenRelay.Mood.REPEATING);
        Await.until(
                "the tokens ended",
                BACK,
                () -> !HOUSE.probe().token(CLIENTS.get(0)).isGranted());
        long end = System.nanoTime() + OUTAGE.toNanos();
        Await.until("the end of the outage", OUTAGE.plus(BACK), () -> {
            assertThat(HOUSE.probe().token(CLIENTS.get(0)).text()).startsWith("Unavailable");
            return System.nanoTime() > end;
        });
        long tried = RELAY.requests() - sent;
        RELAY.be(TokenRelay.Mood.HONEST);
        long back = System.nanoTime();
        CLIENTS.forEach(client -> Await.until(
                "a token of " + client, BACK, () -> HOUSE.probe().token(client).isGranted()));
        var recovered = Duration.ofNanos(System.nanoTime() - back);

        System.out.printf(
                "outage: %s, %d requests of %d clients meanwhile, all tokens back after %d ms%n",
                OUTAGE, tried, CLIENTS.size(), recovered.toMillis());
        assertThat(recovered).isLessThan(BACK);
    }

    /** Asks for all tokens again and again, as integrations do; none may ever be missing. Returns how often. */
    private static long serve(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long asked = 0;
        while (System.nanoTime() < end) {
            for (String client : CLIENTS) {
                var answer = HOUSE.probe().token(client);
                assertThat(answer.isGranted()).as(client + ": " + answer.text()).isTrue();
                asked++;
            }
        }
        return asked;
    }
}
