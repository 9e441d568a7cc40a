// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Runs tasks on the thread of the test, in the order of virtual time, when the test lets time pass or waits. */
abstract class VirtualScheduler implements Scheduler {

    record Planned(long at, long number, Runnable task) {}

    static final Comparator<Planned> IN_ORDER = (one, other) ->
            one.at != other.at ? Long.compare(one.at - other.at, 0) : Long.compare(one.number, other.number);

    private final SimulatedTime time;

    VirtualScheduler(SimulatedTime time) {
        this.time = time;
    }

    /** Takes out the next task, if it is due until then (null: none is). */
    abstract @Nullable Planned next(long until);

    @Override
    public <T> Optional<T> await(CompletableFuture<T> future, Duration atMost) {
        var until = nanos() + atMost.toNanos();
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
        var until = nanos() + span.toNanos();
        while (runNext(until)) {
            continue;
        }
        passUntil(until);
    }

    long nanos() {
        return time.nanos();
    }

    Planned due(Duration delay, long number, Runnable task) {
        return new Planned(nanos() + (delay.isNegative() ? 0 : delay.toNanos()), number, task);
    }

    private boolean runNext(long until) {
        var next = next(until);
        if (next == null) {
            return false;
        }
        passUntil(next.at);
        next.task.run();
        return true;
    }

    private void passUntil(long nanos) {
        var left = nanos - nanos();
        if (left > 0) {
            time.pass(Duration.ofNanos(left));
        }
    }
}
