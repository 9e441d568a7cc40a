// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.Lane;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.Time;

/**
 * One planned moment on the monotonic clock that can be moved. Set and cleared by tasks of one lane; {@link #overdue}
 * from any thread.
 */
final class Alarm {

    private static final long NEVER = Long.MIN_VALUE;

    private final Time time;
    private final Scheduler scheduler;
    private final Lane lane;
    private final Runnable task;
    private volatile long dueNanos = NEVER;
    private Scheduler.@Nullable Cancellable planned;

    Alarm(Seams seams, Lane lane, Runnable task) {
        this.time = seams.time();
        this.scheduler = seams.scheduler();
        this.lane = lane;
        this.task = task;
    }

    void set(long nanos) {
        if (dueNanos == nanos && planned != null) {
            return;
        }
        clear();
        dueNanos = nanos;
        var delay = Duration.ofNanos(Math.max(0, nanos - time.nanos()));
        planned = scheduler.after(delay, () -> lane.submit(() -> ring(nanos)));
    }

    void clear() {
        dueNanos = NEVER;
        if (planned != null) {
            planned.cancel();
            planned = null;
        }
    }

    /** Whether the moment passed longer ago than the span, and nothing happened. */
    boolean overdue(Duration by) {
        var due = dueNanos;
        return due != NEVER && time.nanos() - due > by.toNanos();
    }

    /** How long until it rings (null: it is not set). */
    @Nullable
    Duration left() {
        var due = dueNanos;
        return due == NEVER ? null : Duration.ofNanos(Math.max(0, due - time.nanos()));
    }

    // A ring that was on its way when the alarm was moved or cleared is no ring.
    private void ring(long nanos) {
        if (dueNanos == nanos && nanos - time.nanos() <= 0) {
            clear();
            task.run();
        }
    }
}
