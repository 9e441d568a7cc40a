// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.event;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.core.seam.Scheduler;

/**
 * Runs tasks on threads of the scheduler: those of one name one after another in order, those of different names side by
 * side. A name without tasks costs nothing. Thread-safe.
 */
public final class Lanes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final Scheduler scheduler;

    /** A name is in here exactly while a thread works on it or is asked to. */
    private final Map<String, Queue<Runnable>> lanes = new HashMap<>(); // guarded by itself

    private boolean closed; // guarded by lanes

    /** Lanes on these threads. */
    public Lanes(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Runs the task after those given earlier for the same name; drops it after the lanes were closed. */
    public void run(String name, Runnable task) {
        synchronized (lanes) {
            if (closed) {
                return;
            }
            var waiting = lanes.get(name);
            if (waiting != null) {
                waiting.add(task);
                return;
            }
            lanes.put(name, new ArrayDeque<>(List.of(task)));
        }
        start(name);
    }

    /** Drops what has not started. */
    @Override
    public void close() {
        synchronized (lanes) {
            closed = true;
            lanes.values().forEach(Queue::clear);
        }
    }

    private void start(String name) {
        try {
            scheduler.execute(() -> work(name));
        } catch (RejectedExecutionException e) {
            // Guards against a lane that stays shut when the threads are gone.
            synchronized (lanes) {
                lanes.remove(name);
            }
        }
    }

    private void work(String name) {
        for (var task = next(name); task.isPresent(); task = next(name)) {
            attempt(name, task.get());
        }
    }

    // The outer edge of a thread: an Error must not leave the lane shut. A message may quote anything, so it stays out.
    private static void attempt(String name, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            var trace = e.getStackTrace();
            var place = trace.length == 0 ? "an unknown place" : trace[0];
            LOG.error("A task of {} ended with {} at {}", name, e.getClass().getName(), place);
        }
    }

    private Optional<Runnable> next(String name) {
        synchronized (lanes) {
            var task = Optional.ofNullable(lanes.get(name)).map(Queue::poll);
            if (task.isEmpty()) {
                lanes.remove(name);
            }
            return task;
        }
    }
}
