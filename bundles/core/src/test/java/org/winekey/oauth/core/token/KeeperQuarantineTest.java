// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.FakeProvider.error;
import static org.winekey.oauth.core.token.FakeProvider.fails;
import static org.winekey.oauth.core.token.House.HOUR;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.ClientStatus.Audience;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult.SignInRequired;
import org.winekey.oauth.TokenResult.Unavailable;
import org.winekey.oauth.admin.QuarantineBatch;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grant.Quarantine;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** What a grant that another system may use too is good for, and what makes it good again. */
@Timeout(20)
final class KeeperQuarantineTest {

    private static final String BATCH = "restore-7k3f";

    private final House house = new House();

    private Grant quarantined(Grant grant) {
        return Grants.quarantined(grant, new Quarantine(BATCH, "this came out of a backup", house.time.now()));
    }

    private House valid() {
        return house.signedIn(quarantined(house.grant(Duration.ZERO, HOUR))).configured();
    }

    private House expired() {
        return house.signedIn(quarantined(house.grant(HOUR.multipliedBy(2), HOUR)))
                .configured();
    }

    private Map<String, ClientStatus> release() {
        try {
            return house.keepers.release(BATCH);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertUntouched() {
        assertThat(house.posts()).isZero();
        assertThat(house.stored().map(Grant::quarantine)).isPresent();
    }

    @Test
    void quarantined_servesItsTokenToTheEndAndRefreshesNothing() {
        valid();

        for (var minute = 0; minute < 59; minute++) {
            assertThat(house.text()).isEqualTo("access-0");
            house.pass(Duration.ofMinutes(1));
        }
        house.pass(Duration.ofDays(2));

        assertThat(house.token())
                .isInstanceOfSatisfying(
                        Unavailable.class, answer -> assertThat(answer.reason()).contains("oauth:release " + BATCH));
        assertUntouched();
    }

    @Test
    void quarantined_status_tellsTheOperatorWhatToType() {
        var status = valid().keeper().status();

        assertThat(status.code()).isEqualTo(Code.QUARANTINED);
        assertThat(status.audience()).isEqualTo(Audience.OPERATOR);
        assertThat(status.reason()).contains("this came out of a backup", "oauth:release " + BATCH);
        assertThat(house.keeper().report().nextRefreshAt()).isEmpty();
    }

    @Test
    void quarantined_conditionStays() {
        expired().token();

        house.scheduler.settle();

        assertThat(house.told).containsExactly("music true");
    }

    @Test
    void quarantined_refreshNow_saysWhyNotAndSendsNothing() {
        assertThat(valid().keeper().refreshNow().code()).isEqualTo(Code.QUARANTINED);
        assertThat(house.text()).isEqualTo("access-0");
        assertUntouched();
    }

    @Test
    @Tag("R-071")
    void quarantined_rejected_isServedToItsEndAndRefreshesNothing() {
        valid();

        house.keeper().rejected(house.token().orElseThrow());

        assertThat(house.text()).isEqualTo("access-0");
        house.pass(Duration.ofMinutes(30));
        assertUntouched();
    }

    @Test
    void quarantined_rejectedWithoutAnEnd_isWithheldAndRefreshesNothing() {
        house.signedIn(quarantined(house.grant(HOUR, null))).configured();
        assertThat(house.text()).isEqualTo("access-0");

        house.keeper().rejected(house.token().orElseThrow());

        assertThat(house.token()).isInstanceOf(Unavailable.class);
        house.pass(Duration.ofDays(1));
        assertUntouched();
    }

    @Test
    void quarantined_settingsAndClockAndStartChange_refreshesNothing() {
        expired().configured(new ClientTerms.Ready(House.registration("id-1", "other")));
        house.keeper().clockJumped(true);
        house.keeper().clockJumped(false);
        house.restarted().configured();
        house.token();
        house.pass(Duration.ofDays(1));

        assertUntouched();
    }

    @Test
    @Tag("R-068")
    void quarantined_endedUnconfirmed_isNotConfirmed() {
        var ended = new Grant.Ended("DEAD", "reason", house.time.now(), false);
        house.signedIn(quarantined(Grants.withEnded(house.grant(HOUR, HOUR), ended)))
                .configured();

        house.token();
        house.pass(HOUR);

        assertUntouched();
    }

    @Test
    void quarantined_withoutRefreshToken_isLikeAnyOther() {
        var grant = House.withoutRefreshToken(house.grant(Duration.ZERO, HOUR));
        house.signedIn(quarantined(grant)).configured();
        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);

        house.pass(HOUR);

        assertThat(house.token()).isInstanceOf(SignInRequired.class);
    }

    @Test
    void quarantined_whileARefreshIsOut_dropsWhatItBrings() {
        house.provider.latency(Duration.ofSeconds(5));
        house.signedIn(house.grant(Duration.ofMinutes(59), HOUR)).configured().untilPosted();

        house.signedIn(quarantined(house.grant(Duration.ZERO, HOUR)));
        house.pass(HOUR);

        assertThat(house.posts()).isEqualTo(1);
        assertThat(house.stored().map(Grant::quarantine)).isPresent();
        assertThat(house.keeper().status().code()).isEqualTo(Code.QUARANTINED);
    }

    @Test
    void signInAnew_needsNoRelease() {
        valid();

        house.signedIn("0000000000000000000000000000000b", house.grant(Duration.ZERO, HOUR));
        house.scheduler.settle();
        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
        house.pass(Duration.ofMinutes(55));

        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    void release_refreshesAtOnceAndForgetsTheCopy() {
        valid();

        assertThat(release())
                .hasEntrySatisfying("music", status -> assertThat(status.code()).isEqualTo(Code.AUTHORIZED));

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(1);
        assertThat(house.stored().orElseThrow().quarantine()).isNull();
        assertThat(house.stored().orElseThrow().copied()).isFalse();
        assertThat(release()).isEmpty();
    }

    @Test
    void release_ofAnotherBatch_changesNothing() throws IOException {
        valid();

        assertThat(house.keepers.release("restore-other")).isEmpty();

        house.pass(HOUR);
        assertUntouched();
    }

    @Test
    @Tag("R-069")
    void release_theOtherSystemSpentIt_isALostRotationThatSaysSo() {
        house.provider.always(error(400, "invalid_grant"));
        expired();

        var status = release().get("music");

        assertThat(status.code()).isEqualTo(Code.SIGN_IN_REQUIRED);
        assertThat(status.reason()).contains("another system");
        var ended = house.stored().map(Grant::ended).orElseThrow();
        assertThat(ended.kind()).isEqualTo("LOST_ROTATION");
        house.pass(Duration.ofMinutes(1));
        assertThat(house.stored().map(Grant::ended).orElseThrow().kind()).isEqualTo("LOST_ROTATION");
        assertThat(house.stored().map(Grant::ended).orElseThrow().confirmed()).isTrue();
    }

    @Test
    @Tag("R-069")
    void release_onceRefreshed_aLaterRefusalIsAsOrdinaryAsAny() {
        valid();
        release();
        house.provider.always(error(400, "invalid_grant"));

        house.pass(HOUR);
        house.token();

        assertThat(house.stored().map(Grant::ended).orElseThrow().kind()).isEqualTo("DEAD");
    }

    @Test
    void release_diskRefuses_isSaidAndNothingIsSent() {
        valid();
        house.store.writesFail(kind -> kind == RecordKind.GRANT);

        var status = release().get("music");

        assertThat(status.code()).isEqualTo(Code.QUARANTINED);
        assertThat(status.reason()).contains("not released", BATCH);
        house.pass(Duration.ofMinutes(50));
        assertUntouched();
        assertThat(house.text()).isEqualTo("access-0");

        house.store.writesFail(kind -> false);
        assertThat(release().get("music").code()).isEqualTo(Code.AUTHORIZED);
        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    void release_providerAway_isDoneAndTriedAgainLater() {
        house.provider.next(fails(false, Fault.CONNECT));
        valid();

        assertThat(release().get("music").code()).isEqualTo(Code.UNAVAILABLE);

        assertThat(house.text()).isEqualTo("access-0");
        assertThat(house.stored().orElseThrow().quarantine()).isNull();
        house.pass(Duration.ofMinutes(1));
        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    void release_killedBeforeTheAnswer_staysReleased() {
        house.provider.latency(Duration.ofSeconds(30)).next(FakeProvider.WELL);
        expired();
        release();

        house.restarted().configured();
        house.pass(Duration.ofMinutes(2));

        assertThat(house.stored().orElseThrow().quarantine()).isNull();
        assertThat(house.keeper().status().code()).isNotEqualTo(Code.QUARANTINED);
    }

    @Test
    void release_clientNotConfigured_countsOnceItIs() {
        house.signedIn(quarantined(house.grant(Duration.ofMinutes(50), HOUR)));
        house.keepers.started();

        assertThat(release().get("music").code()).isEqualTo(Code.NOT_CONFIGURED);
        assertThat(house.posts()).isZero();

        house.configured().pass(Duration.ofMinutes(5));
        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    void batches_areListedOldestFirstWithTheirClients() throws IOException {
        var quarantines = new Quarantines(house.vault);
        store("zebra", "late", 20);
        store("ant", "early", 10);
        store("bee", "late", 15);
        house.vault.write("bad", RecordKind.GRANT, null, new RecordVersion(House.GRANT_ID, 1), new byte[] {1});

        assertThat(quarantines.batches())
                .containsExactly(
                        new QuarantineBatch("early", "r", at(10), List.of("ant")),
                        new QuarantineBatch("late", "r", at(15), List.of("bee", "zebra")));
    }

    private void store(String client, String batch, int second) throws IOException {
        var grant = Grants.quarantined(house.grant(HOUR, HOUR), new Quarantine(batch, "r", at(second)));
        var version = new RecordVersion(House.GRANT_ID, 1);
        house.vault.write(client, RecordKind.GRANT, null, version, Grants.encode(grant));
    }

    private static Instant at(int second) {
        return House.later(Duration.ofSeconds(second));
    }
}
