// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.ClientEvent;

/**
 * One thing that happened, as often as it happened in a row. Immutable.
 *
 * @param what the same each time
 * @param latest what may differ each time; that of the last time
 * @param until until when nothing is sent, the last time (null: no certain time)
 */
record Happening(
        Kind kind,
        String what,
        String latest,
        Instant firstAt,
        Instant lastAt,
        int times,
        @Nullable Instant until) implements ClientEvent {

    /** What repeats while the world is unwell. */
    private static final Set<Kind> FAULTS =
            Set.of(Kind.NOT_REFRESHED, Kind.THROTTLED, Kind.API_REJECTED, Kind.STORE_REFUSED, Kind.CLOCK_JUMPED);

    /** What comes and goes without anybody doing anything. */
    private static final Set<Kind> EVERYDAY = Set.of(Kind.REFRESHED, Kind.STORE_WORKS, Kind.DROPPED);

    static Happening once(Kind kind, String what, Instant at) {
        return new Happening(kind, what, "", at, at, 1, null);
    }

    /** The same with what may differ each time. */
    Happening with(String detail, @Nullable Instant waitUntil) {
        return new Happening(kind, what, detail, firstAt, lastAt, times, waitUntil);
    }

    @Override
    public String text() {
        return what + latest;
    }

    @Override
    public Optional<Instant> waitUntil() {
        return Optional.ofNullable(until);
    }

    boolean isFault() {
        return FAULTS.contains(kind);
    }

    boolean isRoutine() {
        return isFault() || EVERYDAY.contains(kind);
    }

    boolean sameAs(Happening other) {
        return kind == other.kind && what.equals(other.what);
    }

    /** This, and once more what happened later. */
    Happening andAgain(Happening later) {
        return new Happening(kind, what, later.latest, firstAt, later.lastAt, times + later.times, later.until);
    }
}
