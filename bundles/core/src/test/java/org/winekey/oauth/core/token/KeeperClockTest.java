// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.House.HOUR;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.TokenResult.Unavailable;
import org.winekey.oauth.core.seam.HttpTransport.Fault;

/** Wrong, jumping and sleeping clocks. */
@Timeout(20)
final class KeeperClockTest {

    private static final Duration CENTURY_START = Duration.ofDays(-20_000);

    private final House house = new House();

    private House valid() {
        return house.signedIn(house.grant(Duration.ZERO, HOUR)).configured();
    }

    @ParameterizedTest
    @ValueSource(longs = {-20_000L * 86_400, -365L * 86_400, -3_600, -10, 10, 3_600, 365L * 86_400, 20_000L * 86_400})
    @Tag("R-098")
    void wallClockJumps_costAtMostOneRefreshAndLoseNothing(long seconds) {
        valid();
        house.pass(Duration.ofMinutes(1));

        house.time.jump(Duration.ofSeconds(seconds));
        house.pass(Duration.ofMinutes(5));

        assertThat(house.token()).isInstanceOf(Granted.class);
        assertThat(house.posts()).isLessThanOrEqualTo(1);
        assertThat(house.stored()).isPresent();
        house.time.jump(Duration.ofSeconds(-seconds));
        house.pass(Duration.ofMinutes(5));
        assertThat(house.token()).isInstanceOf(Granted.class);
        assertThat(house.posts()).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, 60, 20_000})
    @Tag("R-067")
    void retryAfter_machineSleeps_isOverWhenItsTimeHasPassed(long seconds) {
        house.provider.next(FakeProvider.status(429, "text/plain", "", Map.of("retry-after", List.of("7200"))));
        house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured().pass(Duration.ofMinutes(1));

        house.time.jump(Duration.ofSeconds(seconds));
        house.pass(Duration.ofMinutes(1));

        assertThat(house.posts()).isEqualTo(seconds > 7200 ? 2 : 1);
    }

    @Test
    @Tag("R-067")
    void retryAfter_machineSleepsMeanwhile_endsWhenItsTimeComes() {
        house.provider.next(FakeProvider.status(429, "text/plain", "", Map.of("retry-after", List.of("7200"))));
        house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured().pass(Duration.ofMinutes(1));

        house.time.jump(HOUR);
        house.pass(Duration.ofMinutes(55));
        assertThat(house.posts()).isEqualTo(1);
        house.pass(Duration.ofMinutes(20));

        assertThat(house.posts()).isEqualTo(2);
        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @Test
    @Tag("R-067")
    void retryAfter_toldWhileTheClockWasAhead_isToldAnewAndEndsInTime() {
        house.time.jump(HOUR);
        house.provider.next(FakeProvider.status(429, "text/plain", "", Map.of("retry-after", List.of("7200"))));
        house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured().pass(Duration.ofMinutes(1));

        house.time.jump(HOUR.negated());
        house.pass(Duration.ofSeconds(10));
        assertThat(house.token())
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        unavailable -> assertThat(unavailable.retryAt())
                                .isBetween(
                                        house.time.now().plusSeconds(7000),
                                        house.time.now().plusSeconds(7900)));
        house.time.jump(HOUR);
        house.pass(Duration.ofMinutes(55));
        assertThat(house.posts()).isEqualTo(1);
        house.pass(Duration.ofMinutes(20));

        assertThat(house.posts()).isEqualTo(2);
        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @Test
    @Tag("R-068")
    void deadGrant_clockJumpsAhead_isNotConfirmedBeforeTimeHasPassed() {
        house.provider.always(FakeProvider.status(400, "application/json", "{\"error\":\"invalid_grant\"}", Map.of()));
        house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured().pass(Duration.ofSeconds(12));
        assertThat(house.posts()).isEqualTo(1);

        house.time.jump(HOUR);
        house.pass(Duration.ofSeconds(8));
        assertThat(house.posts()).isEqualTo(1);
        house.pass(Duration.ofMinutes(1));

        assertThat(house.posts()).isEqualTo(2);
    }

    @Test
    @Tag("R-098")
    void wallClockSetBack_doesNotMakeATokenYounger() {
        valid();
        house.pass(Duration.ofMinutes(20));
        house.provider.always(FakeProvider.fails(false, Fault.CONNECT));

        house.time.jump(Duration.ofMinutes(-30));
        house.pass(Duration.ofMinutes(41));

        assertThat(house.token()).isNotInstanceOf(Granted.class);
    }

    @Test
    @Tag("R-098")
    void machineSuspended_theExpiredTokenIsNoticedWithinAHeartbeat() {
        valid();

        house.time.jump(Duration.ofHours(8));
        house.pass(Duration.ofSeconds(5));

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    @Tag("R-098")
    void machineSuspended_theTokenThatIsStaleNow_isRenewedThoughNobodyAsks() {
        valid();
        house.pass(Duration.ofMinutes(1));

        house.time.jump(Duration.ofMinutes(55));
        house.pass(Duration.ofSeconds(7));

        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    @Tag("R-098")
    void machineSuspendedWhileARefreshIsOut_theTokenIsHandedOutToItsEndOnly() {
        house.provider.latency(Duration.ofSeconds(50));
        house.signedIn(house.grant(Duration.ofMinutes(57), HOUR)).configured().untilPosted();

        house.time.jump(Duration.ofSeconds(150));
        house.pass(Duration.ofSeconds(6));
        assertThat(house.keeper().usable()).isNotNull();
        house.pass(Duration.ofSeconds(30));

        assertThat(house.keeper().usable()).isNull();
        house.pass(Duration.ofSeconds(15));
        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    @Tag("R-098")
    void bootIn1970_storedTokenIsUsedAndRefreshedBehind() {
        house.signedIn(house.grant(Duration.ZERO, HOUR));
        house.time.jump(CENTURY_START);
        house.restarted().configured();

        assertThat(house.text()).isEqualTo("access-0");
        assertThat(house.posts()).isZero();
        house.pass(Duration.ofSeconds(11));
        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    @Tag("R-098")
    void bootIn1970_certificateNotYetValid_healsWithinAMinuteOfTheRightTime() {
        house.signedIn(house.grant(Duration.ZERO, HOUR));
        house.time.jump(CENTURY_START);
        house.provider.always(FakeProvider.fails(false, Fault.CERTIFICATE_NOT_YET_VALID));
        house.restarted().configured();
        house.pass(Duration.ofHours(3));
        assertThat(house.text()).isEqualTo("access-0");

        house.provider.always(FakeProvider.WELL);
        house.time.jump(CENTURY_START.negated());
        house.pass(Duration.ofMinutes(1));

        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    @Tag("R-098")
    void noRefreshToken_clockOneYearAheadAndBack_needsNoPerson() {
        house.signedIn(House.withoutRefreshToken(house.grant(Duration.ZERO, HOUR)))
                .configured();

        house.time.jump(Duration.ofDays(365));
        house.pass(Duration.ofSeconds(6));
        house.time.jump(Duration.ofDays(-365));
        house.pass(Duration.ofSeconds(6));

        assertThat(house.text()).isEqualTo("access-0");
    }

    @Test
    void outageAndSuspend_theNextAttemptDoesNotWaitForTheOldBackOff() {
        house.provider.always(FakeProvider.fails(false, Fault.CONNECT));
        house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured();
        house.pass(Duration.ofHours(4));
        house.provider.always(FakeProvider.WELL);

        house.time.jump(Duration.ofHours(1));
        house.pass(Duration.ofSeconds(7));

        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @Test
    void restart_storedAgeIsByTheWallClock() {
        valid();
        house.keepers.close();
        house.pass(Duration.ofMinutes(61));

        house.restarted().configured();

        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    void closed_nothingIsPlannedAnyMore() {
        valid();

        house.keepers.close();
        house.scheduler.settle();

        assertThat(house.scheduler.waiting()).isZero();
    }
}
