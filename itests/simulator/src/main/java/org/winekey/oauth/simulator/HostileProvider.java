// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An authorization server that tells the truth about what it did: it knows which refresh token lives, and for how long each
 * access token is good. Not thread-safe.
 */
final class HostileProvider {

    private static final long SECOND = 1_000_000_000L;

    private final int number;
    private final Habit habit;
    private final List<Family> families = new ArrayList<>();

    /** What becomes of a refresh token that was used. */
    enum Rotation {
        /** It lives on and is not mentioned. */
        NEVER,
        /** It lives on and is named in every answer. */
        REPEATED,
        /** It is spent. */
        NO_GRACE,
        /** It is spent, but may be used again until its successor is: that brings the same successor. */
        GRACE,
        /** It is spent, and when it is seen again the whole family ends. */
        REUSE_ENDS_FAMILY
    }

    /**
     * What is always so with a provider.
     *
     * @param seconds the lifetime of an access token
     * @param moodySeconds the lifetime on every tenth day
     * @param tells whether it says so
     * @param refusal how it words a refusal
     */
    record Habit(Rotation rotation, long seconds, long moodySeconds, boolean tells, int refusal) {}

    /**
     * What a refresh brought.
     *
     * @param refresh number of the refresh token that lives now
     * @param access number of the new access token
     * @param expiry true time at which that ends
     * @param seconds its lifetime
     */
    record Pair(Family family, int refresh, int access, long expiry, long seconds) {}

    HostileProvider(int number, Habit habit) {
        this.number = number;
        this.habit = habit;
    }

    Habit habit() {
        return habit;
    }

    boolean rotates() {
        return habit.rotation != Rotation.NEVER && habit.rotation != Rotation.REPEATED;
    }

    /** Somebody consents. */
    Family consent(String endpoint, String clientId) {
        var family = new Family(families.size(), endpoint, clientId);
        families.add(family);
        return family;
    }

    /** The first pair of a family. */
    Pair firstPair(Family family, long now) {
        return pair(family, family.live, now);
    }

    private Pair pair(Family family, int refresh, long now) {
        var day = now / (86_400 * SECOND);
        var seconds = day % 10 == 9 ? habit.moodySeconds : habit.seconds;
        return new Pair(family, refresh, family.access, now + seconds * SECOND, seconds);
    }

    /**
     * Acts on a refresh token.
     *
     * @param keeps whether it is to live on this time, and no other one is told
     * @return null: it is refused
     */
    @Nullable
    Pair refresh(Family family, int refresh, boolean keeps, long now) {
        if (!honours(family, refresh)) {
            if (habit.rotation == Rotation.REUSE_ENDS_FAMILY && refresh < family.live) {
                family.alive = false;
            }
            return null;
        }
        if (rotates() && refresh == family.live && !keeps) {
            family.live++;
        }
        family.access++;
        return pair(family, keeps ? refresh : family.live, now);
    }

    /** Whether a refresh with that refresh token would succeed. */
    boolean honours(Family family, int refresh) {
        return family.alive
                && (refresh == family.live || (habit.rotation == Rotation.GRACE && refresh == family.live - 1));
    }

    int families() {
        return families.size();
    }

    Family family(int which) {
        return families.get(which);
    }

    String refreshToken(Family family, int refresh) {
        return "refresh-" + number + "-" + family.number + "-" + refresh;
    }

    String accessToken(Pair pair) {
        return "access-" + number + "-" + pair.family.number + "-" + pair.access + "-" + pair.refresh + "-"
                + pair.expiry / 1_000_000;
    }

    /**
     * A refresh token in its parts.
     *
     * @param provider whose it is
     */
    record Presented(int provider, int family, int refresh) {
        static Presented of(String refreshToken) {
            var parts = refreshToken.split("-", -1);
            return new Presented(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
        }
    }

    /**
     * An access token in its parts.
     *
     * @param refresh the refresh token that came with it
     * @param expiry true time in nanoseconds
     */
    record Served(int provider, int family, int access, int refresh, long expiry) {
        static Served of(String accessToken) {
            var parts = accessToken.split("-", -1);
            return new Served(
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3]),
                    Integer.parseInt(parts[4]),
                    Long.parseLong(parts[5]) * 1_000_000);
        }
    }
}
