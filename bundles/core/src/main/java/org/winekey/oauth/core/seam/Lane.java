// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after another, in order, on threads of the scheduler; holds none while it is empty. What only its tasks
 * touch needs no lock. Thread-safe.
 */
public final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final String name;
    private final Scheduler scheduler;
    private final Queue<Runnable> tasks = new ArrayDeque<>(4); // guarded by itself
    private boolean busy; // guarded by tasks
    private boolean closed; // guarded by tasks

    /**
     * An empty lane.
     *
     * @param name what its tasks are about, for the log
     */
    public Lane(String name, Scheduler scheduler) {
        this.name = name;
        this.scheduler = scheduler;
    }

    /** Runs the task after those given earlier; drops it when the lane was closed or the threads are gone. */
    public void submit(Runnable task) {
        synchronized (tasks) {
            if (closed) {
                return;
            }
            tasks.add(task);
            if (busy) {
                return;
            }
            busy = true;
        }
        start();
    }

    /** Drops what waits and what comes; a task that runs ends. */
    public void close() {
        synchronized (tasks) {
            closed = true;
            tasks.clear();
        }
    }

    private void start() {
        try {
            scheduler.execute(this::drain);
        } catch (RejectedExecutionException closed) {
            // Guards against a lane that stays shut when the scheduler went away between two tasks.
            synchronized (tasks) {
                tasks.clear();
                busy = false;
            }
        }
    }

    private void drain() {
        for (var task = next(); task != null; task = next()) {
            run(task);
        }
    }

    private @Nullable Runnable next() {
        synchronized (tasks) {
            var task = tasks.poll();
            busy = task != null;
            return task;
        }
    }

    // The outer edge of a thread: an Error must not leave the lane shut. A message may quote anything, so it stays out.
    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            var trace = e.getStackTrace();
            var place = trace.length == 0 ? "an unknown place" : trace[0];
            LOG.error("A task of {} ended with {} at {}", name, e.getClass().getName(), place);
        }
    }
}
