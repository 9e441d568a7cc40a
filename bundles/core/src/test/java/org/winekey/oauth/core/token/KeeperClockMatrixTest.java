// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.seam.SimulatedTime;

/** Every jump of the wall clock at every moment, and back: no grant is lost, and each jump costs one refresh at most. */
@Timeout(60)
final class KeeperClockMatrixTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration A_WHILE = Duration.ofMinutes(5);

    private static final Map<String, Duration> JUMPS = Map.of(
            "to 1970", Duration.between(SimulatedTime.START, Instant.EPOCH),
            "-1 h", HOUR.negated(),
            "-10 s", Duration.ofSeconds(-10),
            "+10 s", Duration.ofSeconds(10),
            "+1 h", HOUR,
            "+1 y", Duration.ofDays(365),
            "+56 y", Duration.ofDays(56 * 365 + 14));

    /** What the client is doing when the clock jumps; the house is signed in, and tokens live for a day. */
    private static final Map<String, Consumer<House>> MOMENTS = Map.of(
            "at rest", house -> house.configured().pass(A_WHILE),
            "before the start",
                    house -> {
                        house.keepers.abandon();
                        house.scheduler.settle();
                    },
            "during a refresh",
                    house -> {
                        house.configured().pass(A_WHILE);
                        house.keepers.tokenTimeout(Duration.ZERO);
                        house.provider.latency(Duration.ofSeconds(20));
                        house.keeper().refreshNow();
                        house.keepers.tokenTimeout(Duration.ofSeconds(10));
                    },
            "after a lost answer",
                    house -> {
                        house.provider.next(FakeProvider.fails(true, Fault.CUT));
                        house.configured().pass(A_WHILE);
                        house.keeper().refreshNow();
                    },
            "with a 401 on its way",
                    house -> {
                        house.configured().pass(A_WHILE);
                        house.keeper().rejected(house.token().orElseThrow());
                    });

    static Stream<Arguments> cells() {
        return JUMPS.keySet().stream().flatMap(jump -> MOMENTS.keySet().stream().map(at -> Arguments.of(jump, at)));
    }

    private static House house() {
        var house = new House();
        house.provider.lifetime("86400");
        return house.signedIn(house.grant(Duration.ZERO, HOUR));
    }

    private static void jump(House house, Duration span) {
        var before = house.posts();
        house.time.jump(span);
        startedIfStopped(house).pass(A_WHILE);
        assertThat(house.posts() - before).as("refreshes after a jump").isLessThanOrEqualTo(1);
    }

    private static House startedIfStopped(House house) {
        return house.keeper().status().code() == Code.STARTING
                ? house.restarted().configured()
                : house;
    }

    private static void requireWell(House house) {
        house.pass(Duration.ofMinutes(1));
        assertThat(house.token()).isInstanceOf(Granted.class);
        assertThat(house.stored().orElseThrow().ended()).isNull();
        assertThat(house.provider.reused()).isFalse();
        assertThat(house.provider.mostInFlight()).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cells")
    @Tag("R-098")
    void wallClock_jumpsAndBack_costsOneRefreshEachAndNoGrant(String jump, String moment) {
        var house = house();
        MOMENTS.get(moment).accept(house);

        jump(house, JUMPS.get(jump));
        requireWell(house);
        jump(house, JUMPS.get(jump).negated());

        requireWell(house);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cells")
    @Tag("R-098")
    void wallClock_jumpsAgainAndAgain_costsOneRefreshEachAndNoGrant(String jump, String moment) {
        var house = house();
        MOMENTS.get(moment).accept(house);

        for (var time = 0; time < 10; time++) {
            jump(house, JUMPS.get(jump));
            jump(house, JUMPS.get(jump).negated());
        }

        requireWell(house);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cells")
    @Tag("R-098")
    void wallClock_jumpsDuringAnOutage_allIsWellAfterIt(String jump, String moment) {
        var house = house();
        MOMENTS.get(moment).accept(house);
        house.provider.always(FakeProvider.fails(false, Fault.CONNECT));
        house.time.jump(JUMPS.get(jump));
        startedIfStopped(house).pass(Duration.ofHours(3));

        house.provider.always(FakeProvider.WELL);
        house.time.jump(JUMPS.get(jump).negated());
        house.pass(Duration.ofMinutes(15));

        requireWell(house);
    }
}
