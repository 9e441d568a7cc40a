// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.FakeProvider.error;
import static org.winekey.oauth.core.token.FakeProvider.fails;
import static org.winekey.oauth.core.token.House.HOUR;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.seam.HttpTransport.Fault;

/** What listeners are told of a client, and what is not worth telling. */
@Timeout(20)
final class KeeperListenerTest {

    private static final String OTHER_ID = "00000000000000000000000000000002";

    private final House house = new House();
    private final List<Standing> heard = new ArrayList<>();

    private House listening(Grant grant) {
        house.keepers.onChange((client, now) -> heard.add(now));
        house.signedIn(grant).configured();
        assertThat(heard).hasSize(1);
        return house;
    }

    private House listening() {
        return listening(house.grant(Duration.ZERO, HOUR));
    }

    private Standing last() {
        return heard.get(heard.size() - 1);
    }

    private Grant with(String accessToken, Duration life) {
        return House.withTokens(house.grant(Duration.ZERO, life), accessToken, "refresh-0");
    }

    private void stored(Grant grant) {
        house.signedIn(grant);
        house.scheduler.settle();
    }

    @Test
    void grantFound_isToldWithAllThatIsHeld() {
        listening();

        assertThat(last().status().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(last().held()).isTrue();
        assertThat(last().grantId()).isEqualTo(House.GRANT_ID);
        assertThat(last().issue()).isEqualTo(1);
        assertThat(last().expiresAt()).isEqualTo(House.later(HOUR));
        assertThat(last().scopes()).containsExactly("play");
    }

    @Test
    void anotherToken_isToldAndCounted() {
        listening();

        house.keeper().refreshNow();
        house.scheduler.settle();
        house.keeper().refreshNow();
        house.scheduler.settle();

        assertThat(heard).extracting(Standing::issue).containsExactly(1L, 2L, 3L);
    }

    @Test
    void sameTokenOutOfTheStoreAgain_isNotTold() {
        listening(with("access-0", HOUR));

        stored(with("access-0", HOUR));

        assertThat(heard).hasSize(1);
    }

    @Test
    void anotherTokenOutOfTheStore_isTold() {
        listening(with("access-0", HOUR));

        stored(with("access-7", HOUR));
        stored(with("access-7", HOUR.multipliedBy(2)));

        assertThat(heard).extracting(Standing::issue).containsExactly(1L, 2L, 3L);
    }

    @Test
    void anotherConsentForTheSameToken_isTold() {
        listening(with("access-0", HOUR));

        house.signedIn(OTHER_ID, with("access-0", HOUR));
        house.scheduler.settle();

        assertThat(heard).extracting(Standing::grantId).containsExactly(House.GRANT_ID, OTHER_ID);
    }

    @Test
    void grantEndedByTheProvider_isToldOnceThoughItIsConfirmed() {
        house.provider.always(error(400, "invalid_grant"));
        listening();

        house.keeper().refreshNow();
        house.pass(Duration.ofMinutes(5));

        assertThat(house.posts()).isEqualTo(2);
        assertThat(heard)
                .extracting(one -> one.status().code() + " " + one.held())
                .containsExactly("AUTHORIZED true", "SIGN_IN_REQUIRED true", "SIGN_IN_REQUIRED false");
    }

    @Test
    void answerLostAfterOtherFailures_theAttemptThatFollowsAtOnceIsNotToldAsTheEndOfThem() {
        house.provider.next(fails(false, Fault.DNS), fails(true, Fault.CUT)).always(fails(false, Fault.DNS));
        listening(house.grant(Duration.ofHours(2), HOUR));

        house.pass(Duration.ofMinutes(1));

        assertThat(house.posts()).isGreaterThan(3);
        assertThat(heard).extracting(one -> one.status().code()).containsExactly(Code.AUTHORIZED, Code.UNAVAILABLE);
    }

    /** The provider takes its time for the second attempt. */
    private void triedAgain() {
        house.provider.next(fails(false, Fault.DNS));
        listening(house.grant(Duration.ofHours(2), HOUR));
        house.token();
        assertThat(house.keeper().status().retryAt()).isPresent();
        house.provider.latency(Duration.ofSeconds(40));
        house.pass(Duration.ofSeconds(5));
        assertThat(house.posts()).isEqualTo(2);
    }

    @Test
    void whatFailed_whileItIsTriedAgain_isShownWithoutAMomentThatIsOver() {
        triedAgain();

        assertThat(house.keeper().status().code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(house.keeper().status().retryAt()).isEmpty();
    }

    @Test
    void signInWhileWhatFailedIsTriedAgain_isShownAtOnce() {
        triedAgain();

        house.signedIn(OTHER_ID, house.grant(Duration.ZERO, HOUR));
        house.scheduler.settle();

        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void settingsChangedWhileWhatFailedIsTriedAgain_areNotBlamedForIt() {
        triedAgain();

        house.keepers.configure(House.CLIENT, new ClientTerms.Ready(House.registration("id-1", "an0ther")));
        house.scheduler.settle();

        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void failureThatIsOver_isNotShownDuringTheNextRefresh() {
        house.provider.next(fails(false, Fault.DNS));
        listening();
        house.keeper().refreshNow();
        house.pass(Duration.ofMinutes(1));
        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);

        house.provider.latency(Duration.ofSeconds(20));
        house.keepers.tokenTimeout(Duration.ofSeconds(1));

        assertThat(house.keeper().refreshNow().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void outage_isToldOnceAndItsEndOnce() {
        house.provider.always(fails(false, Fault.DNS));
        listening();

        house.pass(HOUR.multipliedBy(5));
        assertThat(heard).extracting(one -> one.status().code()).containsExactly(Code.AUTHORIZED, Code.UNAVAILABLE);
        house.provider.always(FakeProvider.WELL);
        house.pass(Duration.ofMinutes(16));

        assertThat(heard).hasSize(3);
        assertThat(last().status().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(last().issue()).isEqualTo(2);
    }

    @Test
    void anotherSettingIsToBlame_isTold() {
        house.provider.next(error(400, "invalid_scope"), error(400, "unauthorized_client"));
        listening();

        house.keeper().refreshNow();
        house.keeper().refreshNow();
        house.scheduler.settle();

        assertThat(heard).extracting(one -> one.status().key().orElse("")).containsExactly("", "scope", "client_id");
    }

    @Test
    void forgotten_isToldAsNotHeld() throws IOException {
        listening();

        house.keeper().forget();
        house.scheduler.settle();

        assertThat(last().held()).isFalse();
        assertThat(last().grantId()).isNull();
        assertThat(last().expiresAt()).isNull();
        assertThat(last().issue()).isEqualTo(1);
        assertThat(heard).hasSize(2);
    }

    @Test
    void serviceStopsWhileSomebodyIsTold_nobodyIsToldAnythingMore() {
        var kinds = new ArrayList<String>();
        house.keepers.onChange((client, now) -> heard.add(now));
        house.keepers.onHappening((client, kind) -> {
            kinds.add(kind.name());
            house.keepers.abandon();
        });

        house.signedIn(house.grant(Duration.ZERO, HOUR)).configured();
        house.pass(Duration.ofMinutes(1));

        assertThat(kinds).containsExactly("SETTINGS");
        assertThat(heard).isEmpty();
        assertThat(house.told).isEmpty();
    }
}
