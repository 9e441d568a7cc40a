// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.TokenResult.SignInRequired;
import org.winekey.oauth.TokenResult.Unavailable;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.seam.SteppedPool;
import org.winekey.oauth.core.seam.SystemEntropy;
import org.winekey.oauth.core.secret.Secret;

/**
 * A herd of real threads at the real keeper on the real pool; only time is simulated, and the provider answers when all
 * have come. The long form is {@code -Dherd.threads=1000 -Dherd.expiries=10000}.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
final class HerdTest {

    private static final int THREADS = Integer.getInteger("herd.threads", 64);
    private static final int EXPIRIES = Integer.getInteger("herd.expiries", 200);
    private static final Duration LIFE = Duration.ofHours(1);
    private static final String INVALID_GRANT = "{\"error\":\"invalid_grant\"}";

    private final House house = new House();
    private final SteppedPool pool = new SteppedPool(house.time, 3);
    private final HeldProvider provider = new HeldProvider();
    private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    private final AtomicInteger coming = new AtomicInteger();
    private volatile Keepers keepers = start();

    @AfterEach
    void stop() {
        keepers.abandon();
        pool.close();
        callers.shutdownNow();
    }

    private Keepers start() {
        return new Keepers(house.vault, provider, house.time, pool, new SystemEntropy());
    }

    private Keeper keeper() {
        return keepers.keeper(House.CLIENT);
    }

    private void configured() {
        keepers.configure(House.CLIENT, new ClientTerms.Ready(House.registration()));
    }

    private HerdTest signedIn(Duration ago) {
        house.signedIn(house.grant(ago, LIFE));
        configured();
        return this;
    }

    /** All threads ask at once; what they got. */
    private List<Future<TokenResult>> herd(Callable<TokenResult> question) throws InterruptedException {
        coming.set(0);
        var answers = new ArrayList<Future<TokenResult>>();
        for (var thread = 0; thread < THREADS; thread++) {
            answers.add(callers.submit(() -> {
                coming.incrementAndGet();
                return question.call();
            }));
        }
        return answers;
    }

    private void awaitAll() {
        while (coming.get() < THREADS) {
            LockSupport.parkNanos(50_000);
        }
    }

    private static List<TokenResult> results(List<Future<TokenResult>> answers) throws Exception {
        var results = new ArrayList<TokenResult>();
        for (var answer : answers) {
            results.add(answer.get(60, TimeUnit.SECONDS));
        }
        return results;
    }

    private static String value(TokenResult result) {
        return result.orElseThrow().value();
    }

    /** Every second time the service has just been started, so that the herd itself begins the refresh. */
    @Test
    @Tag("R-064")
    void expiries_anyNumberOfThreads_oneRequestForEach() throws Exception {
        signedIn(Duration.ofHours(2));
        var barrier = new CyclicBarrier(THREADS + 1);
        var wrong = new AtomicInteger();
        for (var thread = 0; thread < THREADS; thread++) {
            var unused = callers.submit(() -> expireAgainAndAgain(barrier, wrong));
        }

        for (var expiry = 1; expiry <= EXPIRIES; expiry++) {
            expire(expiry % 2 == 0);
            coming.set(0);
            barrier.await(60, TimeUnit.SECONDS);
            provider.awaitPost();
            awaitAll();
            provider.answer();
            barrier.await(60, TimeUnit.SECONDS);
        }

        assertThat(provider.posts()).isEqualTo(EXPIRIES);
        assertThat(wrong.get()).isZero();
        assertThat(provider.offended()).isFalse();
    }

    private Object expireAgainAndAgain(CyclicBarrier barrier, AtomicInteger wrong) throws Exception {
        for (var expiry = 1; expiry <= EXPIRIES; expiry++) {
            barrier.await(60, TimeUnit.SECONDS);
            coming.incrementAndGet();
            var result = keeper().token();
            if (!(result instanceof Granted) || !value(result).equals("access-" + expiry)) {
                wrong.incrementAndGet();
            }
            barrier.await(60, TimeUnit.SECONDS);
        }
        return barrier;
    }

    private void expire(boolean restarted) throws InterruptedException {
        if (restarted) {
            keepers.abandon();
            house.time.pass(LIFE);
            keepers = start();
            configured();
        } else {
            pool.pass(LIFE);
            awaitNoToken();
        }
    }

    /** The alarm has rung: nobody is handed the old token any more. */
    private void awaitNoToken() {
        while (keeper().report().refreshPlannedAt() != null) {
            LockSupport.parkNanos(50_000);
        }
    }

    @Test
    @Tag("R-071")
    void rejectedByAll_oneRequestForEachToken() throws Exception {
        signedIn(Duration.ZERO);
        keepers.settled().get(30, TimeUnit.SECONDS);
        var token = keeper().token().orElseThrow();

        var answers = herd(() -> {
            keeper().rejected(token);
            return keeper().token();
        });
        provider.awaitPost();
        awaitAll();
        provider.answer();

        assertThat(results(answers)).allMatch(result -> value(result).equals("access-1"));
        assertThat(provider.posts()).isEqualTo(1);
    }

    @Test
    @Tag("R-064")
    void deadGrant_oneRequestAndOneConfirmation() throws Exception {
        signedIn(Duration.ofHours(2));
        var answers = herd(() -> keeper().token());
        provider.awaitPost();
        awaitAll();
        provider.answer(400, INVALID_GRANT);
        assertThat(results(answers)).allMatch(SignInRequired.class::isInstance);

        pool.pass(Duration.ofSeconds(31));
        provider.awaitPost();
        var meanwhile = herd(() -> keeper().token());
        awaitAll();
        provider.answer(400, INVALID_GRANT);

        assertThat(results(meanwhile)).allMatch(SignInRequired.class::isInstance);
        assertThat(results(herd(() -> keeper().token()))).allMatch(SignInRequired.class::isInstance);
        assertThat(provider.posts()).isEqualTo(2);
        assertThat(house.stored()).isPresent();
    }

    @Test
    @Tag("R-064")
    void hangingEndpoint_everyCallerIsBackWhileItStillHangs() throws Exception {
        keepers.tokenTimeout(Duration.ofMillis(200));
        signedIn(Duration.ofHours(2));

        var results = results(herd(() -> keeper().token()));

        assertThat(results).allMatch(Unavailable.class::isInstance);
        assertThat(provider.posts()).isEqualTo(1);
        provider.awaitPost();
        keepers.tokenTimeout(Duration.ofSeconds(30));
        var later = herd(() -> keeper().token());
        awaitAll();
        provider.answer();
        assertThat(results(later)).allMatch(result -> value(result).equals("access-1"));
        assertThat(provider.posts()).isEqualTo(1);
    }

    @Test
    @Tag("R-064")
    void settingsChangedMeanwhile_oneRequest() throws Exception {
        signedIn(Duration.ofHours(2));
        var answers = herd(() -> keeper().token());
        provider.awaitPost();
        for (var change = 0; change < 20; change++) {
            keepers.configure(House.CLIENT, new ClientTerms.Ready(House.registration("id-1", "secret-" + change)));
        }
        awaitAll();
        provider.answer();

        assertThat(results(answers)).allMatch(result -> value(result).equals("access-1"));
        assertThat(provider.posts()).isEqualTo(1);
    }

    @Test
    @Tag("R-064")
    void signInCompletedMeanwhile_theNewerGrantWins() throws Exception {
        signedIn(Duration.ofHours(2));
        var answers = herd(() -> keeper().token());
        provider.awaitPost();
        house.signedIn("2".repeat(32), newer());
        awaitAll();
        provider.answer();

        results(answers);
        assertThat(results(herd(() -> keeper().token())))
                .allMatch(result -> value(result).equals("access-newer"));
        assertThat(provider.posts()).isEqualTo(1);
        assertThat(house.stored().orElseThrow().refreshToken()).isEqualTo(Secret.of("refresh-newer"));
    }

    private Grant newer() {
        var now = house.time.now();
        return new Grant(
                House.registration(),
                Secret.of("access-newer"),
                Secret.of("refresh-newer"),
                Set.of("play"),
                now,
                now.plus(LIFE),
                now,
                0,
                null);
    }
}
