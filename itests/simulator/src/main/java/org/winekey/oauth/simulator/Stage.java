// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * Time and what happens in it, on one thread: events in the order of true time, those of one moment in the order in which
 * they were planned. The machine's clocks follow from true time. Not thread-safe.
 */
final class Stage {

    /** Where true time starts. */
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private static final long SECOND = 1_000_000_000L;

    private final Trace trace;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long numbers;
    private long now;
    private long slept;
    private long offset;
    private long awakeFrom;

    Stage(Trace trace) {
        this.trace = trace;
    }

    /** Something planned. */
    static final class Event implements Comparable<Event> {
        private final long number;
        private final Runnable task;
        private final boolean onMachine;
        private long at;
        private boolean cancelled;

        private Event(long at, long number, boolean onMachine, Runnable task) {
            this.at = at;
            this.number = number;
            this.onMachine = onMachine;
            this.task = task;
        }

        void cancel() {
            cancelled = true;
        }

        boolean isCancelled() {
            return cancelled;
        }

        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    /** True time in nanoseconds since the start. */
    long now() {
        return now;
    }

    /** What the machine's monotonic clock shows: it stands still while the machine sleeps. */
    long monotonic() {
        return now - slept;
    }

    /** What the machine's wall clock shows. */
    Instant wall() {
        var shown = now + offset;
        return START.plusSeconds(Math.floorDiv(shown, SECOND)).plusNanos(Math.floorMod(shown, SECOND));
    }

    /** The date without the machine's error. */
    Instant truth() {
        return START.plusNanos(now);
    }

    /** How far the wall clock is off. */
    Duration error() {
        return Duration.ofNanos(offset);
    }

    void setError(Duration error) {
        offset = error.toNanos();
    }

    /** Plans something of the world. */
    Event after(long nanos, Runnable task) {
        return plan(nanos, false, task);
    }

    /** Plans something by the monotonic clock of the machine. */
    Event onMachineAfter(long nanos, Runnable task) {
        return plan(nanos, true, task);
    }

    private Event plan(long nanos, boolean onMachine, Runnable task) {
        var from = onMachine ? Math.max(now, awakeFrom) : now;
        var event = new Event(from + Math.max(0, nanos), numbers++, onMachine, task);
        events.add(event);
        return event;
    }

    /** Moves an event of the machine to an earlier moment; the caller keeps the returned one. */
    Event sooner(Event event, long nanos) {
        event.cancel();
        return plan(nanos, event.onMachine, event.task);
    }

    /** The machine sleeps from now on. */
    void sleep(long nanos) {
        awakeFrom = Math.max(awakeFrom, now) + nanos;
        slept += nanos;
        var all = events.toArray(Event[]::new);
        events.clear();
        for (var event : all) {
            event.at += event.onMachine ? nanos : 0;
            events.add(event);
        }
    }

    /** Whether the machine sleeps. */
    boolean asleep() {
        return now < awakeFrom;
    }

    long untilAwake() {
        return Math.max(0, awakeFrom - now);
    }

    /** The machine was switched off and on: it sleeps no more. */
    void wake() {
        slept -= untilAwake();
        awakeFrom = now;
    }

    /** Runs the next event up to that moment of true time; false when there is none. */
    boolean runNext(long until) {
        for (var next = events.peek(); next != null && next.at <= until; next = events.peek()) {
            events.poll();
            if (!next.cancelled) {
                now = Math.max(now, next.at);
                trace.mix(next.number, now);
                next.task.run();
                return true;
            }
        }
        return false;
    }

    /** Lets time pass without events. */
    void passUntil(long moment) {
        now = Math.max(now, moment);
    }
}
