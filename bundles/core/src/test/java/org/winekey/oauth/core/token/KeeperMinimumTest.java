// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.FakeProvider.error;
import static org.winekey.oauth.core.token.FakeProvider.fails;
import static org.winekey.oauth.core.token.House.HOUR;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.TokenResult.Misconfigured;
import org.winekey.oauth.TokenResult.SignInRequired;
import org.winekey.oauth.TokenResult.Unavailable;
import org.winekey.oauth.core.protocol.Grant.Quarantine;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.seam.HttpTransport.Fault;

/** A token that lasts at least so long. */
@Timeout(20)
final class KeeperMinimumTest {

    private static final Duration ABSURD = Duration.ofSeconds(Long.MAX_VALUE);

    private final House house = new House();

    private House aged(Duration age) {
        return house.signedIn(house.grant(age, HOUR)).configured();
    }

    private String text(Duration minimum) {
        return house.keeper().token(minimum).orElseThrow().value();
    }

    @Test
    void minimum_met_isTheTokenAtHandWithoutARequest() {
        aged(Duration.ofMinutes(30));

        assertThat(text(Duration.ofMinutes(29))).isEqualTo("access-0");
        assertThat(text(Duration.ZERO)).isEqualTo("access-0");
        assertThat(house.posts()).isZero();
    }

    @Test
    void minimum_notMet_waitsForOneRefresh() {
        aged(Duration.ofMinutes(30));

        assertThat(text(Duration.ofMinutes(31))).isEqualTo("access-1");
        assertThat(text(Duration.ofMinutes(31))).isEqualTo("access-1");
        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void minimum_othersMeanwhile_keepTheUsableToken() {
        aged(Duration.ofMinutes(30));
        var answer = house.keeper().tokenAsync(Duration.ofMinutes(50));
        house.scheduler.settle();

        assertThat(house.text()).isEqualTo("access-0");
        assertThat(answer).isNotDone();
        house.pass(Duration.ofSeconds(1));
        assertThat(answer.join().orElseThrow().value()).isEqualTo("access-1");
    }

    @Test
    @Tag("R-064")
    void minimum_manyCallers_shareTheRefreshInFlight() {
        aged(Duration.ofMinutes(30));
        var answers = new ArrayList<CompletableFuture<TokenResult>>();
        for (var caller = 0; caller < 100; caller++) {
            answers.add(house.keeper().tokenAsync(Duration.ofMinutes(31 + caller % 20)));
        }

        house.pass(Duration.ofSeconds(1));

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.join().orElseThrow().value()).isEqualTo("access-1"));
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void minimum_beyondWhatIsIssued_costsAtMostOneRefreshPerToken() {
        aged(Duration.ofMinutes(30));

        assertThat(text(ABSURD)).isEqualTo("access-1");
        for (var second = 0; second < 40 * 60; second++) {
            assertThat(text(ABSURD)).isEqualTo("access-1");
            house.pass(Duration.ofSeconds(1));
        }

        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void minimum_beyondWhatIsIssuedForADay_addsOneRefreshToEachUsualOne() {
        aged(Duration.ZERO);

        for (var second = 0; second < 24 * 3600; second += 10) {
            assertThat(house.keeper().token(ABSURD)).isInstanceOf(Granted.class);
            house.pass(Duration.ofSeconds(10));
        }

        assertThat(house.posts()).isBetween(24, 60);
        assertThat(house.provider.reused()).isFalse();
    }

    @Test
    void minimum_beyondWhatIsIssued_isTriedOnceMoreWithTheTokenOfALaterRefresh() {
        aged(Duration.ofMinutes(30));
        assertThat(text(Duration.ofHours(2))).isEqualTo("access-1");
        house.pass(Duration.ofMinutes(62));
        assertThat(house.text()).isEqualTo("access-2");

        assertThat(text(Duration.ofHours(2))).isEqualTo("access-3");
        assertThat(text(Duration.ofHours(2))).isEqualTo("access-3");

        assertThat(house.posts()).isEqualTo(3);
    }

    @Test
    void minimum_justBelowWhatIsIssued_isNoRefreshPerCall() {
        aged(Duration.ofMinutes(30));

        for (var second = 0; second < 300; second++) {
            assertThat(text(Duration.ofSeconds(3598))).isEqualTo("access-1");
            house.pass(Duration.ofSeconds(1));
        }

        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void minimum_askedForWithoutEnd_staysWithinTheBudgetAndIsNoTrouble() {
        house.provider.lifetime("20");
        aged(Duration.ofMinutes(59));

        for (var call = 0; call < 1200; call++) {
            assertThat(house.keeper().token(Duration.ofSeconds(17))).isInstanceOf(Granted.class);
            assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
            house.pass(Duration.ofMillis(250));
        }

        var lives = 300 / 20;
        assertThat(house.posts()).isBetween(lives, Budget.SIZE + 4 * lives + 5);
    }

    @Test
    void minimum_laterWithinReach_isMetAgain() {
        aged(Duration.ofMinutes(30));
        text(ABSURD);
        house.pass(Duration.ofMinutes(30));

        assertThat(text(Duration.ofMinutes(45))).isEqualTo("access-2");
    }

    @Test
    void minimum_refreshFails_isTheUsableTokenAndNoSecondAttempt() {
        house.provider.next(fails(false, Fault.CONNECT));
        aged(Duration.ofMinutes(30));

        assertThat(text(Duration.ofMinutes(31))).isEqualTo("access-0");
        assertThat(text(Duration.ofMinutes(31))).isEqualTo("access-0");
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void minimum_deadRefreshToken_isTheUsableToken() {
        house.provider.always(error(400, "invalid_grant"));
        aged(Duration.ofMinutes(30));

        assertThat(text(Duration.ofMinutes(31))).isEqualTo("access-0");
        assertThat(text(Duration.ofMinutes(31))).isEqualTo("access-0");
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void minimum_refreshHangs_isTheUsableTokenWhenTheTimeIsOver() {
        house.provider.latency(Duration.ofSeconds(40));
        aged(Duration.ofMinutes(30));
        var before = house.time.nanos();

        assertThat(text(Duration.ofMinutes(31))).isEqualTo("access-0");
        assertThat(Duration.ofNanos(house.time.nanos() - before)).isEqualTo(Duration.ofSeconds(10));
        house.pass(Duration.ofMinutes(1));
        assertThat(text(Duration.ofMinutes(31))).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void minimum_expired_joinsTheRefreshAndIsMet() {
        aged(Duration.ofHours(2));

        assertThat(text(Duration.ofMinutes(50))).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void minimum_storeNotReadYet_isMetAllTheSame() {
        house.signedIn(house.grant(Duration.ofMinutes(50), HOUR));
        house.keepers.configure(House.CLIENT, new ClientTerms.Ready(House.registration()));

        assertThat(text(Duration.ofMinutes(30))).isEqualTo("access-1");
    }

    @Test
    void minimum_unknownLifetime_isTheTokenAtHand() {
        house.signedIn(house.grant(HOUR, null)).configured();

        assertThat(text(ABSURD)).isEqualTo("access-0");
        assertThat(house.posts()).isZero();
    }

    @Test
    void minimum_noRefreshToken_isTheTokenAtHand() {
        house.signedIn(House.withoutRefreshToken(house.grant(Duration.ofMinutes(30), HOUR)))
                .configured();

        assertThat(text(Duration.ofMinutes(45))).isEqualTo("access-0");
    }

    @Test
    void minimum_quarantine_isTheTokenAtHandAndNothingIsSent() {
        var batch = new Quarantine("restore-0011", "this came out of a backup", house.time.now());
        house.signedIn(Grants.quarantined(house.grant(Duration.ofMinutes(30), HOUR), batch))
                .configured();

        assertThat(text(Duration.ofMinutes(45))).isEqualTo("access-0");
        assertThat(house.posts()).isZero();
    }

    @Test
    void minimum_diskRefuses_isTheTokenAtHandAndNothingIsSent() {
        aged(Duration.ofMinutes(30));
        house.store.writesFail(kind -> true);

        assertThat(text(Duration.ofMinutes(45))).isEqualTo("access-0");
        assertThat(house.posts()).isZero();
    }

    @Test
    void minimum_noToken_isTheReason() {
        house.configured();
        assertThat(house.keeper().token(HOUR)).isInstanceOf(SignInRequired.class);

        house.configured(new ClientTerms.Disabled());
        assertThat(house.keeper().token(HOUR)).isInstanceOf(Misconfigured.class);
        assertThat(house.keeper().tokenAsync(HOUR)).isCompletedWithValueMatching(Misconfigured.class::isInstance);
    }

    @Test
    @Tag("R-071")
    void minimum_apiRejectsFreshTokens_doesNotGetAroundTheBackOff() {
        aged(Duration.ofMinutes(10));
        house.keeper().rejected(house.token().orElseThrow());
        house.keeper().rejected(house.token().orElseThrow());
        assertThat(house.text()).isEqualTo("access-1");
        house.pass(Duration.ofSeconds(30));

        assertThat(text(ABSURD)).isEqualTo("access-1");

        assertThat(house.keeper().status().code()).isEqualTo(Code.API_REJECTS);
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void minimum_forgottenWhileWaiting_isSignInRequired() throws Exception {
        aged(Duration.ofMinutes(30));
        var answer = house.keeper().tokenAsync(Duration.ofMinutes(45));
        house.scheduler.settle();

        house.keeper().forget();

        assertThat(answer.join()).isInstanceOf(SignInRequired.class);
        house.pass(HOUR);
        assertThat(house.token()).isInstanceOf(SignInRequired.class);
    }

    @Test
    void tokenAsync_refreshHangs_endsByTheTimeout() {
        house.provider.latency(Duration.ofSeconds(40));
        aged(Duration.ofHours(2));
        var answer = house.keeper().tokenAsync(Duration.ZERO);

        house.pass(Duration.ofMillis(9_999));
        assertThat(answer).isNotDone();
        house.pass(Duration.ofMillis(1));
        assertThat(answer.join()).isInstanceOf(Unavailable.class);
    }

    @Test
    void tokenAsync_engineClosed_endsByTheTimeout() {
        house.provider.latency(Duration.ofSeconds(40));
        aged(Duration.ofHours(2));
        var answer = house.keeper().tokenAsync(Duration.ZERO);

        house.keepers.abandon();
        house.pass(Duration.ofSeconds(10));

        assertThat(answer.join()).isInstanceOf(Unavailable.class);
    }

    @Test
    void tokenAsync_manyAnswered_leaveNoTimerBehind() {
        aged(Duration.ofMinutes(30));
        house.pass(Duration.ofSeconds(1));
        var before = house.scheduler.waiting();

        for (var call = 0; call < 50; call++) {
            var unused = house.keeper().tokenAsync(Duration.ofMinutes(31).plusMillis(call));
        }
        house.pass(Duration.ofSeconds(1));

        assertThat(house.scheduler.waiting()).isLessThanOrEqualTo(before);
        assertThat(List.of(house.posts())).containsExactly(1);
    }
}
