// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.crash.Autopsy;
import org.winekey.oauth.crash.Place;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;

/**
 * Karaf is killed with SIGKILL again and again while a token of 5 seconds is refreshed all the time.
 *
 * <p>A token is acknowledged when an integration was handed it. Keycloak notes which refresh token every refresh used
 * and made, and it takes each one once only: after the restart the client must go on with the very refresh token that
 * came with the last acknowledged token, or with a later one.
 */
@Timeout(value = 5, unit = TimeUnit.HOURS)
class KillIT {
    private static final int KILLS = Integer.getInteger("itest.kills", 5);
    private static final long SEED = Long.getLong("itest.seed", System.nanoTime());
    private static final String CLIENT = "short";
    /** A whole life of a token and a bit: the kill may come at any point of it. */
    private static final int LONGEST_LIFE_MILLIS = 6000;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final House HOUSE = new House("kill");
    private static final Refreshes REFRESHES = new Refreshes(HOUSE.keycloak(), Keycloak.SHORT);

    @BeforeAll
    static void start() {
        REFRESHES.note();
        HOUSE.client(CLIENT, Keycloak.SHORT).start();
        HOUSE.operator().signIn(CLIENT, ANNA);
    }

    @AfterAll
    static void stop() {
        HOUSE.close();
    }

    @Test
    void lastAcknowledgedToken_afterKill_isPresent() throws IOException {
        var random = new Random(SEED);
        int lost = 0;
        int overtaken = 0;
        int open = 0;
        for (int run = 1; run <= KILLS; run++) {
            var last = lastBefore(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS)));
            HOUSE.karaf().killHard();
            open += isIntentOpen() ? 1 : 0;
            switch (after(last)) {
                case PRESENT -> {}
                case OVERTAKEN -> overtaken++;
                case LOST -> lost++;
            }
        }
        System.out.printf(
                "karaf: %d runs, %d lost (%d between intent and publish, %d signed in again because the provider had "
                        + "spent the old refresh token; seed %d)%n",
                KILLS, lost, open, overtaken, SEED);

        assertThat(lost).isZero();
    }

    /** Takes tokens as an integration does until the time has come; the last one is the acknowledged one. */
    private static Probe.Answer lastBefore(Duration life) {
        var seen = new AtomicReference<>(HOUSE.probe().awaitToken(CLIENT));
        long deadline = System.nanoTime() + life.toNanos();
        Await.until("time to kill", PATIENCE, () -> {
            var answer = HOUSE.probe().token(CLIENT);
            seen.updateAndGet(last -> answer.isGranted() ? answer : last);
            return System.nanoTime() > deadline;
        });
        return seen.get();
    }

    /** Whether a refresh was announced on disk and its answer had not reached the disk. */
    private static boolean isIntentOpen() throws IOException {
        var home = HOUSE.karaf().home();
        var place = new Place(home.resolve("oauth"), home.resolve("etc/org.winekey.oauth.key"));
        return place.look(
                vault -> Autopsy.of(vault, CLIENT).map(Autopsy::intentOpen).orElse(false));
    }

    private static Fate after(Probe.Answer last) {
        boolean overtaken = !REFRESHES.newest().equals(last.token());
        HOUSE.start();
        var result = Await.value(
                "an answer",
                PATIENCE,
                () -> Optional.of(HOUSE.probe().token(CLIENT))
                        .filter(answer -> !answer.text().startsWith("Unavailable")));
        if (result.isGranted()) {
            return result.session().equals(last.session()) ? Fate.PRESENT : Fate.LOST;
        }
        // Keycloak had spent the acknowledged refresh token already and nobody has the next one: a person is needed.
        boolean tried = REFRESHES.wasTried(last.token());
        HOUSE.operator().signIn(CLIENT, ANNA);
        return overtaken && tried ? Fate.OVERTAKEN : Fate.LOST;
    }

    private enum Fate {
        PRESENT,
        OVERTAKEN,
        LOST
    }
}
