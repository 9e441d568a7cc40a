// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Habits;

/**
 * How old an access token is, by the monotonic clock; the wall clock can only make it older. Immutable.
 *
 * @param lifetime from issue to expiry; null: the provider did not say
 * @param issuedAt wall clock of the issue
 * @param bornNanos monotonic time of the issue, before this run for a stored token
 * @param known false when a stored token seems to come from the future: then it is used until somebody refuses it
 * @param upkeep how long the refresh token may go unused
 */
record TokenAge(@Nullable Duration lifetime, Instant issuedAt, long bornNanos, boolean known, Upkeep upkeep) {

    /** Longer lifetimes are cut, so that sums of nanoseconds stay far from overflow. */
    static final Duration LONGEST = Duration.ofDays(3650);

    /** Shorter ones would be renewed without a pause. */
    static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final Duration MARGIN = Duration.ofSeconds(1);

    /** A token whose request was sent at that monotonic moment. */
    static TokenAge fresh(Grant grant, long sentNanos) {
        return new TokenAge(lifetime(grant), grant.issuedAt(), sentNanos, true, Upkeep.of(grant));
    }

    /** A token from the store, of which only the wall clock knows something. */
    static TokenAge stored(Grant grant, Instant now, long nanos) {
        var age = Duration.between(grant.issuedAt(), now);
        var known = !age.isNegative();
        var born = nanos - (known ? shortened(age).toNanos() : 0);
        return new TokenAge(lifetime(grant), grant.issuedAt(), born, known, Upkeep.of(grant));
    }

    /** The same after the wall clock moved on its own. */
    TokenAge jumped(Instant now, long nanos) {
        var age = Duration.between(issuedAt, now);
        var born = nanos - shortened(age).toNanos();
        return age.isNegative() || born - bornNanos >= 0 ? this : new TokenAge(lifetime, issuedAt, born, known, upkeep);
    }

    /** The same with no trust in what the clocks said about its age. */
    TokenAge doubted() {
        return new TokenAge(lifetime, issuedAt, bornNanos, false, upkeep);
    }

    /** Whether the end is known at all. */
    boolean ends() {
        return lifetime != null && known;
    }

    boolean expired(long nanos) {
        return ends() && nanos - endNanos() >= 0;
    }

    /** When it stops being handed out: a little before the expiry, so that it survives the way to the API. */
    long endNanos() {
        var span = spanNanos();
        return bornNanos + span - Math.min(MARGIN.toNanos(), span / 20);
    }

    /** When it is due to be renewed: at 70 to 90 % of its life, or when the refresh token has to be used. */
    long staleNanos(double chance, Habits habits) {
        var byAge = (long) (spanNanos() * (0.7 + 0.2 * chance));
        var byRefreshToken = (long) (upkeep.under(habits).toNanos() * (0.8 + 0.2 * chance));
        return bornNanos + Math.min(byAge, byRefreshToken);
    }

    /** Before when the provider refuses to renew it (null: it never does, or no clock tells). */
    @Nullable
    Long earliestNanos(Habits habits) {
        var notBefore = habits.refreshNotBefore();
        return notBefore == null || !ends()
                ? null
                : bornNanos + spanNanos() - shortened(notBefore).toNanos();
    }

    private long spanNanos() {
        return (lifetime == null ? LONGEST : lifetime).toNanos();
    }

    /** The time between two refreshes, about. */
    Duration pace(Habits habits) {
        var within = upkeep.under(habits);
        return lifetime == null ? within : smaller(lifetime, within);
    }

    private static @Nullable Duration lifetime(Grant grant) {
        var expiresAt = grant.expiresAt();
        if (expiresAt == null) {
            return null;
        }
        var lifetime = shortened(Duration.between(grant.issuedAt(), expiresAt));
        return lifetime.compareTo(SHORTEST) < 0 ? SHORTEST : lifetime;
    }

    static Duration shortened(Duration span) {
        return span.isNegative() ? Duration.ZERO : smaller(span, LONGEST);
    }

    static Duration smaller(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
