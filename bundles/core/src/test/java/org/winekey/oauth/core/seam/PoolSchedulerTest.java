// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class PoolSchedulerTest {

    private final PoolScheduler pool = new PoolScheduler("winekey-test", 2);

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void execute_runsOnANamedDaemonThread() throws Exception {
        var thread = new CompletableFuture<Thread>();

        pool.execute(() -> thread.complete(Thread.currentThread()));

        assertThat(thread.get(5, TimeUnit.SECONDS)).satisfies(runner -> {
            assertThat(runner.getName()).startsWith("winekey-test-");
            assertThat(runner.isDaemon()).isTrue();
        });
    }

    @Test
    void after_cancelled_doesNotRun() throws Exception {
        var first = new CompletableFuture<String>();

        pool.after(Duration.ofMillis(500), () -> first.complete("cancelled")).cancel();
        pool.after(Duration.ofMillis(700), () -> first.complete("kept"));

        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo("kept");
    }

    @Test
    void await_neverDone_isEmptyAfterTheTime() {
        assertThat(pool.await(new CompletableFuture<String>(), Duration.ofMillis(10)))
                .isEmpty();
    }

    @Test
    void await_failed_throws() {
        var failed = CompletableFuture.failedFuture(new IllegalStateException("why"));

        assertThatThrownBy(() -> pool.await(failed, Duration.ofSeconds(1)))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void await_interrupted_isEmptyAndKeepsTheFlag() {
        Thread.currentThread().interrupt();

        assertThat(pool.await(new CompletableFuture<String>(), Duration.ofSeconds(5)))
                .isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void taskThatThrows_doesNotEndThePool() throws Exception {
        var done = new CompletableFuture<String>();

        for (var task = 0; task < 5; task++) {
            pool.execute(() -> {
                throw new IllegalStateException("this test logs errors on purpose");
            });
        }
        pool.execute(() -> done.complete("still there"));

        assertThat(done.get(5, TimeUnit.SECONDS)).isEqualTo("still there");
    }

    @Test
    void closed_refusesTasksAndPlansNothing() {
        pool.close();

        assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        pool.after(Duration.ZERO, () -> {}).cancel();
    }
}
