// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.token.FakeProvider.error;
import static org.winekey.oauth.core.token.FakeProvider.fails;
import static org.winekey.oauth.core.token.FakeProvider.status;
import static org.winekey.oauth.core.token.House.HOUR;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.TokenResult.SignInRequired;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** A person wants a grant ended at the provider (RFC 7009). */
@Timeout(20)
@Tag("R-076")
final class KeeperRevocationTest {

    private static final FakeProvider.Behaviour DONE = status(200, "text/plain", "", Map.of());
    private static final String NEW_GRANT = "00000000000000000000000000000002";

    private final House house = new House();

    private static Registration registration(String clientId, String secret, @Nullable String revocation) {
        return new Registration(
                House.CLIENT,
                clientId,
                Secret.of(secret),
                ClientAuthentication.POST,
                "https://as.example",
                new Registration.Endpoints(
                        URI.create("https://as.example/authorize"),
                        URI.create("https://as.example/token"),
                        revocation == null ? null : URI.create(revocation)),
                List.of("play"),
                "http://127.0.0.1:8181/oauth/callback/music",
                Map.of(),
                Map.of());
    }

    private static Registration registration() {
        return registration("id-1", "s3cret", "https://as.example/revoke");
    }

    private Grant grant(Registration registration, Duration ago, Grant.@Nullable Quarantine quarantine) {
        var issuedAt = house.time.now().minus(ago);
        return new Grant(
                registration,
                Secret.of("access-0"),
                Secret.of("refresh-0"),
                Set.of("play"),
                issuedAt,
                issuedAt.plus(HOUR),
                issuedAt,
                0,
                null,
                false,
                quarantine,
                null,
                null);
    }

    private House signedIn() {
        return house.signedIn(grant(registration(), Duration.ZERO, null))
                .configured(new ClientTerms.Ready(registration()));
    }

    private List<String> revoked() {
        return house.provider.posts().stream()
                .filter(post -> post.uri().equals("https://as.example/revoke"))
                .map(post ->
                        post.form().get("token_type_hint") + " " + post.form().get("token"))
                .toList();
    }

    @Test
    void revoke_sendsTheRefreshTokenFirstThenTheAccessToken_asTheClient() throws IOException {
        signedIn().provider.always(DONE);
        assertThat(house.token()).isInstanceOf(Granted.class);

        var parting = house.keeper().revoke();

        assertThat(parting.kind()).isEqualTo(Parting.Kind.CONFIRMED);
        assertThat(revoked()).containsExactly("refresh_token refresh-0", "access_token access-0");
        assertThat(house.provider.posts())
                .allSatisfy(post -> assertThat(post.form())
                        .containsEntry("client_id", "id-1")
                        .containsEntry("client_secret", "s3cret"));
        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        assertThat(house.stored()).isEmpty();
        house.scheduler.settle();
        assertThat(house.told).containsExactly("music true", "music false");
    }

    @Test
    void revoke_beginsWithTheTokenTakenAway() throws IOException {
        var seen = new ArrayList<TokenResult>();
        signedIn().provider.always(DONE).onSend(form -> seen.add(house.keeper().token()));

        house.keeper().revoke();

        assertThat(seen).hasSize(2).allMatch(SignInRequired.class::isInstance);
    }

    @Test
    void revoke_providerIsBusy_forgetsAllTheSameAndSaysSo() throws IOException {
        signedIn().provider.always(error(503, "temporarily_unavailable"));

        var parting = house.keeper().revoke();

        assertThat(parting.kind()).isEqualTo(Parting.Kind.NOT_CONFIRMED);
        assertThat(parting.text()).contains("503", "did not confirm", "in your account at the provider");
        assertThat(house.stored()).isEmpty();
        assertThat(house.token()).isInstanceOf(SignInRequired.class);
    }

    @Test
    void revoke_nobodyAnswers_forgetsAllTheSameAndAsksOnce() throws IOException {
        signedIn().provider.always(fails(true, Fault.DEADLINE));

        assertThat(house.keeper().revoke().kind()).isEqualTo(Parting.Kind.NOT_CONFIRMED);

        assertThat(revoked()).hasSize(1);
        assertThat(house.stored()).isEmpty();
    }

    @Test
    void revoke_providerWasBusy_isAskedAgainLaterUntilItConfirms() throws IOException {
        signedIn()
                .provider
                .next(error(503, "temporarily_unavailable"), error(503, "x"))
                .always(DONE);
        assertThat(house.keeper().revoke().text()).contains("a few times more");

        house.pass(Duration.ofSeconds(50));
        assertThat(revoked()).hasSize(1);
        house.pass(Duration.ofMinutes(20));

        assertThat(revoked())
                .containsExactly(
                        "refresh_token refresh-0",
                        "refresh_token refresh-0",
                        "refresh_token refresh-0",
                        "access_token access-0");
        assertThat(house.keeper().explain().events().get(0).text()).contains("confirmed it");
        house.pass(Duration.ofDays(3));
        assertThat(revoked()).hasSize(4);
    }

    @Test
    void revoke_providerStaysBusy_isGivenUp() throws IOException {
        signedIn().provider.always(error(503, "temporarily_unavailable"));
        house.keeper().revoke();

        house.pass(Duration.ofDays(3));

        assertThat(revoked()).hasSize(5);
    }

    @Test
    void revoke_serverAsksForPatience_isNotAskedEarlier() throws IOException {
        signedIn()
                .provider
                .next(status(503, "text/plain", "", Map.of("retry-after", List.of("7200"))))
                .always(DONE);
        house.keeper().revoke();

        house.pass(Duration.ofMinutes(119));
        assertThat(revoked()).hasSize(1);
        house.pass(Duration.ofMinutes(2));

        assertThat(revoked()).hasSize(3);
    }

    @Test
    void revoke_refusedForGood_isAskedOnce() throws IOException {
        signedIn().provider.always(error(401, "invalid_client"));
        assertThat(house.keeper().revoke().text()).doesNotContain("a few times more");
        var sent = revoked().size();

        house.pass(Duration.ofDays(3));

        assertThat(revoked()).hasSize(sent);
    }

    @Test
    void revoke_somebodySignsInBeforeItIsAskedAgain_isNotAskedAgain() throws IOException {
        signedIn().provider.always(error(503, "temporarily_unavailable"));
        house.keeper().revoke();

        house.signedIn(NEW_GRANT, grant(registration(), Duration.ZERO, null)).pass(Duration.ofMinutes(30));

        assertThat(revoked()).hasSize(1);
        assertThat(house.stored()).isPresent();
    }

    @Test
    void revoke_serviceStops_isNotAskedAgain() throws IOException {
        signedIn().provider.always(error(503, "temporarily_unavailable"));
        house.keeper().revoke();

        house.keepers.close();
        house.pass(Duration.ofDays(1));

        assertThat(revoked()).hasSize(1);
    }

    @Test
    void revoke_whatWaitsForAcceptance_stays() throws IOException {
        signedIn().provider.always(DONE);
        var waiting = new RecordVersion("0123456789abcdef0123456789abcdef", 1);
        house.vault.write(House.CLIENT, RecordKind.PENDING, null, waiting, "waiting".getBytes(UTF_8));

        assertThat(house.keeper().revoke().kind()).isEqualTo(Parting.Kind.CONFIRMED);

        assertThat(house.stored()).isEmpty();
        assertThat(house.vault.version(House.CLIENT, RecordKind.PENDING)).contains(waiting);
    }

    @Test
    void revoke_providerIsSlow_isUnderwayAndEndsByItself() throws IOException {
        signedIn().provider.always(DONE).latency(Duration.ofSeconds(8));

        assertThat(house.keeper().revoke().kind()).isEqualTo(Parting.Kind.UNDERWAY);
        assertThat(house.keeper().revoke().kind()).isEqualTo(Parting.Kind.UNDERWAY);
        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        house.pass(Duration.ofSeconds(20));

        assertThat(house.stored()).isEmpty();
        assertThat(revoked()).hasSize(2);
    }

    @Test
    void revoke_accessTokensAreNotSupported_isConfirmedWithANote() throws IOException {
        signedIn().provider.next(DONE, error(400, "unsupported_token_type"));

        var parting = house.keeper().revoke();

        assertThat(parting.kind()).isEqualTo(Parting.Kind.CONFIRMED);
        assertThat(parting.text()).contains("unsupported_token_type", "until it expires");
    }

    @Test
    void revoke_refreshIsOut_landsFirstAndItsNewestTokensGo() throws IOException {
        house.provider.latency(Duration.ofSeconds(3)).next(FakeProvider.WELL).always(DONE);
        house.signedIn(grant(registration(), HOUR, null)).configured(new ClientTerms.Ready(registration()));
        house.untilPosted();

        house.keeper().revoke();
        house.pass(Duration.ofSeconds(20));

        assertThat(revoked()).containsExactly("refresh_token refresh-1", "access_token access-1");
        assertThat(house.stored()).isEmpty();
        assertThat(house.provider.mostInFlight()).isEqualTo(1);
    }

    @Test
    void revoke_refreshWaitsForItsTurn_isNotWaitedFor() throws IOException {
        signedIn();
        house.keeper().refreshNow();
        house.keeper().refreshNow();
        house.keeper().rejected(house.token().orElseThrow());
        house.scheduler.settle();
        assertThat(house.keepers.waiting()).isEqualTo(1);
        var before = house.time.nanos();

        house.keeper().revoke();

        assertThat(revoked()).first().isEqualTo("refresh_token refresh-2");
        assertThat(house.provider.posts().get(2).nanos()).isEqualTo(before);
    }

    @Test
    void revoke_grantInQuarantine_changesAndSendsNothing() throws IOException {
        var quarantine = new Grant.Quarantine("batch-1", "a copy", house.time.now());
        house.signedIn(grant(registration(), Duration.ZERO, quarantine))
                .configured(new ClientTerms.Ready(registration()));

        assertThat(house.keeper().revoke().kind()).isEqualTo(Parting.Kind.QUARANTINED);

        assertThat(house.posts()).isZero();
        assertThat(house.stored()).isPresent();
        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @Test
    void revoke_noEndpointKnown_changesNothingAndSaysSo() throws IOException {
        var plain = registration("id-1", "s3cret", null);
        house.signedIn(grant(plain, Duration.ZERO, null)).configured(new ClientTerms.Ready(plain));

        var parting = house.keeper().revoke();

        assertThat(parting.kind()).isEqualTo(Parting.Kind.NOT_OFFERED);
        assertThat(parting.text()).contains("revocation_endpoint");
        assertThat(house.stored()).isPresent();
        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @Test
    void revoke_nothingHeld_saysSo() throws IOException {
        house.configured(new ClientTerms.Ready(registration()));

        assertThat(house.keeper().revoke().kind()).isEqualTo(Parting.Kind.NOTHING_HELD);
    }

    @Test
    void revoke_somebodySignsInMeanwhile_theNewGrantStaysAndIsNotRevoked() throws IOException {
        signedIn().provider.always(DONE).latency(Duration.ofSeconds(8));
        assertThat(house.keeper().revoke().kind()).isEqualTo(Parting.Kind.UNDERWAY);

        house.signedIn(NEW_GRANT, house.grant(Duration.ZERO, HOUR)).pass(Duration.ofSeconds(20));

        assertThat(house.stored()).isPresent();
        assertThat(house.text()).isEqualTo("access-0");
        assertThat(revoked()).hasSize(2);
    }

    @Test
    void refreshThatLosesAgainstASignIn_isNotRevoked() {
        house.provider.latency(Duration.ofSeconds(3)).next(FakeProvider.WELL).always(DONE);
        house.signedIn(grant(registration(), HOUR, null)).configured(new ClientTerms.Ready(registration()));
        house.untilPosted();

        house.signedIn(NEW_GRANT, grant(registration(), Duration.ZERO, null)).pass(Duration.ofSeconds(20));

        assertThat(revoked()).isEmpty();
        assertThat(house.stored()).isPresent();
    }

    @Test
    void revoke_settingsDescribeAnotherRegistration_goesWhereTheGrantCameFrom() throws IOException {
        house.signedIn(grant(registration(), Duration.ZERO, null))
                .configured(new ClientTerms.Ready(registration("id-2", "new", "https://new.example/revoke")))
                .provider
                .always(DONE);

        house.keeper().revoke();

        assertThat(revoked()).hasSize(2);
        assertThat(house.provider.posts())
                .allSatisfy(post -> assertThat(post.form()).containsEntry("client_secret", "s3cret"));
    }

    @Test
    void revoke_disabledClient_works() throws IOException {
        house.signedIn(grant(registration(), Duration.ZERO, null))
                .configured(new ClientTerms.Disabled())
                .provider
                .always(DONE);

        assertThat(house.keeper().revoke().kind()).isEqualTo(Parting.Kind.CONFIRMED);

        assertThat(house.stored()).isEmpty();
    }

    @Test
    void revoke_diskRefusesToRemove_isSaidAndTriedAgain() {
        signedIn().provider.always(DONE);
        house.store.writesFail(kind -> true);

        assertThatThrownBy(() -> house.keeper().revoke()).isInstanceOf(IOException.class);
        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        house.store.writesFail(kind -> false);
        house.pass(Duration.ofMinutes(1));

        assertThat(house.stored()).isEmpty();
    }

    @Test
    @Tag("R-095")
    void revoke_providerQuotesTheToken_isNotRepeated() throws IOException {
        var quoting = status(
                400,
                "application/json",
                "{\"error\":\"invalid_request\",\"error_description\":\"bad refresh-0 of s3cret\"}",
                Map.of());
        signedIn().provider.always(quoting);

        assertThat(house.keeper().revoke().text()).doesNotContain("refresh-0", "s3cret");
    }
}
