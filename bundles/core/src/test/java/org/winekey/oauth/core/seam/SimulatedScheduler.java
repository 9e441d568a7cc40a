// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * Threads without threads: tasks run on the thread of the test, in the order of virtual time, when the test lets time
 * pass or waits. Planned for one thread.
 */
public final class SimulatedScheduler implements Scheduler {

    private record Planned(long at, long number, Runnable task) {}

    private static final Comparator<Planned> IN_ORDER = (one, other) ->
            one.at != other.at ? Long.compare(one.at - other.at, 0) : Long.compare(one.number, other.number);

    private final SimulatedTime time;
    private final PriorityQueue<Planned> planned = new PriorityQueue<>(IN_ORDER);
    private long numbers;
    private boolean closed;

    public SimulatedScheduler(SimulatedTime time) {
        this.time = time;
    }

    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("closed");
        }
        plan(Duration.ZERO, task);
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        if (closed) {
            return () -> {};
        }
        var entry = plan(delay, task);
        return () -> planned.remove(entry);
    }

    @Override
    public <T> Optional<T> await(CompletableFuture<T> future, Duration atMost) {
        var until = time.nanos() + atMost.toNanos();
        while (!future.isDone() && runNext(until)) {
            continue;
        }
        if (!future.isDone()) {
            passUntil(until);
            return Optional.empty();
        }
        return Optional.ofNullable(future.join());
    }

    /** Runs what is due now, and what that makes due now. */
    public void settle() {
        pass(Duration.ZERO);
    }

    /** Lets time pass and runs everything that falls due. */
    public void pass(Duration span) {
        var until = time.nanos() + span.toNanos();
        while (runNext(until)) {
            continue;
        }
        passUntil(until);
    }

    /** How many tasks are waiting. */
    public int waiting() {
        return planned.size();
    }

    /** Refuses and forgets tasks from now on, as a closed pool does. */
    public void close() {
        closed = true;
        planned.clear();
    }

    private Planned plan(Duration delay, Runnable task) {
        var nanos = delay.isNegative() ? 0 : delay.toNanos();
        var entry = new Planned(time.nanos() + nanos, numbers++, task);
        planned.add(entry);
        return entry;
    }

    private boolean runNext(long until) {
        var next = planned.peek();
        if (next == null || next.at - until > 0) {
            return false;
        }
        planned.poll();
        passUntil(next.at);
        next.task.run();
        return true;
    }

    private void passUntil(long nanos) {
        var left = nanos - time.nanos();
        if (left > 0) {
            time.pass(Duration.ofNanos(left));
        }
    }
}
