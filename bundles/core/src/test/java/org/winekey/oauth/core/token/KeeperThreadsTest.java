// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.core.seam.PoolScheduler;
import org.winekey.oauth.core.seam.SystemEntropy;
import org.winekey.oauth.core.seam.SystemTime;

/** Many real threads at one keeper. */
@Timeout(60)
final class KeeperThreadsTest {

    private final House house = new House();
    private final PoolScheduler pool = new PoolScheduler("keeper-test", 3);
    private final FakeProvider provider = new FakeProvider(pool, new SystemTime());
    private final Keepers keepers = new Keepers(house.vault, provider, new SystemTime(), pool, new SystemEntropy());
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        keepers.close();
        pool.close();
        callers.shutdownNow();
    }

    private Keeper expired() {
        house.signedIn(house.grant(Duration.ofDays(400), Duration.ofHours(1)));
        keepers.configure(House.CLIENT, new ClientTerms.Ready(House.registration()));
        return keepers.keeper(House.CLIENT);
    }

    private <T> List<T> together(int threads, Callable<T> task) throws Exception {
        var barrier = new CyclicBarrier(threads);
        var futures = new ArrayList<Future<T>>();
        for (var thread = 0; thread < threads; thread++) {
            futures.add(callers.submit(() -> {
                barrier.await();
                return task.call();
            }));
        }
        var results = new ArrayList<T>();
        for (var future : futures) {
            results.add(future.get(30, TimeUnit.SECONDS));
        }
        return results;
    }

    @Test
    @Tag("R-064")
    void token_thousandThreadsExpired_sendOneRefresh() throws Exception {
        var keeper = expired();

        var results = together(1000, keeper::token);

        assertThat(results).allMatch(result -> result == keeper.token()).hasSize(1000);
        assertThat(provider.posts()).hasSize(1);
    }

    @RepeatedTest(200)
    @Tag("R-064")
    void token_twoThreadsExpired_sendOneRefresh() throws Exception {
        provider.latency(Duration.ZERO);
        var keeper = expired();

        var results = together(2, keeper::token);

        assertThat(results).allMatch(Granted.class::isInstance);
        assertThat(provider.posts()).hasSize(1);
    }

    @Test
    @Tag("R-071")
    void rejected_hundredThreadsReportTheSame401_sendOneRefresh() throws Exception {
        var keeper = expired();
        var token = keeper.token().orElseThrow();

        var results = together(100, () -> {
            keeper.rejected(token);
            return keeper.token().orElseThrow().value();
        });

        assertThat(provider.posts()).hasSize(2);
        assertThat(results).containsOnly("access-2");
    }

    @Test
    @Tag("R-064")
    void invalidGrant_sixtyFourThreads_sendOneAndAllLearnTheSame() throws Exception {
        provider.always(FakeProvider.error(400, "invalid_grant"));
        var keeper = expired();

        var results = together(64, keeper::token);

        assertThat(results).allMatch(TokenResult.SignInRequired.class::isInstance);
        assertThat(provider.posts()).hasSize(1);
    }

    @Test
    @Tag("R-064")
    void everythingAtOnce_neverTwoRefreshesInFlight() throws Exception {
        provider.latency(Duration.ofMillis(2)).lifetime("1");
        var keeper = expired();

        together(8, () -> {
            for (var round = 0; round < 200; round++) {
                var result = keeper.token();
                if (result instanceof Granted granted && round % 7 == 0) {
                    keeper.rejected(granted.token());
                }
                if (round % 31 == 0) {
                    keeper.refreshNow();
                    keepers.configure(
                            House.CLIENT, new ClientTerms.Ready(House.registration("id-1", "secret-" + round)));
                }
            }
            return true;
        });

        assertThat(provider.mostInFlight()).isEqualTo(1);
        assertThat(provider.reused()).isFalse();
        assertThat(keeper.token()).isInstanceOf(Granted.class);
    }

    @Test
    void listener_thatAsksForAToken_isNotInTheWay() throws Exception {
        var heard = new CopyOnWriteArrayList<AccessToken>();
        var done = new CountDownLatch(1);
        keepers.onGrantChange((client, held) -> {
            heard.add(keepers.keeper(client).token().orElseThrow());
            done.countDown();
        });

        expired();

        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).hasSize(1);
    }

    @Test
    void token_interrupted_keepsTheFlag() throws Exception {
        provider.latency(Duration.ofSeconds(30));
        var keeper = expired();

        var flag = callers.submit(() -> {
                    Thread.currentThread().interrupt();
                    var result = keeper.token();
                    return result instanceof TokenResult.Unavailable
                            && Thread.currentThread().isInterrupted();
                })
                .get(5, TimeUnit.SECONDS);

        assertThat(flag).isTrue();
    }
}
