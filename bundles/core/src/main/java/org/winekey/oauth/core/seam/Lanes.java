// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Lane} for each name: tasks of one name run one after another in order, those of different names side by side.
 * A name that was used once keeps a few bytes. Thread-safe.
 */
public final class Lanes implements AutoCloseable {

    private final Scheduler scheduler;
    private final Map<String, Lane> lanes = new HashMap<>(); // guarded by itself
    private boolean closed; // guarded by lanes

    /** Lanes on these threads. */
    public Lanes(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Runs the task after those given earlier for the same name; drops it after the lanes were closed. */
    public void run(String name, Runnable task) {
        var lane = lane(name);
        if (lane != null) {
            lane.submit(task);
        }
    }

    private @Nullable Lane lane(String name) {
        synchronized (lanes) {
            return closed ? null : lanes.computeIfAbsent(name, missing -> new Lane(missing, scheduler));
        }
    }

    /** Drops what has not started. */
    @Override
    public void close() {
        synchronized (lanes) {
            closed = true;
            lanes.values().forEach(Lane::close);
        }
    }
}
