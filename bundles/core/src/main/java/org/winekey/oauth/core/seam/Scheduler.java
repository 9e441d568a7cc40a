// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Threads: run soon, run later, wait. Thread-safe. A task that throws is logged and does not end the scheduler. */
public interface Scheduler {

    /**
     * Runs the task soon on another thread.
     *
     * @throws java.util.concurrent.RejectedExecutionException after the scheduler was closed
     */
    void execute(Runnable task);

    /**
     * Runs the task after the delay, on another thread. After the scheduler was closed nothing is planned.
     *
     * @return cancels the task if it has not started
     */
    Cancellable after(Duration delay, Runnable task);

    /**
     * Blocks the calling thread until the future is done or the time is over.
     *
     * @return the value (empty: time over, or the thread was interrupted and keeps its flag)
     * @throws java.util.concurrent.CompletionException when the future failed
     */
    <T> Optional<T> await(CompletableFuture<T> future, Duration atMost);

    /** A planned task. */
    interface Cancellable {
        /** Prevents the task from starting; without effect when it has started. */
        void cancel();
    }
}
