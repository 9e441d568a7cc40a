// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.winekey.oauth.itests.support.FelixProcess;

/** The wall clock of a real process jumps, and back, at any moment: no grant is lost, each jump costs one refresh at most. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class ClockIT {
    /** Each round pairs every moment with another jump; five have all pairs. */
    private static final int ROUNDS = Integer.getInteger("itest.clock", 1);

    private static final List<Duration> JUMPS = List.of(
            Duration.ofDays(365),
            Duration.between(Instant.now(), Instant.EPOCH.plusSeconds(60)),
            Duration.ofHours(-1),
            Duration.ofDays(56 * 365 + 14),
            Duration.ofHours(1));

    private static final List<BiConsumer<ShiftedHouse, Duration>> MOMENTS_OF_A_RUN = List.of(
            noticed(ShiftedHouse::jump),
            noticed((house, to) -> house.signIn(() -> house.jump(to))),
            noticed((house, to) -> {
                house.jumpAtTheProvider(to);
                house.signIn();
            }),
            noticed((house, to) -> {
                house.jumpAtTheProvider(to);
                house.refresh();
            }));

    static Stream<Path> javas() {
        return PlainFelixIT.javas();
    }

    @ParameterizedTest
    @MethodSource("javas")
    @Tag("R-098")
    void wallClock_jumpsAndBack_costsOneRefreshEachAndNoGrant(Path java) {
        try (var house = new ShiftedHouse(java)) {
            for (int round = 0; round < ROUNDS; round++) {
                int next = round;
                for (var moment : MOMENTS_OF_A_RUN) {
                    jump(house, moment, JUMPS.get(next++ % JUMPS.size()));
                    jump(house, moment, Duration.ZERO);
                }
                jumpAgainAndAgain(house);
                // After it nothing is left to be noticed late.
                restartThereAndBack(house, JUMPS.get(next % JUMPS.size()));
            }

            System.out.printf(
                    "clock: JDK %s, %d jumps, %d extra refreshes, 0 grants lost%n",
                    FelixProcess.javaVersion(java), house.jumps(), house.extraRequests());
            // By a clock that went far ahead a token is old.
            assertThat(house.extraRequests()).isGreaterThanOrEqualTo(ROUNDS);
        }
    }

    private static void jump(ShiftedHouse house, BiConsumer<ShiftedHouse, Duration> moment, Duration to) {
        requireOneRefreshEach(house, "a jump to " + to, () -> {
            moment.accept(house, to);
            house.requireWell();
        });
    }

    /**
     * Counted together: a token that seems to come from the future is refreshed a while after a start. The person's refresh
     * leaves none of that for later.
     */
    private static void restartThereAndBack(ShiftedHouse house, Duration to) {
        requireOneRefreshEach(house, "restarts at " + to + " and back", () -> {
            house.restart(to);
            house.requireWell();
            house.restart(Duration.ZERO);
            house.refresh();
            house.requireWell();
        });
    }

    private static void jumpAgainAndAgain(ShiftedHouse house) {
        requireOneRefreshEach(house, "again and again", () -> {
            for (Duration to : JUMPS) {
                house.jump(to);
                house.requireTokens();
                house.jump(Duration.ZERO);
                house.requireTokens();
            }
            house.requireWell();
        });
    }

    private static void requireOneRefreshEach(ShiftedHouse house, String what, Runnable jumping) {
        long extraBefore = house.extraRequests();
        long jumpsBefore = house.jumps();
        jumping.run();
        assertThat(house.extraRequests() - extraBefore).as(what).isBetween(0L, house.jumps() - jumpsBefore);
    }

    private static BiConsumer<ShiftedHouse, Duration> noticed(BiConsumer<ShiftedHouse, Duration> moment) {
        return (house, to) -> {
            String before = house.lastNotice();
            moment.accept(house, to);
            house.awaitOtherNotice(before);
        };
    }
}
