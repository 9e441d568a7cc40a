// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Habits;

/**
 * How long after its last use a refresh token has to be used again, so that it lives on. Immutable.
 *
 * @param within as far as the grant tells
 * @param helps whether a refresh puts the end of the refresh token off, as far as is known
 */
record Upkeep(Duration within, boolean helps) {

    /** Refresh tokens die when they are not used; the shortest time after which a large provider does that is weeks. */
    private static final Duration USUAL = Duration.ofDays(7);

    private static final Upkeep NONE = new Upkeep(TokenAge.LONGEST, false);

    /** At 80 % of the refresh token's life, unless it is known that a refresh does not prolong that. */
    static Upkeep of(Grant grant) {
        if (!grant.registration().grantType().needsPerson()) {
            return NONE;
        }
        var end = grant.refreshTokenEnd();
        if (end == null || end.fixed()) {
            return new Upkeep(USUAL, end == null);
        }
        var life = TokenAge.shortened(Duration.between(grant.issuedAt(), end.at()));
        return new Upkeep(
                TokenAge.smaller(USUAL, atLeastShortest(life.multipliedBy(4).dividedBy(5))), true);
    }

    /** The same where it is known how long such a token lives: at half of that. */
    Duration under(Habits habits) {
        if (this.equals(NONE)) {
            return within;
        }
        return Stream.of(half(helps ? habits.refreshTokenLifetime() : null), half(habits.refreshTokenIdle()))
                .reduce(within, TokenAge::smaller);
    }

    private static Duration half(@Nullable Duration life) {
        return life == null ? TokenAge.LONGEST : atLeastShortest(life.dividedBy(2));
    }

    private static Duration atLeastShortest(Duration span) {
        return span.compareTo(TokenAge.SHORTEST) < 0 ? TokenAge.SHORTEST : span;
    }
}
