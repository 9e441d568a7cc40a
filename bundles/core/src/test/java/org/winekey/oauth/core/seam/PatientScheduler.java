// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Simulated time over a real network: tasks run on the thread of the test in the order of virtual time, and while a
 * request is out, that thread waits for its answer and no time passes. Tasks may come from any thread.
 */
public final class PatientScheduler extends VirtualScheduler {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final PriorityQueue<Planned> planned = new PriorityQueue<>(IN_ORDER); // guarded by this
    private long numbers; // guarded by this
    private int out; // guarded by this

    public PatientScheduler(SimulatedTime time) {
        super(time);
    }

    /** The transport, whose requests hold the time; each ends within the deadline of real time. */
    public HttpTransport over(HttpTransport real, Supplier<Duration> deadline) {
        return call -> {
            var seen = new CompletableFuture<HttpTransport.Outcome>();
            left();
            var unused = real.send(new HttpTransport.Call(
                            call.method(), call.uri(), call.headers(), call.body(), deadline.get(), call.bodyCap()))
                    .whenComplete((outcome, trouble) -> {
                        // What the answer makes due is planned before time may pass again.
                        seen.complete(outcome);
                        returned();
                    });
            return seen;
        };
    }

    @Override
    public void execute(Runnable task) {
        plan(Duration.ZERO, task);
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        var entry = plan(delay, task);
        return () -> remove(entry);
    }

    private synchronized Planned plan(Duration delay, Runnable task) {
        var entry = due(delay, numbers++, task);
        planned.add(entry);
        notifyAll();
        return entry;
    }

    private synchronized void remove(Planned entry) {
        planned.remove(entry);
    }

    private synchronized void left() {
        out++;
    }

    private synchronized void returned() {
        out--;
        notifyAll();
    }

    @Override
    @Nullable
    synchronized Planned next(long until) {
        var patience = System.nanoTime() + LONGEST_NANOS;
        while (out > 0 && !isDue(nanos())) {
            waitFor(patience - System.nanoTime());
        }
        return isDue(until) ? planned.poll() : null;
    }

    private boolean isDue(long until) {
        return !planned.isEmpty() && planned.peek().at() - until <= 0;
    }

    private void waitFor(long nanos) {
        if (nanos <= 0) {
            throw new AssertionError("a request is out and never ends");
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
