// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.FakeProvider.fails;
import static org.winekey.oauth.core.token.House.HOUR;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.TokenResult.Unavailable;
import org.winekey.oauth.core.protocol.Dialect;
import org.winekey.oauth.core.protocol.Habits;
import org.winekey.oauth.core.protocol.Habits.Allowance;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.HttpTransport.Fault;

/** What is known of a provider's habits decides when a refresh goes out, and when a person is needed. */
@Timeout(60)
final class KeeperHabitsTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration DAY = Duration.ofDays(1);

    private final House house = new House();

    private static Registration with(Habits habits) {
        return House.speaking(Dialect.PLAIN.with(habits), House.registration());
    }

    private static Habits notBefore(Duration span) {
        return new Habits(span, null, null, null);
    }

    private static Habits lifetime(Duration span) {
        return new Habits(null, span, null, null);
    }

    private static Habits idle(Duration span) {
        return new Habits(null, null, span, null);
    }

    private static Habits budget(int refreshes, Duration span) {
        return new Habits(null, null, null, new Allowance(refreshes, span));
    }

    private House signedIn(@Nullable Duration life, Registration registration) {
        return house.signedIn(house.grant(Duration.ZERO, life)).configured(new ClientTerms.Ready(registration));
    }

    private List<Duration> sentAfter() {
        return house.provider.posts().stream()
                .map(post -> Duration.ofNanos(post.nanos()))
                .toList();
    }

    private List<Duration> pauses() {
        var sent = sentAfter();
        return IntStream.range(1, sent.size())
                .mapToObj(post -> sent.get(post).minus(sent.get(post - 1)))
                .toList();
    }

    private void reject() {
        house.keeper().rejected(house.token().orElseThrow());
    }

    @Test
    void refreshNotBefore_everyRefreshWaitsForTheEndToComeNear() {
        house.provider.lifetime("600");
        signedIn(TEN_MINUTES, with(notBefore(Duration.ofSeconds(30))));
        assertThat(house.keeper().report().nextRefreshAt()).contains(House.later(TEN_MINUTES.minusSeconds(30)));

        house.pass(Duration.ofHours(6));

        assertThat(pauses())
                .hasSizeGreaterThan(30)
                .allMatch(pause ->
                        pause.compareTo(Duration.ofSeconds(568)) > 0 && pause.compareTo(Duration.ofSeconds(602)) < 0);
        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @Test
    void refreshNotBefore_rejectedTokenAndMinimum_waitToo_aPersonDoesNot() {
        signedIn(TEN_MINUTES, with(notBefore(Duration.ofSeconds(30))));

        reject();
        house.keeper().token(Duration.ofMinutes(9));
        house.pass(Duration.ofMinutes(9));
        assertThat(house.posts()).isZero();
        house.pass(Duration.ofSeconds(35));
        assertThat(house.posts()).isEqualTo(1);

        house.keeper().refreshNow();

        assertThat(house.posts()).isEqualTo(2);
    }

    @Test
    void refreshNotBefore_personsRefreshFailed_isForgottenWhileNothingIsTried() {
        house.provider.next(fails(false, Fault.DNS)).latency(Duration.ofSeconds(5));
        signedIn(TEN_MINUTES, with(notBefore(Duration.ofSeconds(30))));
        assertThat(house.keeper().refreshNow().code()).isEqualTo(Code.UNAVAILABLE);

        house.pass(Duration.ofMinutes(1));
        assertThat(house.posts()).isEqualTo(1);
        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
        while (house.posts() == 1) {
            house.pass(Duration.ofSeconds(1));
        }

        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void refreshNotBefore_longerThanTheLife_changesNothing() {
        house.provider.lifetime("600");
        signedIn(TEN_MINUTES, with(notBefore(HOUR)));

        house.pass(HOUR);

        assertThat(pauses()).isNotEmpty().allMatch(pause -> pause.compareTo(Duration.ofSeconds(545)) < 0);
    }

    @Test
    void refreshNotBefore_setWhileTheServiceRuns_holdsForThePresentToken() {
        signedIn(TEN_MINUTES, House.registration());

        house.configured(new ClientTerms.Ready(with(notBefore(Duration.ofSeconds(30)))));
        house.pass(Duration.ofMinutes(9).plusSeconds(25));

        assertThat(house.posts()).isZero();
    }

    @Test
    void refreshNotBefore_lostAnswer_isNotRushedAt() {
        house.provider.next(fails(true, Fault.CUT));
        signedIn(TEN_MINUTES, with(notBefore(Duration.ofSeconds(30))));

        house.keeper().refreshNow();
        house.pass(Duration.ofMinutes(9));

        assertThat(house.posts()).isLessThan(8);
        house.pass(Duration.ofMinutes(1));
        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @Test
    void refreshTokenLifetime_rotating_isUsedBeforeHalfOfIt_andNobodyIsNeeded() {
        house.provider.lifetime("");
        signedIn(null, with(lifetime(DAY)));

        house.pass(Duration.ofDays(7));

        assertThat(pauses())
                .hasSizeBetween(13, 18)
                .allMatch(pause ->
                        pause.compareTo(Duration.ofHours(12)) <= 0 && pause.compareTo(Duration.ofHours(9)) > 0);
        assertThat(house.keeper().report().needsPersonAt()).isEmpty();
    }

    @Test
    void refreshTokenLifetime_neverRotating_theEndIsForetoldAndNotRushedAt() {
        house.provider.rotating(false);
        signedIn(HOUR, with(lifetime(DAY)));

        house.pass(Duration.ofHours(2));

        assertThat(house.keeper().report().needsPersonAt()).contains(House.later(DAY));
        house.pass(Duration.ofHours(20));
        assertThat(house.posts()).isLessThan(35);
        assertThat(house.keeper().report().needsPersonAt()).contains(House.later(DAY));
    }

    @Test
    void refreshTokenIdle_isUsedBeforeHalfOfIt_alsoWhenTheRefreshTokenStays() {
        house.provider.lifetime("").rotating(false);
        signedIn(null, with(idle(Duration.ofDays(4))));

        house.pass(Duration.ofDays(20));

        assertThat(pauses())
                .hasSizeBetween(9, 13)
                .allMatch(
                        pause -> pause.compareTo(Duration.ofDays(2)) <= 0 && pause.compareTo(Duration.ofHours(38)) > 0);
        assertThat(house.keeper().report().needsPersonAt()).isEmpty();
    }

    @Test
    void refreshTokenIdle_setWhileTheServiceRuns_holdsForThePresentGrant() {
        house.provider.lifetime("");
        signedIn(null, House.registration());

        house.configured(new ClientTerms.Ready(with(idle(DAY))));
        house.pass(Duration.ofHours(13));

        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void refreshTokenIdle_whileRefreshesFail_theEndIsForetold() {
        house.provider.always(fails(false, Fault.DNS));
        signedIn(HOUR, with(idle(Duration.ofDays(10))));
        assertThat(house.keeper().report().needsPersonAt()).isEmpty();

        house.pass(HOUR);

        assertThat(house.keeper().report().needsPersonAt()).contains(House.later(Duration.ofDays(10)));
        house.provider.always(FakeProvider.WELL);
        house.pass(HOUR);
        assertThat(house.keeper().report().needsPersonAt()).isEmpty();
    }

    @Test
    void refreshBudget_neverMoreThanThatInAnySpan_alsoOverCrashes() {
        house.provider.lifetime("60");
        signedIn(Duration.ofMinutes(1), with(budget(100, DAY)));

        for (var hour = 0; hour < 72; hour++) {
            house.pass(HOUR);
            if (hour % 5 == 0) {
                house.restarted().configured(new ClientTerms.Ready(with(budget(100, DAY))));
            }
        }

        var sent = sentAfter();
        assertThat(sent).hasSizeGreaterThan(200);
        for (var first = 0; first + 100 < sent.size(); first++) {
            assertThat(sent.get(first + 100).minus(sent.get(first))).isGreaterThan(DAY.minusSeconds(60));
        }
        assertThat(house.keeper().status().code()).isEqualTo(Code.BUDGET_SPENT);
        assertThat(house.token()).isInstanceOf(Unavailable.class);
        assertThat(house.keeper().refreshNow().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void refreshBudget_ofOne_isOneInEachSpan() {
        house.provider.lifetime("60");
        signedIn(Duration.ofMinutes(1), with(budget(1, HOUR)));

        house.pass(Duration.ofHours(10));

        assertThat(house.posts()).isBetween(9, 11);
        assertThat(pauses()).allMatch(pause -> pause.compareTo(HOUR.minusSeconds(5)) > 0);
    }

    @Test
    void refreshBudget_large_admitsWhatTheUsualOneRefuses() {
        assertThat(afterManyRejections(House.registration())).isEqualTo(Code.BUDGET_SPENT);
        assertThat(afterManyRejections(with(budget(100_000, DAY)))).isEqualTo(Code.AUTHORIZED);
    }

    private static Code afterManyRejections(Registration registration) {
        var other = new House();
        other.signedIn(other.grant(Duration.ZERO, HOUR));
        for (var restart = 0; restart < 60; restart++) {
            other.restarted().configured(new ClientTerms.Ready(registration));
            other.keeper().rejected(other.token().orElseThrow());
            other.pass(Duration.ofSeconds(2));
        }
        return other.keeper().status().code();
    }
}
