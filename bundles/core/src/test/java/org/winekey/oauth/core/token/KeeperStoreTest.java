// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.token.FakeProvider.LOSES_ANSWER;
import static org.winekey.oauth.core.token.House.HOUR;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.TokenResult.SignInRequired;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordKind;

/** A store that is closed, refuses, heals or changes at the wrong moment. */
@Timeout(20)
final class KeeperStoreTest {

    private static final String OTHER_ID = "00000000000000000000000000000002";
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(31);

    private final House house = new House();

    private House expired() {
        return house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured();
    }

    @Test
    void closedDuringARefresh_landingPlansAndSendsNothing() {
        house.provider.latency(Duration.ofSeconds(5)).next(LOSES_ANSWER);
        expired().untilPosted();

        house.keepers.close();
        house.pass(Duration.ofMinutes(2));

        assertThat(house.posts()).isEqualTo(1);
        assertThat(house.scheduler.waiting()).isZero();
    }

    @Test
    @Tag("R-064")
    void closedDuringARefresh_waitsAndStoresWhatComes() {
        house.provider.latency(Duration.ofSeconds(5));
        expired().untilPosted();

        house.keepers.close();

        assertThat(house.stored().orElseThrow().refreshToken()).isEqualTo(Secret.of("refresh-1"));
        assertThat(house.restarted().configured().text()).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void closed_tokenInMemoryOnly_isWrittenIfTheDiskLetsIt() {
        expired();
        house.store.writesFail(kind -> kind == RecordKind.GRANT);
        house.pass(Duration.ofSeconds(11));
        house.store.writesFail(kind -> false);

        house.keepers.close();

        assertThat(house.stored().orElseThrow().refreshToken()).isEqualTo(Secret.of("refresh-1"));
    }

    @Test
    void closed_askedForAToken_sendsNothing() {
        expired();
        var keeper = house.keeper();
        house.keepers.close();
        house.scheduler.settle();

        var unused = keeper.token();
        keeper.configure(new ClientTerms.Ready(House.registration("id-1", "other")));
        house.pass(HOUR);

        assertThat(house.posts()).isZero();
        assertThat(house.scheduler.waiting()).isZero();
    }

    @Test
    void closed_listensToTheStoreNoMore() {
        expired();

        house.restarted();
        assertThat(house.store.watchers()).isEqualTo(1);
        house.keepers.close();

        assertThat(house.store.watchers()).isZero();
    }

    @Test
    void forgetOfADisabledClient_diskRefuses_isTriedAgain() {
        house.signedIn(house.grant(Duration.ZERO, HOUR)).configured(new ClientTerms.Disabled());
        house.store.writesFail(kind -> true);
        assertThatThrownBy(() -> house.keeper().forget()).isInstanceOf(IOException.class);

        house.store.writesFail(kind -> false);
        house.pass(LONGEST_BACKOFF);

        assertThat(house.stored()).isEmpty();
    }

    @Test
    void forgetOfADisabledClient_diskRefusesThenSomebodySignsIn_theNewGrantStays() {
        house.signedIn(house.grant(Duration.ZERO, HOUR)).configured(new ClientTerms.Disabled());
        house.store.writesFail(kind -> true);
        assertThatThrownBy(() -> house.keeper().forget()).isInstanceOf(IOException.class);
        house.store.writesFail(kind -> false);

        house.signedIn(OTHER_ID, house.grant(Duration.ZERO, HOUR));
        house.pass(Duration.ofMinutes(2));

        assertThat(house.stored()).isPresent();
        assertThat(house.configured().token()).isInstanceOf(Granted.class);
    }

    @Test
    void forgetOfAnUnreadableGrant_diskRefuses_isTriedAgainAndNothingComesBack() {
        house.signedIn(house.grant(Duration.ZERO, HOUR));
        house.store.readsFail(new IOException("input/output error"));
        house.store.writesFail(kind -> true);
        house.configured();
        assertThatThrownBy(() -> house.keeper().forget()).isInstanceOf(IOException.class);

        house.store.readsFail(null);
        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        house.pass(LONGEST_BACKOFF);
        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        assertThat(house.keeper().status().reason()).contains("forgotten", "disk");
        house.store.writesFail(kind -> false);
        house.pass(LONGEST_BACKOFF);

        assertThat(house.stored()).isEmpty();
        assertThat(house.token()).isInstanceOf(SignInRequired.class);
    }

    @Test
    void forget_diskRefusesUntilARefreshHasLanded_staysForgottenAndEndsByItself() {
        house.provider.latency(Duration.ofSeconds(3));
        expired().untilPosted();
        house.store.writesFail(kind -> true);
        assertThatThrownBy(() -> house.keeper().forget()).isInstanceOf(IOException.class);

        house.pass(Duration.ofMinutes(2));
        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        assertThat(house.keeper().status().reason()).contains("forgotten", "disk");

        house.store.writesFail(kind -> false);
        house.pass(LONGEST_BACKOFF);
        assertThat(house.keeper().status().reason()).isEqualTo("nobody has signed in yet");
        assertThat(house.stored()).isEmpty();
        assertThat(house.scheduler.waiting()).isLessThanOrEqualTo(1);
    }

    @Test
    void forget_triedAgainInTheMomentOfANewSignIn_leavesTheNewGrant() {
        house.signedIn(house.grant(Duration.ZERO, HOUR)).configured();
        house.store.writesFail(kind -> true);
        assertThatThrownBy(() -> house.keeper().forget()).isInstanceOf(IOException.class);
        house.store.writesFail(kind -> false);
        var changes = new AtomicInteger();
        house.store.beforeTelling(() -> {
            var change = changes.incrementAndGet();
            if (change == 1) {
                house.signedIn(OTHER_ID, house.grant(Duration.ZERO, HOUR));
            } else if (change == 2) {
                house.pass(LONGEST_BACKOFF);
            }
        });

        var finishesTheRemoval = house.stored();
        house.pass(LONGEST_BACKOFF);

        assertThat(finishesTheRemoval).isPresent();

        assertThat(house.stored()).isPresent();
        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @Test
    void foreignChange_toldOnTheKeepersOwnThread_isNotLost() {
        var once = new AtomicBoolean();
        house.store.watch((client, kind) -> {
            if (kind == RecordKind.GRANT && house.posts() == 1 && once.compareAndSet(false, true)) {
                house.signedIn(OTHER_ID, house.grant(Duration.ofMinutes(1), HOUR));
            }
        });

        var unused = expired().token();
        house.scheduler.settle();

        assertThat(house.text()).isEqualTo("access-0");
        assertThat(house.stored().orElseThrow().accessToken()).isEqualTo(Secret.of("access-0"));
    }

    @Test
    void tokenWasInMemoryOnly_onceItIsOnDiskItIsRenewedAheadAgain() {
        house.signedIn(house.grant(Duration.ZERO, HOUR)).configured();
        house.store.writesFail(kind -> kind == RecordKind.GRANT);
        house.keeper().refreshNow();
        house.store.writesFail(kind -> false);

        house.pass(Duration.ofMinutes(55));

        assertThat(house.posts()).isEqualTo(2);
        assertThat(house.text()).isEqualTo("access-2");
    }

    @Test
    void storeTellsNothingOfANewSignIn_isFoundWhenTheRefreshThatWasOutIsDropped() {
        house.provider.latency(Duration.ofSeconds(3));
        expired().untilPosted();
        house.store.tellsNobody(true);

        house.signedIn(OTHER_ID, house.grant(Duration.ofMinutes(1), HOUR));
        house.pass(Duration.ofSeconds(4));

        assertThat(house.text()).isEqualTo("access-0");
        assertThat(house.posts()).isEqualTo(1);
        assertThat(house.stored().orElseThrow().accessToken()).isEqualTo(Secret.of("access-0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_grant", "invalid_client"})
    void signInWhileARefreshIsOut_itsRefusalIsNoVerdictOnTheNewGrant(String error) {
        house.provider.latency(Duration.ofSeconds(3)).always(FakeProvider.error(400, error));
        expired().untilPosted();

        house.signedIn(OTHER_ID, house.grant(Duration.ofMinutes(1), HOUR));
        house.pass(Duration.ofSeconds(40));

        assertThat(house.posts()).isEqualTo(1);
        assertThat(house.stored().map(Grant::ended)).isEmpty();
        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void diskHealsDuringAnUnannouncedRefresh_itsTokenIsNotDropped() {
        house.provider.rotating(false);
        house.signedIn(House.neverRotated(house.grant(Duration.ofHours(2), HOUR)))
                .configured();
        house.store.writesFail(kind -> true);
        assertThat(house.text()).isEqualTo("access-1");
        house.provider.latency(Duration.ofSeconds(40));
        house.pass(HOUR);
        while (house.posts() < 2) {
            house.token();
        }

        house.store.writesFail(kind -> false);
        house.pass(Duration.ofMinutes(2));

        assertThat(house.text()).isEqualTo("access-2");
        assertThat(house.posts()).isEqualTo(2);
        assertThat(house.stored().orElseThrow().accessToken()).isEqualTo(Secret.of("access-2"));
    }

    @Test
    void diskRefusesTheIntentAndAnswersAreLost_triesBackOffAllTheSame() {
        house.provider.always(FakeProvider.status(500, "text/plain", "", Map.of()));
        house.signedIn(House.neverRotated(house.grant(Duration.ofHours(2), HOUR)));
        house.store.writesFail(kind -> true);
        house.configured();

        house.pass(Duration.ofMinutes(5));

        assertThat(house.posts()).isBetween(2, 12);
    }
}
