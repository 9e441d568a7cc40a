// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.Time;

/**
 * Compares wall and monotonic time every few seconds. They part when the machine was suspended (then the monotonic clock
 * stood still) and when somebody set the wall clock.
 */
final class Heartbeat implements Closeable {

    static final Duration PERIOD = Duration.ofSeconds(5);

    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** How the wall clock moved against the monotonic one. */
    enum Jump {
        NONE,
        FORWARDS,
        BACKWARDS
    }

    private final Time time;
    private final Scheduler scheduler;
    private final Consumer<Jump> beat;
    private Instant wall; // for the beats only, which follow one another
    private long nanos;
    private volatile boolean closed;
    private volatile Scheduler.@Nullable Cancellable planned;

    Heartbeat(Time time, Scheduler scheduler, Consumer<Jump> beat) {
        this.time = time;
        this.scheduler = scheduler;
        this.beat = beat;
        this.wall = time.now();
        this.nanos = time.nanos();
        planned = scheduler.after(PERIOD, this::beat);
    }

    @Override
    public void close() {
        closed = true;
        var next = planned;
        if (next != null) {
            next.cancel();
        }
    }

    private void beat() {
        if (closed) {
            return;
        }
        try {
            beat.accept(jump());
        } finally {
            planned = scheduler.after(PERIOD, this::beat);
        }
    }

    private Jump jump() {
        var now = time.now();
        var nanosNow = time.nanos();
        var apart = Duration.between(wall, now).minusNanos(nanosNow - nanos);
        wall = now;
        nanos = nanosNow;
        if (apart.abs().compareTo(TOLERANCE) <= 0) {
            return Jump.NONE;
        }
        return apart.isNegative() ? Jump.BACKWARDS : Jump.FORWARDS;
    }
}
