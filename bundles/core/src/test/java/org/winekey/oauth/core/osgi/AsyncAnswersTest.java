// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.TokenResult.Misconfigured;
import org.winekey.oauth.TokenResult.Unavailable;
import org.winekey.oauth.core.seam.PoolScheduler;

/** What bundles do with an answer that came later. */
@Timeout(20)
class AsyncAnswersTest {

    private static final TokenResult GRANTED = new Granted(AccessToken.of("at-1", null, Set.of()));

    private final PoolScheduler errands = new PoolScheduler("answers-test", 2);
    private final AsyncAnswers answers = new AsyncAnswers(errands);
    private final CompletableFuture<TokenResult> asked = new CompletableFuture<>();

    @AfterEach
    void stop() {
        errands.close();
    }

    @Test
    void answer_callerBlocks_doesNotHoldUpWhoAnswers() throws Exception {
        var gate = new CountDownLatch(1);
        var threads = new ArrayList<String>();
        var unused = answers.of(asked, UnaryOperator.identity()).thenAccept(result -> {
            threads.add(Thread.currentThread().getName());
            awaitQuietly(gate);
        });

        asked.complete(GRANTED);

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !threads.isEmpty());
        gate.countDown();
        assertThat(threads).singleElement().asString().startsWith("answers-test");
    }

    private static void awaitQuietly(CountDownLatch gate) {
        try {
            assertThat(gate.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void answer_completedOrCancelledByOneCaller_reachesTheOthers() {
        var mine = answers.of(asked, UnaryOperator.identity()).toCompletableFuture();
        var theirs = answers.of(asked, UnaryOperator.identity());
        mine.cancel(true);
        theirs.toCompletableFuture().complete(new Unavailable("from a caller", null));

        asked.complete(GRANTED);

        assertThat(theirs.toCompletableFuture().join()).isEqualTo(GRANTED);
        assertThat(asked.join()).isEqualTo(GRANTED);
    }

    @Test
    void answer_permissionGoneMeanwhile_isTheRefusal() {
        var refusal = new Misconfigured("consumers", "not yours");
        var answer = answers.of(asked, result -> refusal);

        asked.complete(GRANTED);

        assertThat(answer.toCompletableFuture().join()).isEqualTo(refusal);
    }

    @Test
    void close_openAnswers_endThemAndThoseThatCome() {
        var before = answers.of(asked, UnaryOperator.identity());

        answers.close();
        var after = answers.of(asked, UnaryOperator.identity());

        assertThat(before.toCompletableFuture().join()).isInstanceOf(Unavailable.class);
        assertThat(after.toCompletableFuture().join()).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> before.toCompletableFuture().join().orElseThrow())
                .hasMessageContaining("shutting down");
    }

    @Test
    void answer_threadsGone_comesAllTheSame() {
        errands.close();
        var answer = answers.of(asked, UnaryOperator.identity());

        asked.complete(GRANTED);

        assertThat(answer.toCompletableFuture().join()).isEqualTo(GRANTED);
    }
}
