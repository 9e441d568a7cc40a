// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.protocol.Grant.RefreshTokenEnd;
import org.winekey.oauth.core.secret.Secret;

/** Whether a refresh puts off the end of the refresh token. */
final class RefreshTokenEndsTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Grant first = Grants.granted(Samples.registration(), response("r", MONTH), START);

    private static TokenResponse response(@Nullable String refreshToken, @Nullable Duration life) {
        return new TokenResponse(
                Secret.of("a"), refreshToken == null ? null : Secret.of(refreshToken), HOUR, null, life);
    }

    private static Grant refreshed(Grant old, @Nullable String refreshToken, @Nullable Duration life, Duration later) {
        return Grants.refreshed(old, Samples.registration(), response(refreshToken, life), START.plus(later));
    }

    @Test
    void first_isNotKnownToBeFixed() {
        assertThat(first.refreshTokenEnd()).isEqualTo(new RefreshTokenEnd(START.plus(MONTH), false));
        assertThat(Grants.granted(Samples.registration(), response(null, MONTH), START)
                        .refreshTokenEnd())
                .isNull();
    }

    @Test
    void sameEndAfterARefresh_isFixed_alsoWithAnotherRefreshToken() {
        var rotated = refreshed(first, "r2", MONTH.minus(HOUR), HOUR);
        var kept = refreshed(first, null, MONTH.minus(HOUR).plusSeconds(1), HOUR);

        assertThat(rotated.refreshTokenEnd()).isEqualTo(new RefreshTokenEnd(START.plus(MONTH), true));
        assertThat(kept.refreshTokenEnd())
                .isEqualTo(new RefreshTokenEnd(START.plus(MONTH).plusSeconds(1), true));
    }

    @Test
    void laterEndAfterARefresh_isNotFixed_alsoWhenItWasBefore() {
        var fixed = refreshed(first, "r2", MONTH.minus(HOUR), HOUR);

        var putOff = refreshed(fixed, "r3", MONTH, HOUR.multipliedBy(2));

        assertThat(putOff.refreshTokenEnd())
                .isEqualTo(new RefreshTokenEnd(START.plus(MONTH).plus(HOUR.multipliedBy(2)), false));
    }

    @Test
    void fourSecondTokens_areTold() {
        var fixed = refreshed(first, "r2", MONTH.minusSeconds(3), Duration.ofSeconds(3));
        var putOff = refreshed(first, "r2", MONTH, Duration.ofSeconds(3));

        assertThat(fixed.refreshTokenEnd().fixed()).isTrue();
        assertThat(putOff.refreshTokenEnd().fixed()).isFalse();
    }

    @Test
    void tooSoonToTell_leavesWhatIsKnown() {
        var fixed = refreshed(first, "r2", MONTH.minus(HOUR), HOUR);

        assertThat(refreshed(first, "r2", MONTH, Duration.ofSeconds(1))
                        .refreshTokenEnd()
                        .fixed())
                .isFalse();
        assertThat(refreshed(fixed, "r3", MONTH.minus(HOUR), HOUR.plusSeconds(1))
                        .refreshTokenEnd()
                        .fixed())
                .isTrue();
    }

    @Test
    void nothingSaidAfterARefresh_isUnknown_unlessItIsFixed() {
        var fixed = refreshed(first, null, MONTH.minus(HOUR), HOUR);

        assertThat(refreshed(first, null, null, HOUR).refreshTokenEnd()).isNull();
        assertThat(refreshed(first, "r2", null, HOUR).refreshTokenEnd()).isNull();
        assertThat(refreshed(fixed, null, null, HOUR.multipliedBy(2)).refreshTokenEnd())
                .isEqualTo(fixed.refreshTokenEnd());
        assertThat(refreshed(fixed, "r2", null, HOUR.multipliedBy(2)).refreshTokenEnd())
                .isNull();
    }

    private static Registration living(Duration life) {
        return Samples.speaking(Dialect.PLAIN.with(new Habits(null, life, null, null)), Samples.registration());
    }

    @Test
    void lifeThatSettingsTell_runsFromTheIssueOfTheToken() {
        var settings = living(MONTH);
        var granted = Grants.granted(settings, response("r", null), START);

        var rotated = Grants.refreshed(granted, settings, response("r2", null), START.plus(HOUR));
        var kept = Grants.refreshed(granted, settings, response(null, null), START.plus(HOUR));
        var late = Grants.refreshed(
                granted, settings, response(null, null), START.plus(MONTH).plusSeconds(1));

        assertThat(granted.refreshTokenEnd()).isEqualTo(new RefreshTokenEnd(START.plus(MONTH), false));
        assertThat(rotated.refreshTokenEnd())
                .isEqualTo(new RefreshTokenEnd(START.plus(MONTH).plus(HOUR), false));
        assertThat(kept.refreshTokenEnd()).isEqualTo(new RefreshTokenEnd(START.plus(MONTH), true));
        assertThat(late.refreshTokenEnd()).isNull();
    }

    @Test
    void lifeToldLater_runsFromTheConsent() {
        var granted = Grants.granted(Samples.registration(), response("r", null), START);

        var kept = Grants.refreshed(granted, living(MONTH), response(null, null), START.plus(HOUR));

        assertThat(granted.refreshTokenEnd()).isNull();
        assertThat(kept.refreshTokenEnd()).isEqualTo(new RefreshTokenEnd(START.plus(MONTH), true));
    }

    @Test
    void lifeOfTheAnswer_countsBeforeTheSettings() {
        assertThat(Grants.granted(living(HOUR), response("r", MONTH), START).refreshTokenEnd())
                .isEqualTo(new RefreshTokenEnd(START.plus(MONTH), false));
    }

    @Test
    void putOffByHalfOfTheTime_isNotFixed() {
        var half = refreshed(first, "r2", MONTH.minus(HOUR.dividedBy(2)), HOUR);
        var less = refreshed(first, "r2", MONTH.minus(HOUR.dividedBy(2)).minusSeconds(1), HOUR);

        assertThat(half.refreshTokenEnd().fixed()).isFalse();
        assertThat(less.refreshTokenEnd().fixed()).isTrue();
    }
}
