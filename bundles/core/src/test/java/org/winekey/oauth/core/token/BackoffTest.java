// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.SimulatedEntropy;

final class BackoffTest {

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(15);

    private final Backoff backoff = new Backoff(new SimulatedEntropy(3));

    @Test
    void next_growsToTheCapAndNeverBeyond() {
        var longest = Duration.ZERO;
        for (var failure = 1; failure <= 1000; failure++) {
            var wait = backoff.next(LEAST, MOST);
            assertThat(wait).isBetween(LEAST, MOST);
            assertThat(wait).isLessThanOrEqualTo(LEAST.multipliedBy(1L << Math.min(failure, 20)));
            longest = wait.compareTo(longest) > 0 ? wait : longest;
        }

        assertThat(longest).isGreaterThan(Duration.ofMinutes(14));
    }

    @Test
    void next_whileItGrows_isSpreadOverTheWholeRange() {
        var early = 0;
        for (var house = 0; house < 1000; house++) {
            backoff.reset();
            backoff.next(LEAST, MOST);
            early += backoff.next(LEAST, MOST).compareTo(LEAST.multipliedBy(5).dividedBy(2)) < 0 ? 1 : 0;
        }

        assertThat(early).isBetween(440, 560);
    }

    @Test
    void next_onceItHasGrown_isSpreadOverTheLastTwentieth() {
        for (var failure = 0; failure < 10; failure++) {
            backoff.next(LEAST, MOST);
        }
        var early = 0;
        for (var failure = 0; failure < 1000; failure++) {
            var wait = backoff.next(LEAST, MOST);
            assertThat(wait).isBetween(Duration.ofSeconds(855), MOST);
            early += wait.compareTo(Duration.ofMillis(877_500)) < 0 ? 1 : 0;
        }

        assertThat(early).isBetween(440, 560);
    }

    @Test
    void next_mostThatIsTheLeast_isThat() {
        for (var failure = 0; failure < 100; failure++) {
            assertThat(backoff.next(MOST, MOST)).isEqualTo(MOST);
        }
    }

    @Test
    @Tag("R-067")
    void next_whenSomebodyAskedForALongerWait_isJitteredUpwardsOnly() {
        for (var ask = 0; ask < 1000; ask++) {
            assertThat(backoff.next(LEAST, MOST, Duration.ofSeconds(1000)))
                    .isBetween(Duration.ofSeconds(1000), Duration.ofSeconds(1100));
        }
    }

    @Test
    @Tag("R-067")
    void next_whenSomebodyAsksForASecondAgainAndAgain_growsAllTheSame() {
        for (var ask = 0; ask < 10; ask++) {
            assertThat(backoff.next(LEAST, MOST, LEAST)).isGreaterThanOrEqualTo(LEAST);
        }

        assertThat(backoff.next(LEAST, MOST, LEAST)).isGreaterThan(Duration.ofMinutes(14));
    }

    @Test
    void reset_beginsAnew() {
        for (var failure = 0; failure < 20; failure++) {
            backoff.next(LEAST, MOST);
        }

        backoff.reset();

        assertThat(backoff.next(LEAST, MOST)).isLessThanOrEqualTo(LEAST.multipliedBy(2));
    }
}
