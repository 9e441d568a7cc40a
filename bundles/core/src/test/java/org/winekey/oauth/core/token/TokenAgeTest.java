// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.protocol.Habits;

final class TokenAgeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final long NANOS = -5_000_000_000L;

    private final House house = new House();

    private TokenAge age(Duration ago, Duration lifetime) {
        return TokenAge.stored(house.grant(ago, lifetime), house.time.now(), NANOS);
    }

    @Test
    @Tag("R-072")
    void stale_aHundredThousandTimes_isBetween70And90PercentOfLife() {
        var random = new Random(1);
        var age = age(Duration.ZERO, Duration.ofHours(1));
        double sum = 0;

        for (var draw = 0; draw < 100_000; draw++) {
            var share = (age.staleNanos(random.nextDouble(), Habits.PLAIN) - NANOS) / 3.6e12;
            assertThat(share).isBetween(0.7, 0.9);
            sum += share;
        }

        assertThat(sum / 100_000).isBetween(0.799, 0.801);
    }

    @Test
    void end_isALittleBeforeTheExpiry() {
        assertThat(age(Duration.ZERO, Duration.ofHours(1)).endNanos() - NANOS)
                .isEqualTo(Duration.ofSeconds(3599).toNanos());
        assertThat(age(Duration.ZERO, Duration.ofSeconds(4)).endNanos() - NANOS)
                .isEqualTo(Duration.ofMillis(3800).toNanos());
    }

    @Test
    @Tag("R-098")
    void fromTheFuture_isOfUnknownAgeAndNotExpired() {
        var age = age(Duration.ofSeconds(-1), Duration.ofHours(1));

        assertThat(age.known()).isFalse();
        assertThat(age.expired(NANOS + Duration.ofDays(9).toNanos())).isFalse();
    }

    @Test
    @Tag("R-098")
    void wallClock_makesOlderButNeverYounger() {
        var age = age(Duration.ofMinutes(30), Duration.ofHours(1));

        var older = age.jumped(house.time.now().plus(Duration.ofMinutes(40)), NANOS);
        var same = age.jumped(house.time.now().minus(Duration.ofMinutes(10)), NANOS);

        assertThat(older.expired(NANOS)).isTrue();
        assertThat(same).isEqualTo(age);
    }

    @Test
    void enormousLifetime_doesNotOverflow() {
        var age = age(Duration.ZERO, Duration.ofSeconds(20_000_000_000L));

        assertThat(age.expired(NANOS + Duration.ofDays(3000).toNanos())).isFalse();
        assertThat(age.staleNanos(0.5, Habits.PLAIN)).isGreaterThan(NANOS);
    }

    @Test
    void storedLongAgo_isExpired() {
        var grant = house.grant(Duration.ZERO, Duration.ofHours(1));

        assertThat(TokenAge.stored(grant, NOW.plus(Duration.ofDays(200_000)), NANOS)
                        .expired(NANOS))
                .isTrue();
    }
}
