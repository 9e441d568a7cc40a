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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult.Misconfigured;
import org.winekey.oauth.TokenResult.SignInRequired;
import org.winekey.oauth.TokenResult.Unavailable;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.spi.RecordKind;

/** A client that asks with its own credentials, so that nobody signs in. */
@Timeout(20)
final class KeeperFetchTest {

    private static final ClientTerms TERMS = terms("service-1", "s3cret", "read");
    private static final FakeProvider.Behaviour REFUSES = error(400, "invalid_grant");

    private final House house = new House();

    private static ClientTerms terms(String clientId, String secret, String scope) {
        return new ClientTerms.Ready(House.ownCredentials(clientId, secret, scope));
    }

    private House fetched() {
        house.configured(TERMS).pass(Duration.ofSeconds(2));
        assertThat(house.posts()).isEqualTo(1);
        return house;
    }

    private Map<String, String> lastForm() {
        return house.provider.posts().get(house.posts() - 1).form();
    }

    @Test
    void token_nobodyHasSignedIn_isFetched() {
        house.configured(TERMS);

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(lastForm())
                .containsEntry("grant_type", "client_credentials")
                .containsEntry("scope", "read")
                .containsEntry("audience", "home")
                .containsEntry("client_secret", "s3cret");
        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void settingsComplete_nobodyAsks_isFetchedAndTheConditionHolds() {
        house.provider.latency(Duration.ofSeconds(1));
        house.configured(TERMS);
        assertThat(house.keeper().status().code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(house.keeper().status().reason()).contains("is being fetched");
        house.untilPosted();
        assertThat(house.keeper().status().reason()).contains("is being fetched");

        house.pass(Duration.ofSeconds(2));

        assertThat(house.posts()).isEqualTo(1);
        assertThat(house.told).containsExactly("music true");
        assertThat(house.keeper().report().grantedScopes()).containsExactly("read");
    }

    @Test
    @Tag("R-064")
    void manyCallers_share_oneRequest() {
        house.provider.latency(Duration.ofSeconds(3));
        house.configured(TERMS);

        for (var caller = 0; caller < 50; caller++) {
            assertThat(house.text()).isEqualTo("access-1");
        }

        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    @Tag("R-072")
    void token_stale_isServedAndReplacedBehindTheCallers() {
        fetched();

        for (var second = 0; second < 55 * 60; second += 10) {
            house.pass(Duration.ofSeconds(10));
            assertThat(house.token().orElseThrow().value()).startsWith("access-");
        }

        assertThat(house.posts()).isEqualTo(2);
        var after = house.provider.posts().get(1).nanos()
                - house.provider.posts().get(0).nanos();
        assertThat(Duration.ofNanos(after)).isBetween(Duration.ofMinutes(41), Duration.ofMinutes(55));
        assertThat(house.text()).isEqualTo("access-2");
    }

    @Test
    void restart_tokenOnDisk_needsNoRequest() {
        fetched();

        house.restarted().configured(TERMS).pass(Duration.ofMinutes(10));

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(1);
        assertThat(house.stored().orElseThrow().refreshToken()).isNull();
    }

    @Test
    void answerWithARefreshToken_isNotKept() {
        house.provider.next(status(
                200,
                "application/json",
                "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":60,\"refresh_token\":\"r\"}",
                Map.of()));

        assertThat(fetched().stored().orElseThrow().refreshToken()).isNull();
        house.pass(Duration.ofMinutes(1));

        assertThat(lastForm()).containsEntry("grant_type", "client_credentials");
        assertThat(house.intent()).isEmpty();
    }

    @Test
    void laterFetches_goOnWithTheGrantTheyFollow() {
        var first = fetched().entry(RecordKind.GRANT).orElseThrow().version();

        house.keeper().refreshNow();

        var second = house.entry(RecordKind.GRANT).orElseThrow().version();
        assertThat(second).isEqualTo(first.next());
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_grant, .client_secret",
        "invalid_client, .client_secret",
        "unauthorized_client, client_id",
        "access_denied, client_id",
        "login_required, token_endpoint",
        "invalid_scope, scope",
        "unsupported_grant_type, grant_types",
        "what_is_this, token_endpoint"
    })
    @Tag("R-070")
    void refused_isTheOperatorsMatterAndTheKeyIsNamed(String error, String key) {
        house.provider.always(error(400, error));
        house.configured(TERMS);

        assertThat(house.token())
                .isInstanceOfSatisfying(
                        Misconfigured.class, wrong -> assertThat(wrong.key()).isEqualTo(key));
        assertThat(house.keeper().status().code()).isEqualTo(Code.MISCONFIGURED);
    }

    @Test
    @Tag("R-070")
    void refusedForWeeks_neverAsksForASignInAndIsTriedDaily() {
        fetched();
        house.provider.always(REFUSES);

        house.pass(Duration.ofDays(4));
        var posts = house.posts();
        house.pass(Duration.ofDays(10));

        assertThat(house.token()).isInstanceOf(Misconfigured.class);
        assertThat(house.posts() - posts).isBetween(6, 11);
        assertThat(house.stored().orElseThrow().ended()).isNull();
        assertThat(house.told).endsWith("music true");

        house.provider.always(FakeProvider.WELL);
        house.pass(Duration.ofDays(2));
        assertThat(house.text()).startsWith("access-");
    }

    @Test
    @Tag("R-070")
    void refused_tokenStillValid_isServed() {
        fetched();
        house.provider.always(REFUSES);

        house.pass(Duration.ofMinutes(59));

        assertThat(house.posts()).isGreaterThan(1);
        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    @Tag("R-070")
    void wrongSecret_thenRightSecret_healsAtOnce() {
        house.provider.always((provider, form) -> form.get("client_secret").equals("right")
                ? FakeProvider.WELL.answer(provider, form)
                : error(401, "invalid_client").answer(provider, form));
        assertThat(house.configured(TERMS).token()).isInstanceOf(Misconfigured.class);

        house.configured(terms("service-1", "right", "read"));

        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    void answerLost_isSentAgainAtOnce() {
        house.provider.next(LOSES_ANSWER);
        house.configured(TERMS);

        assertThat(house.text()).isEqualTo("access-2");
        assertThat(house.posts()).isEqualTo(2);
    }

    @Test
    void everyAnswerLost_backsOff() {
        house.provider.always(LOSES_ANSWER);
        house.configured(TERMS);

        house.pass(Duration.ofDays(1));

        assertThat(house.token()).isInstanceOf(Unavailable.class);
        assertThat(house.posts()).isBetween(96, 260);
    }

    @Test
    @Tag("R-067")
    void retryAfter_isHonoured() {
        house.provider.next(status(503, "text/plain", "", Map.of("retry-after", List.of("600"))));
        fetched();

        house.pass(Duration.ofSeconds(590));
        assertThat(house.token()).isInstanceOf(Unavailable.class);
        assertThat(house.posts()).isEqualTo(1);

        house.pass(Duration.ofMinutes(5));
        assertThat(house.text()).isEqualTo("access-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DNS", "CONNECT", "CERTIFICATE"})
    @Tag("R-068")
    void network_fails_waits(String fault) {
        house.provider.next(fails(false, Fault.valueOf(fault)));

        assertThat(house.configured(TERMS).token()).isInstanceOf(Unavailable.class);

        house.pass(Duration.ofSeconds(3));
        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    @Tag("R-073")
    void newClientId_theOldTokenIsNotServedAndOnlyTheNewCredentialsAreSent() {
        fetched();
        house.provider.latency(Duration.ofSeconds(3));

        house.configured(terms("service-2", "other", "read"));

        assertThat(house.keeper().status().code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(house.text()).isEqualTo("access-2");
        assertThat(lastForm()).containsEntry("client_id", "service-2").containsEntry("client_secret", "other");
        assertThat(house.told).containsExactly("music true");
    }

    @Test
    @Tag("R-073")
    void newClientIdIsRefused_theOldTokenIsNotServed() {
        fetched();
        house.provider.always(error(401, "invalid_client"));

        house.configured(terms("service-2", "other", "read"));

        assertThat(house.token()).isInstanceOf(Misconfigured.class);
        house.configured(TERMS);
        assertThat(house.text()).isEqualTo("access-1");
    }

    @ParameterizedTest
    @CsvSource({"s3cret, write", "new, read"})
    void newScopeOrSecret_theOldTokenIsServedUntilTheNewOneIsHere(String secret, String scope) {
        fetched();
        house.provider.latency(Duration.ofSeconds(3));

        house.configured(terms("service-1", secret, scope));
        assertThat(house.text()).isEqualTo("access-1");
        house.pass(Duration.ofSeconds(5));

        assertThat(house.text()).isEqualTo("access-2");
        assertThat(lastForm()).containsEntry("scope", scope).containsEntry("client_secret", secret);
        house.pass(Duration.ofMinutes(30));
        assertThat(house.posts()).isEqualTo(2);
    }

    @Test
    void settingsChangedWhileTheServiceWasDown_areAskedForAtTheStart() {
        fetched();

        house.restarted().configured(terms("service-1", "s3cret", "write")).pass(Duration.ofSeconds(2));

        assertThat(lastForm()).containsEntry("scope", "write");
        assertThat(house.text()).isEqualTo("access-2");
    }

    @Test
    void settingsChangedWhileARequestIsOut_theNewOnesAreAskedForAfterIt() {
        house.provider.latency(Duration.ofSeconds(3));
        house.configured(TERMS).untilPosted();

        house.configured(terms("service-1", "s3cret", "write")).pass(Duration.ofSeconds(10));

        assertThat(house.posts()).isEqualTo(2);
        assertThat(house.provider.mostInFlight()).isEqualTo(1);
        assertThat(lastForm()).containsEntry("scope", "write");
    }

    @Test
    void settingsIncomplete_theTokenIsKeptFreshWithThoseThatGotIt() {
        fetched();

        house.configured(new ClientTerms.Wrong("client_id", "is not set")).pass(Duration.ofMinutes(100));

        assertThat(house.text()).startsWith("access-");
        assertThat(house.posts()).isBetween(2, 3);
        assertThat(lastForm()).containsEntry("client_id", "service-1");
    }

    @Test
    void settingsRemovedWhileARequestIsOut_isRefused_nothingIsRemembered() {
        house.provider.latency(Duration.ofSeconds(3)).always(REFUSES);
        house.configured(TERMS).untilPosted();
        house.configured(new ClientTerms.Absent());
        var before = house.time.nanos();

        house.keepers.close();

        assertThat(Duration.ofNanos(house.time.nanos() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(house.posts()).isEqualTo(1);
        assertThat(house.keeper().status().code()).isEqualTo(Code.NOT_CONFIGURED);
    }

    @Test
    void rejected_isReplacedOnceAndThenBacksOff() {
        fetched();
        house.keeper().rejected(house.token().orElseThrow());
        assertThat(house.text()).isEqualTo("access-2");

        house.keeper().rejected(house.token().orElseThrow());
        house.pass(Duration.ofSeconds(50));

        assertThat(house.posts()).isEqualTo(2);
        assertThat(house.text()).isEqualTo("access-2");
        assertThat(house.keeper().status().reason()).contains("rejects");
        house.pass(Duration.ofSeconds(20));
        assertThat(house.text()).isEqualTo("access-3");
    }

    @Test
    void refreshNow_nothingHeld_fetches() {
        house.provider.next(status(503, "text/plain", "", Map.of("retry-after", List.of("3600"))));
        fetched();

        assertThat(house.keeper().refreshNow().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void forget_dropsTheTokenAndFetchesOnDemandOnly() throws IOException {
        var first = fetched().entry(RecordKind.GRANT).orElseThrow().version();

        house.keeper().forget();
        house.pass(HOUR);

        assertThat(house.stored()).isEmpty();
        assertThat(house.posts()).isEqualTo(1);
        assertThat(house.told).endsWith("music true", "music false");
        assertThat(house.keeper().status().code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(house.keeper().status().reason()).contains("when it is asked for");
        assertThat(house.text()).isEqualTo("access-2");
        assertThat(house.entry(RecordKind.GRANT).orElseThrow().version().grantId())
                .isNotEqualTo(first.grantId());
        house.scheduler.settle();
        assertThat(house.told).endsWith("music false", "music true");
    }

    @Test
    void forgottenWhileTheFirstRequestIsOut_whatItBringsIsDropped() throws IOException {
        house.provider.latency(Duration.ofSeconds(3));
        house.configured(TERMS).untilPosted();

        house.keeper().forget();
        house.pass(HOUR);

        assertThat(house.stored()).isEmpty();
        assertThat(house.keeper().report().hasGrant()).isFalse();
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void forget_diskRefuses_waitsAndNeverAsksForASignIn() {
        fetched();
        house.store.writesFail(kind -> true);

        assertThatThrownBy(() -> house.keeper().forget()).isInstanceOf(IOException.class);

        assertThat(house.token()).isInstanceOf(Unavailable.class);
        assertThat(house.keeper().status().code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(house.keeper().status().reason()).contains("forgotten", "disk");
        house.store.writesFail(kind -> false);
        house.pass(Duration.ofSeconds(31));
        assertThat(house.text()).isEqualTo("access-2");
    }

    @Test
    @Tag("R-066")
    void token_isDurableBeforeAnybodySeesIt() {
        var seen = new ArrayList<Boolean>();
        house.store.beforeTelling(() -> seen.add(house.keeper().report().hasGrant()));
        house.configured(TERMS);

        var text = house.text();

        assertThat(seen).containsExactly(false);
        assertThat(house.stored().orElseThrow().accessToken()).isEqualTo(Secret.of(text));
    }

    @Test
    @Tag("R-066")
    void diskRefuses_theTokenIsServedFromMemoryAndWrittenWhenItLetsIt() {
        house.store.writesFail(kind -> true);
        house.configured(TERMS);

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.keeper().status().code()).isEqualTo(Code.NOT_DURABLE);
        house.store.writesFail(kind -> false);
        house.pass(Duration.ofSeconds(31));

        assertThat(house.stored().orElseThrow().accessToken()).isEqualTo(Secret.of("access-1"));
        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void diskRefusesForHours_tokensAreFetchedAtTheirEndAllTheSame() {
        fetched();
        house.store.writesFail(kind -> true);
        house.store.readsFail(new IOException("input/output error"));

        for (var quarter = 0; quarter < 4 * 4; quarter++) {
            house.pass(Duration.ofMinutes(15));
            assertThat(house.text()).startsWith("access-");
        }

        assertThat(house.posts()).isBetween(4, 6);
        house.store.writesFail(kind -> false);
        house.store.readsFail(null);
        house.pass(Duration.ofSeconds(31));
        assertThat(house.stored().orElseThrow().accessToken()).isEqualTo(Secret.of(house.text()));
    }

    @Test
    void storeLocked_nothingIsSent() {
        house.store.readsFail(new LockedException("the key is missing"));

        assertThat(house.configured(TERMS).token()).isInstanceOf(Unavailable.class);

        house.pass(Duration.ofMinutes(5));
        assertThat(house.posts()).isZero();
        assertThat(house.keeper().status().code()).isEqualTo(Code.LOCKED);
        house.store.readsFail(null);
        house.pass(Duration.ofSeconds(45));
        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    void storeLockedWhileATokenIsHeld_itIsServedToItsEndAndNothingIsSent() {
        fetched();
        house.store.readsFail(new LockedException("the key is missing"));

        house.pass(Duration.ofMinutes(59));
        assertThat(house.text()).isEqualTo("access-1");
        house.pass(Duration.ofMinutes(5));

        assertThat(house.token()).isInstanceOf(Unavailable.class);
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void someoneElseWroteMeanwhile_theAnswerIsDropped() {
        house.provider.latency(Duration.ofSeconds(3));
        house.configured(TERMS).untilPosted();

        house.signedIn("00000000000000000000000000000002", house.grant(Duration.ZERO, HOUR));
        house.pass(Duration.ofSeconds(10));

        assertThat(house.text()).isEqualTo("access-2");
        assertThat(house.entry(RecordKind.SET_ASIDE)).isPresent();
    }

    @Test
    void aPersonsGrantIsHeld_isSetAsideWhenTheTokenIsHere() {
        house.signedIn(house.grant(Duration.ZERO, HOUR)).configured();
        assertThat(house.text()).isEqualTo("access-0");

        house.configured(TERMS);

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.stored().orElseThrow().refreshToken()).isNull();
        assertThat(house.entry(RecordKind.SET_ASIDE)).isPresent();
        assertThat(lastForm()).containsEntry("grant_type", "client_credentials").doesNotContainKey("refresh_token");
    }

    @Test
    void settingsTakenBackWhileARequestIsOut_aPersonsGrantStaysAndLivesOn() {
        house.signedIn(house.grant(Duration.ZERO, HOUR)).configured();
        house.provider.latency(Duration.ofSeconds(3));
        house.configured(TERMS).untilPosted();

        house.configured().pass(Duration.ofSeconds(10));

        assertThat(house.text()).isEqualTo("access-0");
        assertThat(house.stored().orElseThrow().refreshToken()).isEqualTo(Secret.of("refresh-0"));
        house.pass(HOUR);
        assertThat(house.posts()).isEqualTo(2);
        assertThat(lastForm()).containsEntry("refresh_token", "refresh-0");
    }

    @Test
    void aPersonsGrantIsHeld_cannotBeSetAside_isNotReplaced() {
        house.signedIn(house.grant(Duration.ZERO, HOUR)).configured();
        house.store.writesFail(kind -> kind == RecordKind.SET_ASIDE);

        house.configured(TERMS).pass(Duration.ofMinutes(1));

        assertThat(house.token()).isInstanceOf(Unavailable.class);
        assertThat(house.stored().orElseThrow().refreshToken()).isEqualTo(Secret.of("refresh-0"));
        house.store.writesFail(kind -> false);
        house.pass(Duration.ofSeconds(40));
        assertThat(house.token().orElseThrow().value()).startsWith("access-");
        assertThat(house.stored().orElseThrow().refreshToken()).isNull();
    }

    @Test
    void aPersonsGrantHasEnded_noSignInIsAskedFor() {
        house.provider.next(REFUSES, REFUSES);
        house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured();
        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        house.pass(Duration.ofMinutes(2));

        house.restarted().configured(TERMS);

        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    void settingsChangedWhileAPersonsRefreshIsOut_itsRefusalAsksForNoSignIn() {
        house.provider.latency(Duration.ofSeconds(3)).next(REFUSES);
        house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured().untilPosted();

        house.configured(TERMS);

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(2);
    }

    @Test
    void settingsAskForAPersonAgain_theTokenIsKeptFreshUntilTheSignIn() {
        fetched();

        house.configured(new ClientTerms.Ready(House.registration("id-1", "other")))
                .pass(Duration.ofMinutes(100));

        assertThat(house.text()).startsWith("access-");
        assertThat(house.posts()).isBetween(2, 3);
        assertThat(lastForm()).containsEntry("client_id", "service-1").containsEntry("client_secret", "s3cret");
        assertThat(house.keeper().status().reason()).contains("next sign-in");
    }

    @Test
    void lifetimeUnknown_isUsedUntilAnApiRejectsIt() {
        house.provider.lifetime("");
        fetched().pass(Duration.ofDays(30));
        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(1);

        house.keeper().rejected(house.token().orElseThrow());

        assertThat(house.text()).isEqualTo("access-2");
    }

    @Test
    void closed_askedForAToken_sendsNothing() {
        house.configured(TERMS);
        var keeper = house.keeper();
        house.keepers.close();

        var unused = keeper.token();
        house.pass(HOUR);

        assertThat(house.posts()).isZero();
        assertThat(house.scheduler.waiting()).isZero();
    }

    @Test
    void copiedStore_nothingIsHeldBack() throws IOException {
        fetched();
        var batch = new Grant.Quarantine("clone-1", "copied", house.time.now());

        var unused = new Quarantines(house.vault).holdAll(batch);

        assertThat(new Quarantines(house.vault).batches()).isEmpty();
        house.restarted().configured(TERMS).pass(Duration.ofMinutes(70));
        assertThat(house.text()).startsWith("access-");
        assertThat(house.posts()).isEqualTo(2);
    }

    @Test
    void aPersonsGrantInQuarantine_isSetAsideAndHoldsNothingBack() throws IOException {
        house.signedIn(house.grant(Duration.ofHours(2), HOUR));
        var batch = new Grant.Quarantine("clone-1", "copied", house.time.now());
        var unused = new Quarantines(house.vault).holdAll(batch);

        house.configured(TERMS);

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.entry(RecordKind.SET_ASIDE)).isPresent();
        assertThat(new Quarantines(house.vault).batches()).isEmpty();
    }
}
