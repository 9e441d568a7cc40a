// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.time.Duration;
import java.time.Instant;

/** Clocks that a test moves: both together by a {@link SimulatedScheduler}, the wall alone by {@link #jump}. */
public final class SimulatedTime implements Time {

    /** Where the wall clock starts. */
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private long nanos = 1_000_000_000_000L;
    private Instant wall = START;

    @Override
    public synchronized Instant now() {
        return wall;
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    /** Lets time pass, without running anything. */
    public synchronized void pass(Duration span) {
        nanos += span.toNanos();
        wall = wall.plus(span);
    }

    /** Moves the wall clock alone, forwards or backwards, as a time server or a suspended machine does. */
    public synchronized void jump(Duration span) {
        wall = wall.plus(span);
    }
}
