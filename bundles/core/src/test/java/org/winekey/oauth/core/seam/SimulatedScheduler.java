// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Threads without threads: tasks run on the thread of the test, in the order of virtual time, when the test lets time
 * pass or waits. Planned for one thread.
 */
public final class SimulatedScheduler extends VirtualScheduler {

    private final PriorityQueue<Planned> planned = new PriorityQueue<>(IN_ORDER);
    private long numbers;
    private boolean closed;

    public SimulatedScheduler(SimulatedTime time) {
        super(time);
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
        var entry = due(delay, numbers++, task);
        planned.add(entry);
        return entry;
    }

    @Override
    @Nullable
    Planned next(long until) {
        var next = planned.peek();
        return next == null || next.at() - until > 0 ? null : planned.poll();
    }
}
