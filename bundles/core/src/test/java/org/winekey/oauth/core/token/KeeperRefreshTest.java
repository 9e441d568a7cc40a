// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.token.FakeProvider.LOSES_ANSWER;
import static org.winekey.oauth.core.token.FakeProvider.error;
import static org.winekey.oauth.core.token.FakeProvider.fails;
import static org.winekey.oauth.core.token.FakeProvider.status;
import static org.winekey.oauth.core.token.House.HOUR;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.TokenResult.Misconfigured;
import org.winekey.oauth.TokenResult.SignInRequired;
import org.winekey.oauth.TokenResult.Unavailable;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.spi.RecordKind;

/** The refresh protocol: what is durable before what, and what an answer does to a grant. */
@Timeout(20)
final class KeeperRefreshTest {

    private static final FakeProvider.Behaviour CAPTIVE_PORTAL =
            status(200, "text/html", "<html>Welcome to the hotel</html>", Map.of());

    private final House house = new House();

    private House expired() {
        return house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured();
    }

    private House valid() {
        return house.signedIn(house.grant(Duration.ofMinutes(30), HOUR)).configured();
    }

    @Test
    @Tag("R-066")
    void intent_isDurableBeforeThePost() {
        house.provider.onSend(form -> {
            var intent = house.intent().orElseThrow();
            assertThat(intent.sends()).isEqualTo(1);
            assertThat(intent.fingerprint())
                    .isEqualTo(Secret.of(form.get("refresh_token")).fingerprint());
            house.told.add("announced");
        });

        assertThat(expired().text()).isEqualTo("access-1");
        assertThat(house.told).contains("announced");
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    @Tag("R-066")
    void newPair_isDurableBeforeAnybodySeesIt() {
        house.store.watch((client, kind) -> {
            if (kind == RecordKind.GRANT && house.posts() == 1) {
                var shown = house.keeper().report().expiresAt();
                assertThat(house.stored().orElseThrow().accessToken()).isEqualTo(Secret.of("access-1"));
                house.told.add(
                        shown.equals(Optional.of(House.later(HOUR.negated()))) ? "durable first" : "shown first");
            }
        });

        assertThat(expired().text()).isEqualTo("access-1");
        assertThat(house.told).contains("durable first").doesNotContain("shown first");
    }

    @Test
    @Tag("R-066")
    void refresh_diskFull_isNotSentWhileRotationIsPossible() {
        expired();
        house.store.writesFail(kind -> true);

        assertThat(house.token()).isInstanceOf(Unavailable.class);
        assertThat(house.posts()).isZero();
        assertThat(house.keeper().status().code()).isEqualTo(Code.LOCKED);

        house.store.writesFail(kind -> false);
        house.pass(Duration.ofSeconds(31));
        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    void refresh_diskFullButProviderNeverRotates_isSentOnceExpired() {
        house.provider.rotating(false);
        house.signedIn(House.neverRotated(house.grant(Duration.ofHours(2), HOUR)));
        house.configured();
        house.store.writesFail(kind -> true);

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.keeper().status().code()).isEqualTo(Code.NOT_DURABLE);
    }

    @Test
    void refresh_twoWritesPerSuccess() {
        expired();
        var before = house.store.writes();

        house.token();

        assertThat(house.store.writes() - before).isEqualTo(2);
    }

    @Test
    void grantNotDurable_isServedFromMemoryAndWrittenLater() {
        expired();
        house.store.writesFail(kind -> kind == RecordKind.GRANT);

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.keeper().status().code()).isEqualTo(Code.NOT_DURABLE);
        house.pass(Duration.ofMinutes(30));
        assertThat(house.posts()).isEqualTo(1);

        house.store.writesFail(kind -> false);
        house.pass(Duration.ofSeconds(31));
        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(house.stored().orElseThrow().refreshToken()).isEqualTo(Secret.of("refresh-1"));
        house.restarted().configured();
        assertThat(house.token()).isInstanceOf(Granted.class);
        assertThat(house.provider.reused()).isFalse();
    }

    @Test
    void grantNotDurableUntilItExpires_isNotRefreshedOverTheHole() {
        expired();
        house.store.writesFail(kind -> kind == RecordKind.GRANT);
        house.token();

        house.pass(Duration.ofMinutes(90));

        assertThat(house.token()).isInstanceOf(Unavailable.class);
        assertThat(house.posts()).isEqualTo(1);
        house.store.writesFail(kind -> false);
        house.pass(Duration.ofSeconds(62));
        assertThat(house.token()).isInstanceOf(Granted.class);
        assertThat(house.provider.reused()).isFalse();
    }

    @Test
    void grantWriteFailsAfterItReachedTheDisk_isRecognisedAsDurable() {
        house.store.failAfterWriting(true);
        expired();
        house.store.writesFail(kind -> kind == RecordKind.GRANT);
        house.token();

        house.store.writesFail(kind -> false);
        house.pass(Duration.ofSeconds(31));

        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    @Tag("R-069")
    void unknownOutcome_expired_isSentASecondTimeAtOnceAndNoThird() {
        house.provider.rotating(false).next(fails(true, Fault.CUT), fails(true, Fault.CUT));

        assertThat(expired().token()).isInstanceOf(Unavailable.class);

        assertThat(house.posts()).isEqualTo(2);
        assertThat(house.intent().orElseThrow().sends()).isEqualTo(2);
    }

    @Test
    @Tag("R-069")
    void unknownOutcome_whileTheTokenLives_isNeverSentAThirdTime() {
        house.provider.always(fails(true, Fault.CUT));
        valid();

        house.pass(Duration.ofMinutes(29));

        assertThat(house.posts()).isEqualTo(2);
        assertThat(house.text()).isEqualTo("access-0");
        house.pass(Duration.ofMinutes(20));
        assertThat(house.posts()).isGreaterThan(2);
    }

    @Test
    @Tag("R-069")
    void unknownOutcome_restarts_doNotForgetTheSends() {
        house.provider.always(fails(true, Fault.CUT));
        valid();
        house.pass(Duration.ofMinutes(25));
        assertThat(house.posts()).isEqualTo(2);

        for (var restart = 0; restart < 20; restart++) {
            house.restarted().configured();
            house.pass(Duration.ofSeconds(12));
        }

        assertThat(house.posts()).isEqualTo(2);
        assertThat(house.text()).isEqualTo("access-0");
    }

    @Test
    @Tag("R-069")
    void answerLostAfterRotation_isALostRotationAndTheTokensAreKept() {
        house.provider.next(LOSES_ANSWER);

        assertThat(expired().token()).isInstanceOf(SignInRequired.class);

        assertThat(house.posts()).isEqualTo(2);
        var ended = house.stored().map(Grant::ended).orElseThrow();
        assertThat(ended.kind()).isEqualTo("LOST_ROTATION");
        assertThat(house.stored().orElseThrow().refreshToken()).isEqualTo(Secret.of("refresh-0"));
    }

    @Test
    @Tag("R-069")
    void killedBetweenPostAndAnswer_nextRunTakesTheOutcomeAsUnknown() {
        house.provider.latency(Duration.ofSeconds(5)).next(LOSES_ANSWER);
        expired().untilPosted();

        house.restarted().configured();
        house.pass(Duration.ofSeconds(20));

        assertThat(house.stored().map(Grant::ended).orElseThrow().kind()).isEqualTo("LOST_ROTATION");
    }

    @Test
    @Tag("R-069")
    void killedBeforeTheProviderSawIt_nextRunRefreshes() {
        house.provider.next(fails(true, Fault.CUT));
        valid();
        house.pass(Duration.ofMinutes(23).plusSeconds(59));
        house.restarted().configured();
        house.pass(Duration.ofMinutes(4));

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.provider.reused()).isFalse();
    }

    @Test
    @Tag("R-068")
    void invalidGrant_isConfirmedOnceAndThenRemembered() {
        house.provider.always(error(400, "invalid_grant"));

        assertThat(expired().token()).isInstanceOf(SignInRequired.class);
        assertThat(house.posts()).isEqualTo(1);
        house.scheduler.settle();
        assertThat(house.told).containsExactly("music true");

        house.pass(Duration.ofSeconds(31));
        assertThat(house.posts()).isEqualTo(2);
        assertThat(house.told).containsExactly("music true", "music false");
        var ended = house.stored().map(Grant::ended).orElseThrow();
        assertThat(ended.kind()).isEqualTo("DEAD");
        assertThat(ended.confirmed()).isTrue();

        house.pass(Duration.ofDays(3));
        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        assertThat(house.posts()).isEqualTo(2);
        house.restarted().configured().pass(Duration.ofDays(1));
        assertThat(house.posts()).isEqualTo(2);
        assertThat(house.stored().orElseThrow().refreshToken()).isEqualTo(Secret.of("refresh-0"));
    }

    @Test
    @Tag("R-068")
    void invalidGrant_theAccessTokenIsServedWhileItLives() {
        house.provider.always(error(400, "invalid_grant"));
        valid();

        house.pass(Duration.ofMinutes(28));

        assertThat(house.posts()).isEqualTo(2);
        assertThat(house.text()).isEqualTo("access-0");
        assertThat(house.keeper().status().code()).isEqualTo(Code.SIGN_IN_REQUIRED);
        house.pass(Duration.ofMinutes(3));
        assertThat(house.token()).isInstanceOf(SignInRequired.class);
    }

    @Test
    @Tag("R-068")
    void invalidGrant_takenBackByTheConfirmation_isForgotten() {
        house.provider.next(error(400, "invalid_grant"));
        expired();
        house.token();

        house.pass(Duration.ofSeconds(31));

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.stored().orElseThrow().ended()).isNull();
        assertThat(house.told).containsExactly("music true");
    }

    @ParameterizedTest
    @CsvSource({"200", "302", "400", "403", "404", "407", "408", "425", "429", "500", "502", "503", "504", "511", "521"
    })
    @Tag("R-068")
    void anythingButInvalidGrant_neverEndsAGrant(int status) {
        house.provider.always(status(status, "text/html", "<html>invalid_grant</html>", Map.of()));
        expired();

        for (var hour = 0; hour < 12; hour++) {
            house.token();
            house.pass(HOUR);
        }

        assertThat(house.stored().orElseThrow().ended()).isNull();
        assertThat(house.told).containsExactly("music true");
        house.provider.always(FakeProvider.WELL);
        house.pass(HOUR.plusSeconds(1));
        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @Test
    @Tag("R-068")
    void captivePortal_whileTheTokenLives_callersNoticeNothing() {
        house.provider.always(CAPTIVE_PORTAL);
        valid();

        house.pass(Duration.ofMinutes(29));

        assertThat(house.text()).isEqualTo("access-0");
        assertThat(house.keeper().status().code()).isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    @Tag("R-067")
    void retryAfter_isHonoured() {
        house.provider.next(status(429, "text/plain", "", Map.of("retry-after", List.of("600"))));

        assertThat(expired().token())
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        unavailable -> assertThat(unavailable.retryAt())
                                .isBetween(
                                        house.time.now().plusSeconds(599),
                                        house.time.now().plusSeconds(661)));
        assertThat(house.keeper().status().code()).isEqualTo(Code.THROTTLED);
        house.pass(Duration.ofSeconds(599));
        house.token();
        assertThat(house.posts()).isEqualTo(1);
        house.pass(Duration.ofSeconds(62));
        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    @Tag("R-067")
    void retryAfter_settingsChange_doesNotJumpTheQueue_aPersonDoes() {
        house.provider.next(status(503, "text/plain", "", Map.of("retry-after", List.of("86400"))));
        expired().token();

        house.configured(new ClientTerms.Ready(House.registration("id-1", "other")));
        house.pass(HOUR);
        assertThat(house.posts()).isEqualTo(1);

        assertThat(house.keeper().refreshNow().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    void brokenAnswer_aRefreshTokenInItIsStoredFirst() {
        house.provider.next((provider, form) -> {
            FakeProvider.WELL.answer(provider, form);
            return status(
                            200,
                            "application/json",
                            "{\"refresh_token\":\"refresh-1\",\"token_type\":\"Bearer\"}",
                            Map.of())
                    .answer(provider, form);
        });

        assertThat(expired().token()).isInstanceOf(Unavailable.class);

        assertThat(house.stored().orElseThrow().refreshToken()).isEqualTo(Secret.of("refresh-1"));
        house.pass(Duration.ofSeconds(5));
        assertThat(house.text()).isEqualTo("access-2");
        assertThat(house.provider.reused()).isFalse();
    }

    @Test
    void personNeededAtTheProvider_isNotRetried() {
        house.provider.always(error(400, "interaction_required"));

        assertThat(expired().token()).isInstanceOf(SignInRequired.class);
        house.pass(Duration.ofDays(2));

        assertThat(house.posts()).isEqualTo(1);
        assertThat(house.told).containsExactly("music true");
    }

    @Test
    void endpointGone_isMisconfigured() {
        house.provider.always(status(404, "text/html", "", Map.of()));

        assertThat(expired().token())
                .isInstanceOfSatisfying(
                        Misconfigured.class, wrong -> assertThat(wrong.key()).isEqualTo("token_endpoint"));
    }

    @Test
    void signInDuringARefresh_winsAndTheLateAnswerIsDropped() {
        house.provider.latency(Duration.ofSeconds(3));
        expired().untilPosted();

        var fresh = house.grant(Duration.ZERO, HOUR);
        house.signedIn("00000000000000000000000000000002", House.withTokens(fresh, "access-new", "refresh-new"));

        assertThat(house.text()).isEqualTo("access-new");
        house.pass(Duration.ofSeconds(5));
        assertThat(house.text()).isEqualTo("access-new");
        assertThat(house.stored().orElseThrow().accessToken()).isEqualTo(Secret.of("access-new"));
        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void signIn_clearsTheLatchOfADeadGrantAtOnce() {
        house.provider.always(error(400, "invalid_grant"));
        expired().token();
        house.pass(Duration.ofSeconds(31));

        house.provider.always(FakeProvider.WELL);
        house.signedIn("00000000000000000000000000000002", house.grant(Duration.ZERO, HOUR));

        assertThat(house.token()).isInstanceOf(Granted.class);
        house.scheduler.settle();
        assertThat(house.told).containsExactly("music true", "music false", "music true");
    }

    @Test
    void forget_answersSignInRequiredAndNothingComesBack() throws IOException {
        house.provider.latency(Duration.ofSeconds(3));
        expired().untilPosted();

        house.keeper().forget();

        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        assertThat(house.stored()).isEmpty();
        assertThat(house.intent()).isEmpty();
        house.pass(Duration.ofSeconds(10));
        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        assertThat(house.stored()).isEmpty();
        assertThat(house.told).containsExactly("music true", "music false");
    }

    @Test
    void forget_diskRefuses_isSaidAndTriedAgain() {
        valid();
        house.store.writesFail(kind -> true);

        assertThatThrownBy(() -> house.keeper().forget()).isInstanceOf(IOException.class);
        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        house.store.writesFail(kind -> false);
        house.pass(Duration.ofSeconds(31));

        assertThat(house.stored()).isEmpty();
        assertThat(house.token()).isInstanceOf(SignInRequired.class);
    }

    @Test
    void forget_diskRefusesWhileARefreshIsOut_theLateAnswerDoesNotBringItBack() {
        house.provider.latency(Duration.ofMillis(500));
        expired().untilPosted();
        house.store.writesFail(kind -> true);
        assertThatThrownBy(() -> house.keeper().forget()).isInstanceOf(IOException.class);
        house.store.writesFail(kind -> false);

        house.pass(Duration.ofMillis(600));
        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        house.pass(Duration.ofMinutes(2));

        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        assertThat(house.stored()).isEmpty();
    }

    @Test
    void forget_diskRefusesThenSomebodySignsIn_theNewGrantStays() {
        valid();
        house.store.writesFail(kind -> true);
        assertThatThrownBy(() -> house.keeper().forget()).isInstanceOf(IOException.class);
        house.store.writesFail(kind -> false);

        house.signedIn("00000000000000000000000000000002", house.grant(Duration.ZERO, HOUR));
        house.pass(Duration.ofMinutes(2));

        assertThat(house.token()).isInstanceOf(Granted.class);
        assertThat(house.stored()).isPresent();
    }

    @Test
    void storeLocked_saysSoAndHealsByItself() {
        house.signedIn(house.grant(Duration.ZERO, HOUR));
        house.store.readsFail(new LockedException("the key file is missing; put it back"));
        house.configured();

        assertThat(house.token()).isInstanceOf(Unavailable.class);
        assertThat(house.keeper().status().code()).isEqualTo(Code.LOCKED);
        assertThat(house.keeper().status().reason()).contains("key file");

        house.store.readsFail(null);
        house.pass(Duration.ofSeconds(31));
        assertThat(house.text()).isEqualTo("access-0");
        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void storeLockedLater_theTokenInMemoryIsServedAndNothingIsSent() {
        valid();
        house.store.readsFail(new LockedException("the key file is missing; put it back"));

        house.pass(Duration.ofMinutes(28));

        assertThat(house.text()).isEqualTo("access-0");
        assertThat(house.posts()).isZero();
        assertThat(house.keeper().status().code()).isEqualTo(Code.LOCKED);
        house.store.readsFail(null);
        house.pass(Duration.ofMinutes(1));
        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    void refreshNow_nobodyHasSignedIn_saysSoAtOnce() {
        house.configured();
        var before = house.time.nanos();

        assertThat(house.keeper().refreshNow().code()).isEqualTo(Code.SIGN_IN_REQUIRED);

        assertThat(house.time.nanos()).isEqualTo(before);
        assertThat(house.posts()).isZero();
    }

    @Test
    void refreshNow_onADeadGrant_triesAgain() {
        house.provider.always(error(400, "invalid_grant"));
        expired().token();
        house.pass(Duration.ofMinutes(1));
        assertThat(house.keeper().refreshNow().code()).isEqualTo(Code.SIGN_IN_REQUIRED);
        assertThat(house.posts()).isEqualTo(3);

        house.provider.always(FakeProvider.WELL);

        assertThat(house.keeper().refreshNow().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(house.text()).isEqualTo("access-1");
    }
}
