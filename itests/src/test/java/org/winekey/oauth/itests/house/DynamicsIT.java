// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.Weight;

/** Bundles come and go and settings change again and again while an integration asks all the time. */
@Timeout(value = 3, unit = TimeUnit.HOURS)
class DynamicsIT {
    private static final int ROUNDS = Integer.getInteger("itest.restarts", 12);
    private static final int WARM = 8;
    private static final String CLIENT = "short";
    private static final String CORE = "org.winekey.oauth.core";
    private static final String WEB = "org.winekey.oauth.web";
    private static final Duration SOON = Duration.ofSeconds(20);
    /** What a JVM that has just become warm still adds, and what Pax Web keeps of each round. */
    private static final long MUCH = 4 * 1024 * 1024 + ROUNDS * 16 * 1024L;

    private static final House HOUSE = new House("dynamics");

    @BeforeAll
    static void start() {
        HOUSE.client(
                        CLIENT,
                        Keycloak.SHORT,
                        Map.of(".client_secret", Keycloak.SHORT.secretOrFail(), "consumers", "org.winekey.oauth.probe"))
                .start();
        HOUSE.operator().signIn(CLIENT, ANNA);
    }

    @AfterAll
    static void stop() {
        HOUSE.close();
    }

    @Test
    void bundlesAndSettings_changedAgainAndAgainUnderLoad_loseAndLeakNothing() {
        var session = HOUSE.probe().awaitToken(CLIENT).session();
        rounds(0, WARM, session);
        var before = Weight.of(HOUSE.karaf().pid());

        var load = new Load(HOUSE.karaf().uri("/probe/token?client=" + CLIENT));
        rounds(WARM, ROUNDS, session);
        load.end();
        var grown = Weight.of(HOUSE.karaf().pid()).minus(before);

        System.out.printf("dynamics: %d rounds under load, answers %s; after it %s%n", ROUNDS, load.answers, grown);
        assertThat(load.answers).containsKey("Granted").doesNotContainKeys("SignInRequired", "Misconfigured");
        // The JDK remembers the last type it compared records by, and a timer that just ended its last task.
        assertThat(grown.loaders()).isLessThanOrEqualTo(2);
        assertThat(grown.threads()).isLessThanOrEqualTo(2);
        assertThat(grown.files()).isLessThanOrEqualTo(4);
        assertThat(grown.bytes()).isLessThan(MUCH);
    }

    /** After each round the grant is the one of before. */
    private static void rounds(int first, int count, String session) {
        for (int round = first; round < first + count; round++) {
            switch (round % 4) {
                case 0 -> HOUSE.probe().restart(CORE);
                case 1 -> HOUSE.probe().update(CORE);
                case 2 -> HOUSE.probe().restart(WEB);
                default -> configure(round);
            }
            assertThat(HOUSE.probe().awaitToken(CLIENT).session())
                    .as("round " + round)
                    .isEqualTo(session);
        }
    }

    /** Two changes that follow fast may catch Karaf while it writes the file; it is refused then, and nothing is lost. */
    private static void configure(int round) {
        Await.until("settings of round " + round, SOON, () -> {
            try {
                HOUSE.probe().configure(CLIENT, Map.of("parameters.round", Integer.toString(round)));
                return true;
            } catch (IllegalStateException e) {
                return false;
            }
        });
    }

    /** An integration that asks without end, and counts the kinds of answers. */
    private static final class Load {
        final Map<String, Long> answers = new ConcurrentHashMap<>();
        private final AtomicBoolean on = new AtomicBoolean(true);
        private final HttpClient http = HttpClient.newHttpClient();
        private final Thread thread;

        Load(URI uri) {
            thread = new Thread(() -> ask(HttpRequest.newBuilder(uri).build()), "load");
            thread.setDaemon(true);
            thread.start();
        }

        private void ask(HttpRequest request) {
            while (on.get()) {
                answers.merge(kind(request), 1L, Long::sum);
            }
        }

        private String kind(HttpRequest request) {
            try {
                var answer = http.send(request, BodyHandlers.ofString());
                return answer.statusCode() == 200 ? answer.body().split("[ \\[(]", 2)[0] : "no service";
            } catch (IOException e) {
                return "no answer";
            } catch (InterruptedException e) {
                on.set(false);
                return "interrupted";
            }
        }

        void end() {
            on.set(false);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
