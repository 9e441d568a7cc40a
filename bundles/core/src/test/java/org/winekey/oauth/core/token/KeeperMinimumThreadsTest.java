// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.seam.PoolScheduler;
import org.winekey.oauth.core.seam.SystemEntropy;
import org.winekey.oauth.core.seam.SystemTime;
import org.winekey.oauth.core.secret.Secret;

/** Many real threads that want a token which lasts longer than the one there is. */
@Timeout(60)
final class KeeperMinimumThreadsTest {

    private static final int CALLERS = 8;

    private final House house = new House();
    private final PoolScheduler pool = new PoolScheduler("minimum-test", 3);
    private final FakeProvider provider = new FakeProvider(pool, new SystemTime()).latency(Duration.ofMillis(2));
    private final Keepers keepers = new Keepers(house.vault, provider, new SystemTime(), pool, new SystemEntropy());
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        keepers.close();
        pool.close();
        callers.shutdownNow();
    }

    private Keeper halfWay() {
        var issuedAt = Instant.now().minus(Duration.ofMinutes(30));
        var expiresAt = issuedAt.plus(Duration.ofHours(1));
        house.signedIn(new Grant(
                House.registration(),
                Secret.of("access-0"),
                Secret.of("refresh-0"),
                Set.of("play"),
                issuedAt,
                expiresAt,
                issuedAt,
                0,
                null));
        keepers.configure(House.CLIENT, new ClientTerms.Ready(House.registration()));
        return keepers.keeper(House.CLIENT);
    }

    @RepeatedTest(50)
    @Tag("R-064")
    void minimum_manyThreadsWithAndWithoutWaiting_sendOneRefresh() throws Exception {
        var keeper = halfWay();
        var barrier = new CyclicBarrier(CALLERS);
        var answers = new ArrayList<Future<TokenResult>>();
        for (var caller = 0; caller < CALLERS; caller++) {
            var minimum = Duration.ofMinutes(40 + caller / 2);
            var waits = caller % 2 == 0;
            answers.add(callers.submit(() -> {
                barrier.await();
                return waits
                        ? keeper.token(minimum)
                        : keeper.tokenAsync(minimum).get(30, TimeUnit.SECONDS);
            }));
        }

        var values = new ArrayList<String>();
        for (var answer : answers) {
            values.add(answer.get(30, TimeUnit.SECONDS).orElseThrow().value());
        }

        assertThat(values).containsOnly("access-1");
        assertThat(List.of(provider.posts().size(), provider.mostInFlight())).containsOnly(1);
    }
}
