// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.House.HOUR;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.TokenResult.Misconfigured;
import org.winekey.oauth.TokenResult.SignInRequired;
import org.winekey.oauth.TokenResult.Unavailable;
import org.winekey.oauth.core.protocol.Account;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.seam.HttpTransport.Fault;

/** What callers of {@link Keeper#token()} get, and when the provider is asked. */
@Timeout(20)
final class KeeperTokenTest {

    private final House house = new House();

    @Test
    void token_beforeSettingsCame_isUnavailableStarting() {
        assertThat(house.token()).isEqualTo(new Unavailable("starting", null));
        assertThat(house.keeper().status().code()).isEqualTo(Code.STARTING);
    }

    @Test
    void token_unknownNameAfterStart_isMisconfigured() {
        house.keepers.started();

        assertThat(house.token()).isInstanceOf(Unavailable.class);
        house.scheduler.settle();
        assertThat(house.token()).isInstanceOf(Misconfigured.class);
        assertThat(house.keepers.keeper("other").status().code()).isEqualTo(Code.STARTING);
        house.scheduler.settle();
        assertThat(house.keepers.keeper("other").status().code()).isEqualTo(Code.NOT_CONFIGURED);
    }

    @Test
    void token_nobodySignedIn_isSignInRequired() {
        house.configured();

        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        assertThat(house.keeper().status().code()).isEqualTo(Code.SIGN_IN_REQUIRED);
        assertThat(house.keeper().report().hasGrant()).isFalse();
    }

    @Test
    void token_fresh_isTheSameObjectEachTime() {
        house.signedIn(house.grant(Duration.ZERO, HOUR)).configured();

        var first = house.token();

        assertThat(first).isInstanceOf(Granted.class).isSameAs(house.token());
        assertThat(house.posts()).isZero();
        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void token_askedBeforeTheStoreWasRead_waitsForIt() {
        house.signedIn(house.grant(Duration.ZERO, HOUR));

        house.keepers.configure(House.CLIENT, new ClientTerms.Ready(House.registration()));
        house.scheduler.settle();

        assertThat(house.text()).isEqualTo("access-0");
    }

    @Test
    void token_stale_isServedWhileTheRefreshRunsBehind() {
        house.provider.latency(Duration.ofSeconds(30));
        house.signedIn(house.grant(Duration.ofMinutes(57), HOUR)).configured();

        house.pass(Duration.ofSeconds(11));

        assertThat(house.posts()).isEqualTo(1);
        assertThat(house.text()).isEqualTo("access-0");
        house.pass(Duration.ofSeconds(30));
        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    @Tag("R-072")
    void token_nearItsEnd_isRenewedAheadAndNotTooEarly() {
        house.signedIn(house.grant(Duration.ZERO, HOUR)).configured();

        house.pass(Duration.ofMinutes(41));
        assertThat(house.posts()).isZero();
        house.pass(Duration.ofMinutes(14));

        assertThat(house.posts()).isEqualTo(1);
        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    void token_expired_isFetchedWhileTheCallerWaits() {
        house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured();

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(1);
        assertThat(house.stored().orElseThrow().refreshToken()).hasToString("Secret[***]");
        assertThat(house.stored().orElseThrow().keptRefreshTokens()).isZero();
    }

    @Test
    void token_ofFourSeconds_isAlwaysAtHand() {
        house.provider.lifetime("4");
        house.signedIn(house.grant(Duration.ofSeconds(5), Duration.ofSeconds(4)))
                .configured();
        house.token();

        for (var tick = 0; tick < 6000; tick++) {
            house.pass(Duration.ofMillis(100));
            assertThat(house.token()).isInstanceOf(Granted.class);
        }

        assertThat(house.posts()).isBetween(160, 215);
        assertThat(house.provider.reused()).isFalse();
    }

    @Test
    void token_endpointSlowerThanTheTokensLive_isNotHammered() {
        house.provider.lifetime("1").latency(Duration.ofSeconds(3));
        house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured();

        for (var tick = 0; tick < 100; tick++) {
            house.token();
            house.pass(Duration.ofMillis(100));
        }

        assertThat(house.posts()).isLessThan(40);
    }

    @Test
    @Tag("R-055")
    void token_ofUnknownLifetime_isUsedUntilItIsRejected() {
        house.signedIn(house.grant(Duration.ofDays(1), null)).configured();

        house.pass(Duration.ofHours(3));

        assertThat(house.text()).isEqualTo("access-0");
        assertThat(house.posts()).isZero();
        house.keeper().rejected(house.token().orElseThrow());
        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    @Tag("R-055")
    void token_refreshedWithoutExpiry_hasUnknownLifetime() {
        house.provider.lifetime("");
        house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured();

        assertThat(house.text()).isEqualTo("access-1");
        house.pass(Duration.ofHours(3));

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void token_endpointHangs_callerIsBackByItsDeadlineAndTheLateAnswerIsPublished() {
        house.provider.latency(Duration.ofSeconds(40));
        house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured();
        var before = house.time.nanos();

        var result = house.token();

        assertThat(result).isInstanceOf(Unavailable.class);
        assertThat(Duration.ofNanos(house.time.nanos() - before)).isEqualTo(Duration.ofSeconds(10));
        house.pass(Duration.ofSeconds(31));
        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void token_timeoutFromSettings_isKept() {
        house.provider.latency(Duration.ofSeconds(40));
        house.keepers.tokenTimeout(Duration.ofSeconds(2));
        house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured();
        var before = house.time.nanos();

        house.token();

        assertThat(Duration.ofNanos(house.time.nanos() - before)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void token_transportThatNeverAnswers_opensTheGateAgain() {
        house.provider.latency(Duration.ofDays(9));
        house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured();
        house.token();

        house.pass(Duration.ofSeconds(60));
        house.provider.latency(Duration.ofMillis(50)).rotating(false);
        house.pass(Duration.ofMinutes(3));

        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @Test
    @Tag("R-064")
    void token_duringBackOff_answersAtOnceWithoutAnotherPost() {
        house.provider.always(FakeProvider.fails(false, Fault.CONNECT));
        house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured();
        var first = house.token();
        var posts = house.posts();

        for (var call = 0; call < 10_000; call++) {
            assertThat(house.token()).isSameAs(first);
        }

        assertThat(first)
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        unavailable -> assertThat(unavailable.retryAt())
                                .isAfter(house.time.now())
                                .isBefore(house.time.now().plusSeconds(3)));
        assertThat(house.posts()).isEqualTo(posts).isEqualTo(1);
    }

    @Test
    void outage_ofADay_costsFewRequestsAndHealsByItself() {
        house.provider.always(FakeProvider.fails(false, Fault.CONNECT));
        house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured();
        for (var minute = 0; minute < 1440; minute++) {
            house.token();
            house.pass(Duration.ofMinutes(1));
        }
        assertThat(house.posts()).isBetween(96, 260);
        assertThat(house.told).containsExactly("music true");

        house.provider.always(FakeProvider.WELL);
        house.pass(Duration.ofMinutes(15).plusSeconds(1));

        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @Test
    void outageAfterAnother_isTriedAgainAsSoonAsTheFirstOneWas() {
        house.provider.always(FakeProvider.fails(false, Fault.CONNECT));
        house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured().pass(HOUR);
        house.provider.next(FakeProvider.WELL);
        house.keeper().refreshNow();
        assertThat(house.text()).isEqualTo("access-1");

        house.keeper().refreshNow();

        assertThat(house.keeper().report().nextRefreshAt().orElseThrow())
                .isBefore(house.time.now().plusSeconds(3));
    }

    @Test
    void token_noRefreshTokenAndExpired_isSignInRequired() {
        house.signedIn(House.withoutRefreshToken(house.grant(Duration.ofMinutes(59), HOUR)))
                .configured();
        assertThat(house.text()).isEqualTo("access-0");

        house.pass(Duration.ofMinutes(2));

        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        assertThat(house.keeper().status().code()).isEqualTo(Code.SIGN_IN_REQUIRED);
        assertThat(house.posts()).isZero();
        assertThat(house.stored()).isPresent();
    }

    @Test
    void report_ofATokenThatIsOverSinceNobodyKnowsWhen_namesNoTime() {
        var age = Duration.between(Instant.EPOCH, house.time.now()).plus(HOUR);
        house.signedIn(House.withoutRefreshToken(house.grant(age, HOUR))).configured();

        assertThat(house.keeper().report().hasGrant()).isTrue();
        assertThat(house.keeper().report().expiresAt()).isEmpty();
    }

    @Test
    void report_ofAnAccountThatIsKnown_showsIt() {
        var plain = house.grant(Duration.ZERO, HOUR);
        house.signedIn(new Grant(
                plain.registration(),
                plain.accessToken(),
                plain.refreshToken(),
                plain.scopes(),
                plain.issuedAt(),
                plain.expiresAt(),
                plain.consentedAt(),
                0,
                null,
                false,
                null,
                null,
                new Account("42", "Ada")));

        assertThat(house.configured().keeper().report().account()).isEqualTo("Ada (42)");
    }

    @Test
    void report_saysWhenTheTokenExpiresAndWhenTheNextRefreshIs() {
        house.signedIn(house.grant(Duration.ZERO, HOUR)).configured();

        var report = house.keeper().report();

        assertThat(report.hasGrant()).isTrue();
        assertThat(report.expiresAt()).contains(House.later(HOUR));
        assertThat(report.nextRefreshAt().orElseThrow())
                .isBetween(House.later(Duration.ofMinutes(42)), House.later(Duration.ofMinutes(54)));
        assertThat(report.grantedScopes()).containsExactly("play");
        assertThat(report.grantedTo()).isEmpty();
        assertThat(report.toString()).doesNotContain("access-0", "refresh-0", "s3cret");
    }
}
