// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.FakeProvider.fails;
import static org.winekey.oauth.core.token.House.HOUR;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.ClientStatus.Audience;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.TokenResult.Unavailable;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordKind;

/** How many refreshes one client sends at most, and that this never outlives its cause. */
@Timeout(20)
final class KeeperBudgetTest {

    private static final Duration WELL_FOR = Duration.ofMinutes(15);

    private final House house = new House();

    private House signedIn(Duration ago) {
        return house.signedIn(house.grant(ago, HOUR)).configured();
    }

    /** Dies again and again, each time while somebody waits for a token. */
    private House crashedInALoop(int times) {
        for (var crash = 0; crash < times; crash++) {
            house.restarted().configured();
            house.keepers.tokenTimeout(Duration.ofMillis(100));
            house.token();
            house.pass(Duration.ofMillis(200));
        }
        return house;
    }

    private House withoutAnswers() {
        house.provider.always(fails(true, Fault.CUT)).latency(HOUR);
        return signedIn(HOUR.multipliedBy(2));
    }

    private void well() {
        house.provider.always(FakeProvider.WELL).latency(Duration.ofMillis(50));
        house.keepers.tokenTimeout(Duration.ofSeconds(10));
    }

    @Test
    void twoHundredCrashesInAMinute_sendAboutTwentyRefreshes() {
        withoutAnswers();

        crashedInALoop(200);

        assertThat(house.time.now()).isBefore(House.later(Duration.ofMinutes(1)));
        assertThat(house.posts()).isBetween(Budget.SIZE, Budget.SIZE + 2);
        assertThat(house.token()).isInstanceOfSatisfying(Unavailable.class, unavailable -> {
            assertThat(unavailable.reason()).contains("budget", "crash loop");
            assertThat(unavailable.retryAt())
                    .isBetween(house.time.now(), house.time.now().plusSeconds(60));
        });
        assertThat(house.keeper().status().code()).isEqualTo(Code.BUDGET_SPENT);
        assertThat(house.keeper().status().audience()).isEqualTo(Audience.OPERATOR);
    }

    @Test
    void twoHundredCrashesInAMinute_areForgottenWithinAQuarterOfAnHour() {
        withoutAnswers();
        crashedInALoop(200);

        well();
        house.restarted().configured().pass(WELL_FOR);

        assertThat(house.token()).isInstanceOf(Granted.class);
        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void budgetSpentUnderAClockFiftySixYearsAhead_isForgottenWithinAQuarterOfAnHour() {
        withoutAnswers();
        house.time.jump(Duration.ofDays(56 * 365));
        crashedInALoop(200);
        house.time.jump(Duration.ofDays(-56 * 365));

        well();
        house.restarted().configured();
        assertThat(house.token()).isInstanceOf(Unavailable.class);
        house.pass(WELL_FOR);

        assertThat(house.token()).isInstanceOf(Granted.class);
        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void clockJumpsFiftySixYearsAndBackInARun_doesNotRefillAndDoesNotBlock() {
        withoutAnswers();
        crashedInALoop(200);
        var posts = house.posts();

        house.time.jump(Duration.ofDays(56 * 365));
        house.pass(Duration.ofSeconds(20));
        house.time.jump(Duration.ofDays(-56 * 365));
        house.pass(Duration.ofSeconds(20));

        assertThat(house.posts()).isLessThanOrEqualTo(posts + 1);
        well();
        house.restarted().configured().pass(WELL_FOR);
        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @Test
    void rejectedAfterEachOfManyRestarts_spendsNoMoreThanTheReserveLeaves() {
        signedIn(Duration.ZERO);

        for (var restart = 0; restart < 100; restart++) {
            house.restarted().configured();
            house.keeper().rejected(house.token().orElseThrow());
            assertThat(house.token()).isInstanceOf(Granted.class);
        }

        assertThat(house.posts()).isBetween(Budget.SIZE - Budget.RESERVE, Budget.SIZE - Budget.RESERVE + 2);
        assertThat(house.keeper().status().code()).isEqualTo(Code.BUDGET_SPENT);
        house.pass(WELL_FOR);
        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void budgetSpentByRejections_theReserveServesTheExpired() {
        signedIn(Duration.ZERO);
        for (var restart = 0; restart < 30; restart++) {
            house.restarted().configured();
            house.keeper().rejected(house.token().orElseThrow());
            house.token();
        }
        var posts = house.posts();

        house.signedIn("00000000000000000000000000000002", expiredWith("refresh-" + posts));
        house.scheduler.settle();

        assertThat(house.text()).isEqualTo("access-" + (posts + 1));
    }

    @Test
    void person_isNeverRefused() {
        withoutAnswers();
        crashedInALoop(60);
        assertThat(house.keeper().status().code()).isEqualTo(Code.BUDGET_SPENT);
        var posts = house.posts();

        well();

        assertThat(house.keeper().refreshNow().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(house.posts()).isEqualTo(posts + 1);
    }

    @Test
    void personWhoRefreshesAllDay_leavesTheReserve() {
        signedIn(Duration.ZERO);

        for (var click = 0; click < 200; click++) {
            assertThat(house.keeper().refreshNow().code()).isEqualTo(Code.AUTHORIZED);
        }

        assertThat(house.posts()).isEqualTo(200);
        assertThat(house.intent().orElseThrow().spent()).isLessThanOrEqualTo(16_000);
    }

    @Test
    void diskRefusesTheIntent_costsNoBudget() {
        signedIn(HOUR.multipliedBy(2));
        house.store.writesFail(kind -> kind == RecordKind.INTENT);
        for (var minute = 0; minute < 120; minute++) {
            house.token();
            house.pass(Duration.ofMinutes(1));
        }
        assertThat(house.posts()).isZero();

        house.store.writesFail(kind -> false);
        house.pass(Duration.ofSeconds(31));

        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    void outcomeKnownAfterAll_keepsTheLevelInTheStore() {
        house.provider.next(fails(false, Fault.CONNECT));
        signedIn(HOUR.multipliedBy(2)).token();

        var intent = house.intent().orElseThrow();

        assertThat(intent.sends()).isZero();
        assertThat(intent.spent()).isEqualTo(1_000);
    }

    @Test
    void fourSecondTokens_neverRunDry() {
        house.provider.lifetime("4");
        house.signedIn(house.grant(Duration.ofSeconds(5), Duration.ofSeconds(4)))
                .configured();
        house.token();

        for (var tick = 0; tick < 3600; tick++) {
            house.pass(Duration.ofSeconds(1));
            assertThat(house.token()).isInstanceOf(Granted.class);
        }

        assertThat(house.posts()).isBetween(950, 1_300);
        assertThat(house.intent().orElseThrow().spent()).isLessThan(3_000);
    }

    private Grant expiredWith(String refreshToken) {
        var grant = house.grant(HOUR.multipliedBy(2), HOUR);
        return new Grant(
                grant.registration(),
                grant.accessToken(),
                Secret.of(refreshToken),
                grant.scopes(),
                grant.issuedAt(),
                grant.expiresAt(),
                grant.consentedAt(),
                0,
                null);
    }
}
