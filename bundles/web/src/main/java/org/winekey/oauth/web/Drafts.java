// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps changes of settings between their plan and the answer of the person who asked for them, in memory alone, so that no page
 * sends a value back: any of them may be secret. At most {@value #MOST} for ten minutes; the oldest goes first.
 *
 * <p>Thread-safe.
 */
final class Drafts {

    static final int MOST = 16;

    private static final long KEPT = Duration.ofMinutes(10).toNanos();

    private record Draft(String user, String client, Map<String, @Nullable String> changes, long since) {}

    private final Surroundings surroundings;
    private final Map<String, Draft> all = new LinkedHashMap<>(); // guarded by itself
    private boolean closed; // guarded by all

    Drafts(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Keeps what a user would change of a client and answers its id: 22 characters, safe in a form.
     *
     * @param changes the values by key (null: the key goes)
     */
    String keep(String user, String client, Map<String, @Nullable String> changes) {
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(surroundings.random(16));
        var kept = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
        synchronized (all) {
            sweep();
            if (all.size() == MOST) {
                all.remove(all.keySet().iterator().next());
            }
            if (!closed) {
                all.put(id, new Draft(user, client, kept, surroundings.nanos().getAsLong()));
            }
        }
        return id;
    }

    /** Hands the changes over to the user who asked for them, once. */
    Optional<Map<String, @Nullable String>> fetch(String id, String user, String client) {
        synchronized (all) {
            sweep();
            var found = Optional.ofNullable(all.get(id))
                    .filter(draft -> draft.user.equals(user) && draft.client.equals(client))
                    .map(Draft::changes);
            found.ifPresent(unused -> all.remove(id));
            return found;
        }
    }

    /** Drops what was kept long enough. */
    void sweep() {
        long now = surroundings.nanos().getAsLong();
        synchronized (all) {
            all.values().removeIf(draft -> now - draft.since > KEPT);
        }
    }

    /** Drops everything, and what still comes. */
    void close() {
        synchronized (all) {
            closed = true;
            all.clear();
        }
    }
}
