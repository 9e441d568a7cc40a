// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.FakeProvider.error;
import static org.winekey.oauth.core.token.FakeProvider.fails;
import static org.winekey.oauth.core.token.House.HOUR;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.core.protocol.Dialect;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grant.RefreshTokenEnd;
import org.winekey.oauth.core.protocol.Habits;
import org.winekey.oauth.core.seam.HttpTransport.Fault;

/** Refresh tokens that nobody uses are kept alive, and what cannot be kept alive is foretold. */
@Timeout(20)
final class KeeperForecastTest {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);

    private final House house = new House();

    private static Grant ending(Grant grant, @Nullable Duration life) {
        return new Grant(
                grant.registration(),
                grant.accessToken(),
                grant.refreshToken(),
                grant.scopes(),
                grant.issuedAt(),
                grant.expiresAt(),
                grant.consentedAt(),
                grant.keptRefreshTokens(),
                grant.ended(),
                grant.copied(),
                grant.quarantine(),
                life == null ? null : new RefreshTokenEnd(grant.issuedAt().plus(life), false),
                null);
    }

    /** The provider says how long the refresh token lives from now. */
    private void says(String expiresIn, Duration life) {
        house.provider.lifetime(expiresIn + ",\"refresh_token_expires_in\":" + life.toSeconds());
    }

    /** The provider says each time how long it is until that moment. */
    private void saysUntil(String expiresIn, Instant end) {
        house.provider.onSend(form -> says(expiresIn, Duration.between(house.time.now(), end)));
    }

    private List<Duration> pauses() {
        var pauses = new ArrayList<Duration>();
        var posts = house.provider.posts();
        for (var post = 1; post < posts.size(); post++) {
            pauses.add(Duration.ofNanos(
                    posts.get(post).nanos() - posts.get(post - 1).nanos()));
        }
        return pauses;
    }

    @Test
    void unknownLifetime_isRefreshedOnceAWeek() {
        house.provider.lifetime("");
        house.signedIn(house.grant(Duration.ZERO, null)).configured();

        house.pass(MONTH);

        assertThat(house.posts()).isBetween(4, 5);
        assertThat(pauses()).allMatch(pause -> pause.compareTo(WEEK) <= 0 && pause.compareTo(Duration.ofDays(5)) > 0);
    }

    @Test
    void tokenOfTwoMonths_isRefreshedOnceAWeek() {
        says("5184000", MONTH.multipliedBy(3));
        house.signedIn(house.grant(Duration.ZERO, MONTH.multipliedBy(2))).configured();

        house.pass(MONTH);

        assertThat(house.posts()).isBetween(4, 5);
        assertThat(pauses()).allMatch(pause -> pause.compareTo(WEEK) <= 0);
    }

    @Test
    void offForMoreThanAWeek_isRefreshedAfterTheStart() {
        house.signedIn(house.grant(Duration.ofDays(8), null)).configured();

        house.pass(Duration.ofSeconds(11));

        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void refreshTokenThatEnds_isUsedBeforeFourFifthsOfItsLife() {
        var day = Duration.ofDays(1);
        says("0", day);
        house.signedIn(ending(house.grant(Duration.ZERO, null), day)).configured();

        house.pass(WEEK);

        assertThat(house.posts()).isBetween(8, 12);
        assertThat(pauses())
                .allMatch(pause ->
                        pause.compareTo(Duration.ofMinutes(1153)) <= 0 && pause.compareTo(Duration.ofHours(15)) > 0);
    }

    @Test
    void refreshTokenOfSeconds_livesForEver() {
        says("3600", Duration.ofSeconds(4));
        house.signedIn(ending(house.grant(Duration.ZERO, HOUR), Duration.ofSeconds(4)))
                .configured();

        house.pass(Duration.ofMinutes(20));

        assertThat(pauses()).hasSizeGreaterThan(300).allMatch(pause -> pause.compareTo(Duration.ofSeconds(4)) < 0);
        assertThat(house.text()).isNotEqualTo("access-0");
    }

    @Test
    void endThatRefreshingDoesNotPutOff_isForetoldAndNotRushedAt() {
        var end = house.time.now().plus(Duration.ofHours(8));
        saysUntil("3600", end);
        house.signedIn(ending(house.grant(Duration.ZERO, HOUR), Duration.ofHours(8)))
                .configured();
        assertThat(house.keeper().report().needsPersonAt()).isEmpty();

        house.pass(HOUR);

        assertThat(house.keeper().report().needsPersonAt().orElseThrow())
                .isBetween(end.minusSeconds(2), end.plusSeconds(2));
        assertThat(house.keeper().explain().evidence()).anyMatch(line -> line.contains("does not put that off"));
        house.pass(Duration.ofHours(7).minusSeconds(10));
        assertThat(house.posts()).isLessThan(12);
        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @Test
    void endThatRefreshingPutsOff_isNoForecast() {
        says("3600", Duration.ofHours(8));
        house.signedIn(ending(house.grant(Duration.ZERO, HOUR), Duration.ofHours(8)))
                .configured();

        house.pass(Duration.ofHours(3));

        assertThat(house.posts()).isPositive();
        assertThat(house.keeper().report().needsPersonAt()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({", 8", "4, 4", "10, 8"})
    void endThatRefreshingPutsOff_whileRefreshesFail_isForetoldUnlessTheUseRunsOutBefore(
            @Nullable Integer idleHours, int expected) {
        var idle = idleHours == null ? null : Duration.ofHours(idleHours);
        var dialect = Dialect.PLAIN.with(new Habits(null, null, idle, null));
        house.provider.always(fails(false, Fault.DNS));
        house.signedIn(ending(house.grant(Duration.ZERO, HOUR), Duration.ofHours(8)))
                .configured(new ClientTerms.Ready(House.speaking(dialect, House.registration())));
        assertThat(house.keeper().report().needsPersonAt()).isEmpty();

        house.pass(HOUR);

        assertThat(house.keeper().report().needsPersonAt()).contains(House.later(Duration.ofHours(expected)));
    }

    @Test
    void endSaidOnlyAtTheSignIn_isNotRushedAt() {
        house.signedIn(ending(house.grant(Duration.ZERO, HOUR), Duration.ofHours(3)))
                .configured();

        house.pass(Duration.ofHours(6));

        assertThat(house.posts()).isLessThan(10);
        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @Test
    void noRefreshToken_theEndOfTheAccessTokenIsForetold() {
        house.signedIn(House.withoutRefreshToken(house.grant(Duration.ZERO, HOUR)))
                .configured();
        assertThat(house.keeper().report().needsPersonAt()).contains(House.later(HOUR));

        house.pass(HOUR.plusSeconds(1));

        assertThat(house.keeper().report().needsPersonAt()).isEmpty();
    }

    @Test
    void refusedRefreshToken_theEndOfTheAccessTokenIsForetold() {
        house.provider.always(error(400, "invalid_grant"));
        house.signedIn(house.grant(Duration.ZERO, HOUR)).configured();

        house.pass(Duration.ofMinutes(58));

        assertThat(house.keeper().report().needsPersonAt()).contains(House.later(HOUR));
    }

    @Test
    void refreshableGrant_hasNoForecast() {
        house.signedIn(house.grant(Duration.ZERO, HOUR)).configured();

        assertThat(house.keeper().report().needsPersonAt()).isEmpty();
    }
}
