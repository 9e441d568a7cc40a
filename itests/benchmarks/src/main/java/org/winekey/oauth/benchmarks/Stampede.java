// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.winekey.oauth.benchmarks.subject.Endpoint;

/** Threads that all do the same at the same moment. */
final class Stampede {

    /**
     * What came of it.
     *
     * @param requests that reached the endpoint
     * @param nanos from the first call to the end of the last one
     */
    record Result(int requests, long nanos) {}

    private Stampede() {}

    static Result of(int threads, Endpoint endpoint, Callable<?> call) {
        return of(threads, endpoint, call, Duration.ZERO, () -> {});
    }

    /** Does something else in the middle of it. */
    static Result of(int threads, Endpoint endpoint, Callable<?> call, Duration after, Runnable interruption) {
        var before = endpoint.requests();
        var ready = new CountDownLatch(threads);
        var go = new CountDownLatch(1);
        var done = new CountDownLatch(threads);
        for (var i = 0; i < threads; i++) {
            start(() -> {
                ready.countDown();
                await(go);
                attempt(call);
                done.countDown();
            });
        }
        await(ready);
        var began = System.nanoTime();
        go.countDown();
        pause(after);
        interruption.run();
        await(done);
        return new Result(endpoint.requests() - before, System.nanoTime() - began);
    }

    static void pause(Duration span) {
        var end = System.nanoTime() + span.toNanos();
        for (var left = span.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    // A peer that gets no token throws; it has had its answer.
    private static void attempt(Callable<?> call) {
        try {
            call.call();
        } catch (Exception e) {
            return;
        }
    }

    private static void start(Runnable task) {
        var thread = new Thread(null, task, "caller", 128 * 1024L);
        thread.setDaemon(true);
        thread.start();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
