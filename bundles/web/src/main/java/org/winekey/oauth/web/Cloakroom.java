// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps what a person left between a plan and the answer to it, in memory alone, so that no page carries it. All goes after
 * ten minutes, and the oldest when there is too much.
 *
 * <p>Thread-safe.
 *
 * @param <T> what is left
 */
final class Cloakroom<T> {

    private static final long KEPT = Duration.ofMinutes(10).toNanos();

    private record Kept<T>(Object owner, T luggage, long since) {
        /** Shows nothing: it may be secret. */
        @Override
        public String toString() {
            return "Kept[***]";
        }
    }

    private final Surroundings surroundings;
    private final int most;
    private final Consumer<T> wiping;
    private final Map<String, Kept<T>> all = new LinkedHashMap<>(); // guarded by itself
    private boolean closed; // guarded by all

    /** For at most so much; what goes without being fetched is wiped in this way. */
    Cloakroom(Surroundings surroundings, int most, Consumer<T> wiping) {
        this.surroundings = surroundings;
        this.most = most;
        this.wiping = wiping;
    }

    /** Keeps something for an owner and answers its id: 22 characters, safe in a path and in a form. */
    String keep(Object owner, T luggage) {
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(surroundings.random(16));
        synchronized (all) {
            sweep();
            if (all.size() == most) {
                drop(all.keySet().iterator().next());
            }
            all.put(id, new Kept<>(owner, luggage, surroundings.nanos().getAsLong()));
            if (closed) {
                drop(id);
            }
        }
        return id;
    }

    /** What this owner left. It stays, so whoever looks leaves it as it is. */
    Optional<T> look(String id, Object owner) {
        synchronized (all) {
            sweep();
            return Optional.ofNullable(all.get(id))
                    .filter(kept -> kept.owner.equals(owner))
                    .map(Kept::luggage);
        }
    }

    /** Hands it over to the owner who left it, once; to wipe it is up to whoever fetched it. */
    Optional<T> fetch(String id, Object owner) {
        synchronized (all) {
            var found = look(id, owner);
            found.ifPresent(unused -> all.remove(id));
            return found;
        }
    }

    /** Wipes what was kept long enough. */
    void sweep() {
        long now = surroundings.nanos().getAsLong();
        synchronized (all) {
            all.entrySet().stream()
                    .filter(entry -> now - entry.getValue().since > KEPT)
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(this::drop);
        }
    }

    /** Wipes everything, and what still comes. */
    void close() {
        synchronized (all) {
            closed = true;
            Map.copyOf(all).keySet().forEach(this::drop);
        }
    }

    private void drop(String id) {
        var gone = all.remove(id);
        if (gone != null) {
            wiping.accept(gone.luggage);
        }
    }
}
