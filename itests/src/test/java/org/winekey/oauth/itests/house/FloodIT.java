// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.Flood;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.Weight;

/** Hostile requests in great numbers at a small heap: nothing grows, and honest people get through meanwhile. */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class FloodIT {
    private static final int REQUESTS = Integer.getInteger("itest.flood", 40_000);
    private static final String CLIENT = "honest";
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final long MEBIBYTE = 1024 * 1024;

    private static final House HOUSE = new House("flood");

    @BeforeAll
    static void start() {
        HOUSE.karaf().javaOptions("-Xms48m", "-Xmx48m");
        HOUSE.client(CLIENT, Keycloak.BASIC).start();
        HOUSE.operator().signIn(CLIENT, ANNA);
    }

    @AfterAll
    static void stop() {
        HOUSE.close();
    }

    @Test
    void flood_ofHostileRequests_growsNothingAndLocksNobodyOut() {
        Flood.of(REQUESTS / 10, port(), FloodIT::hostile);
        var before = Weight.of(HOUSE.karaf().pid());
        var flood = CompletableFuture.supplyAsync(() -> Flood.of(REQUESTS, port(), FloodIT::hostile));

        var longest = Duration.ZERO;
        int signIns = 0;
        while (!flood.isDone() || signIns == 0) {
            var took = signIn();
            longest = took.compareTo(longest) > 0 ? took : longest;
            signIns++;
        }
        var result = flood.join();
        var grown = Weight.of(HOUSE.karaf().pid()).minus(before);

        System.out.printf(
                "flood: %d hostile requests at -Xmx48m, %.0f/s, answers %s; after it %s; %d sign-ins meanwhile, the"
                        + " longest %d ms at this controller%n",
                REQUESTS, result.perSecond(), result.statuses(), grown, signIns, longest.toMillis());
        // A callback answers with a redirect to the page that says what became of it.
        assertThat(result.statuses().keySet()).isSubsetOf(303, 401, 403, 404, 429);
        assertThat(grown.bytes()).isLessThan(MEBIBYTE);
        assertThat(longest).isLessThan(SOON);
    }

    @Test
    void callback_besideABareServlet_isNotMuchSlower() {
        Supplier<String> bare = () -> "GET /probe/ready HTTP/1.1\r\n\r\n";
        Flood.of(REQUESTS / 10, port(), bare);
        Flood.of(REQUESTS / 10, port(), FloodIT::callback);

        double least = Flood.of(REQUESTS / 2, port(), bare).perSecond();
        double ours = Flood.of(REQUESTS / 2, port(), FloodIT::callback).perSecond();

        System.out.printf("flood: callback %.0f/s, bare servlet %.0f/s, ratio %.2f%n", ours, least, ours / least);
        assertThat(ours).isGreaterThan(least / 10);
    }

    /** What the controller itself takes of a whole sign-in; what the provider and its page take is theirs. */
    private static Duration signIn() {
        var operator = HOUSE.operator();
        long begin = System.nanoTime();
        var authorization = operator.depart(operator.authenticate(CLIENT));
        long left = System.nanoTime();
        var callback = operator.signInAtKeycloak(authorization, ANNA);
        long back = System.nanoTime();
        assertThat(operator.arrive(callback)).contains("Signed in");
        return Duration.ofNanos(System.nanoTime() - back + left - begin);
    }

    private static String hostile() {
        return switch (random().nextInt(6)) {
            case 0 -> callback();
            case 1 -> "GET /oauth/go/" + nonce(32) + " HTTP/1.1\r\n\r\n";
            case 2 -> "GET /oauth/go/done/" + nonce(16) + " HTTP/1.1\r\n\r\n";
            case 3 -> "GET /oauth HTTP/1.1\r\nAuthorization: Basic " + guess() + "\r\n\r\n";
            case 4 -> "GET /oauth/live HTTP/1.1\r\nAuthorization: Basic " + guess() + "\r\n\r\n";
            default -> departure();
        };
    }

    private static String callback() {
        String client = random().nextBoolean() ? CLIENT : "c" + random().nextInt(1_000_000);
        return "GET /oauth/callback/" + client + "?code=" + nonce(32) + "&state=" + nonce(32) + " HTTP/1.1\r\n\r\n";
    }

    private static String departure() {
        String form = "token=" + nonce(32) + "&door=CALLBACK";
        return "POST /oauth/go/" + nonce(32)
                + " HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                + "\r\n\r\n" + form;
    }

    private static String guess() {
        return Base64.getEncoder().encodeToString(("admin:" + nonce(12)).getBytes(UTF_8));
    }

    private static String nonce(int bytes) {
        var random = new byte[bytes];
        random().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static ThreadLocalRandom random() {
        return ThreadLocalRandom.current();
    }

    private static int port() {
        return HOUSE.karaf().httpPort();
    }
}
