// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.core.seam.Scheduler;

/**
 * Answers that bundles wait for without a thread. What a bundle does with its answer runs on the threads for code of
 * other bundles, never in a lane. Thread-safe.
 */
final class AsyncAnswers implements AutoCloseable {

    private static final TokenResult CLOSING = new TokenResult.Unavailable("the service is shutting down", null);

    private final Scheduler errands;
    private final Set<Answer> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    AsyncAnswers(Scheduler errands) {
        this.errands = errands;
    }

    /**
     * A stage of one caller, which can be neither completed nor cancelled for anybody else.
     *
     * @param asked the answer of the engine
     * @param review is asked at the end whether the caller may still have it
     */
    CompletionStage<TokenResult> of(CompletableFuture<TokenResult> asked, UnaryOperator<TokenResult> review) {
        if (asked.isDone()) {
            return CompletableFuture.completedStage(review.apply(asked.join()));
        }
        var answer = new Answer();
        open.add(answer);
        var unused = asked.thenAccept(result -> dispatch(() -> end(answer, review.apply(result))));
        if (closed) {
            // Guards against a bundle that asks while everybody else is sent home.
            end(answer, CLOSING);
        }
        return answer.stage.minimalCompletionStage();
    }

    /** Ends what is open. */
    @Override
    public void close() {
        closed = true;
        open.forEach(answer -> end(answer, CLOSING));
    }

    private void end(Answer answer, TokenResult result) {
        open.remove(answer);
        answer.stage.complete(result);
    }

    private void dispatch(Runnable task) {
        try {
            errands.execute(task);
        } catch (RejectedExecutionException e) {
            // The threads are gone, and close() has answered, or will.
            task.run();
        }
    }

    /** The answer that one caller waits for. */
    private static final class Answer {
        private final CompletableFuture<TokenResult> stage = new CompletableFuture<>();
    }
}
