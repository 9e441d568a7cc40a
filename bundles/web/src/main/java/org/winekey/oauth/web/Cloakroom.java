// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the files of an import between its plan and the answer of the person who brought them, in memory alone. At most
 * {@value #MOST} imports for ten minutes; the oldest goes first. Files that go are wiped.
 *
 * <p>Thread-safe.
 */
final class Cloakroom {

    static final int MOST = 4;

    private static final long KEPT = Duration.ofMinutes(10).toNanos();

    /** Files, and what would become of them. Who fetched them closes them. */
    record Luggage(PlannedImport plan, Upload upload) implements AutoCloseable {
        @Override
        public void close() {
            upload.close();
        }
    }

    private record Kept(String user, Luggage luggage, long since) {}

    private final Surroundings surroundings;
    private final Map<String, Kept> all = new LinkedHashMap<>(); // guarded by itself
    private boolean closed; // guarded by all

    Cloakroom(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Keeps files for a user and answers their id: 22 characters, safe in a path. */
    String keep(String user, Luggage luggage) {
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(surroundings.random(16));
        synchronized (all) {
            sweep();
            if (all.size() == MOST) {
                drop(all.keySet().iterator().next());
            }
            all.put(id, new Kept(user, luggage, surroundings.nanos().getAsLong()));
            if (closed) {
                drop(id);
            }
        }
        return id;
    }

    /** What would become of the files that this user left. */
    Optional<PlannedImport> look(String id, String user) {
        synchronized (all) {
            sweep();
            return find(id, user).map(Luggage::plan);
        }
    }

    /** Hands the files over to the user who left them, once. */
    Optional<Luggage> fetch(String id, String user) {
        synchronized (all) {
            sweep();
            var found = find(id, user);
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

    private Optional<Luggage> find(String id, String user) {
        return Optional.ofNullable(all.get(id))
                .filter(kept -> kept.user.equals(user))
                .map(Kept::luggage);
    }

    private void drop(String id) {
        var gone = all.remove(id);
        if (gone != null) {
            gone.luggage.close();
        }
    }
}
