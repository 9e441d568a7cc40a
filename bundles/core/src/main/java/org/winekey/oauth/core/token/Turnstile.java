// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.Time;

/**
 * Lets the refreshes of all clients pass one after another, host by host, so that a house which wakes up with every token
 * expired is no flood at any provider: one in a quarter of a second, and one ahead of that. Those pass first that somebody
 * waits for, then those whose token ends first. Thread-safe.
 */
final class Turnstile {

    /** From one refresh to the next; with the one ahead, at most five pass in any second. */
    static final Duration STEP = Duration.ofMillis(250);

    /** A place in the queue of a host. */
    static final class Place {
        private final String host;
        private final long endNanos;
        private final BooleanSupplier awaited;
        private final Consumer<Place> onTurn;

        /**
         * A place that nobody has taken yet.
         *
         * @param endNanos when the access token ends
         * @param awaited whether somebody waits for the new token; asked under a lock, so no more than a look
         * @param onTurn told once when the turn has come, on a thread of the scheduler and under no lock
         */
        Place(String host, long endNanos, BooleanSupplier awaited, Consumer<Place> onTurn) {
            this.host = host;
            this.endNanos = endNanos;
            this.awaited = awaited;
            this.onTurn = onTurn;
        }
    }

    private static final Comparator<Place> IN_ORDER = (one, other) -> {
        var wanted = Boolean.compare(other.awaited.getAsBoolean(), one.awaited.getAsBoolean());
        return wanted != 0 ? wanted : Long.compare(one.endNanos - other.endNanos, 0);
    };

    private static final class Gate {
        private final List<Place> queue = new ArrayList<>(1);
        private long freeNanos; // when all that passed have had their step
        private @Nullable Long bellNanos; // null: no bell is planned

        private Gate(long nanos) {
            freeNanos = nanos;
        }
    }

    private final Time time;
    private final Scheduler scheduler;
    private final Map<String, Gate> gates = new HashMap<>(); // guarded by itself

    Turnstile(Time time, Scheduler scheduler) {
        this.time = time;
        this.scheduler = scheduler;
    }

    /**
     * Passes, or takes the place.
     *
     * @return true: passed, and nobody will be told
     */
    boolean enter(Place place) {
        synchronized (gates) {
            var gate = gate(place.host);
            if (gate.queue.isEmpty() && closedFor(gate) <= 0) {
                pass(gate);
                return true;
            }
            gate.queue.add(place);
        }
        plan(place.host);
        return false;
    }

    /** Passes at once, as a person does; the others wait a little longer, but not for more than two steps in all. */
    void enterAhead(String host) {
        synchronized (gates) {
            pass(gate(host));
        }
    }

    /** Gives up a place; without effect when its turn has come. */
    void leave(Place place) {
        synchronized (gates) {
            gate(place.host).queue.remove(place);
        }
    }

    /** How many wait for their turn. */
    int waiting() {
        synchronized (gates) {
            return gates.values().stream().mapToInt(gate -> gate.queue.size()).sum();
        }
    }

    /** Goes on where a bell should have rung longer ago than the span. */
    void ringOverdue(Duration by) {
        List<String> overdue;
        synchronized (gates) {
            overdue = gates.entrySet().stream()
                    .filter(entry -> overdue(entry.getValue(), by))
                    .map(Map.Entry::getKey)
                    .toList();
        }
        overdue.forEach(this::ring);
    }

    private void ring(String host) {
        Place next;
        synchronized (gates) {
            var gate = gate(host);
            gate.bellNanos = null;
            next = closedFor(gate) > 0 ? null : first(gate.queue);
            if (next != null) {
                gate.queue.remove(next);
                pass(gate);
            }
        }
        plan(host);
        if (next != null) {
            next.onTurn.accept(next);
        }
    }

    // At most one bell for each host: only while somebody is in the queue.
    private void plan(String host) {
        long delay;
        synchronized (gates) {
            var gate = gate(host);
            if (gate.queue.isEmpty() || gate.bellNanos != null) {
                return;
            }
            delay = Math.max(0, closedFor(gate));
            gate.bellNanos = time.nanos() + delay;
        }
        var unused = scheduler.after(Duration.ofNanos(delay), () -> ring(host));
    }

    private Gate gate(String host) {
        var now = time.nanos();
        gates.values().removeIf(gate -> gate.queue.isEmpty() && gate.bellNanos == null && gate.freeNanos - now <= 0);
        return gates.computeIfAbsent(host, missing -> new Gate(now));
    }

    private long closedFor(Gate gate) {
        return gate.freeNanos - STEP.toNanos() - time.nanos();
    }

    private void pass(Gate gate) {
        var now = time.nanos();
        var most = now + 2 * STEP.toNanos();
        var next = Math.max(gate.freeNanos - now, 0) + now + STEP.toNanos();
        gate.freeNanos = next - most > 0 ? most : next;
    }

    private boolean overdue(Gate gate, Duration by) {
        var bell = gate.bellNanos;
        return bell != null && time.nanos() - bell > by.toNanos();
    }

    private static @Nullable Place first(List<Place> queue) {
        return queue.stream().min(IN_ORDER).orElse(null);
    }
}
