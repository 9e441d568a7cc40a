// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Departure;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.PendingGrant.Why;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.TokenResponse;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordKind;

/** Who starts finishes; what others bring waits until an administrator accepts it. */
class AcceptanceTest extends SignInScene {

    @Test
    @Tag("R-006")
    @Tag("R-026")
    void arrive_otherBrowser_waitsAndTheGrantBeforeServesOn() throws Exception {
        house.arrive(house.depart("spotify"));
        house.provider = () -> CompletableFuture.completedFuture(tokens("other"));
        var departure = house.depart("spotify");
        var answer = Map.of("code", SignInHouse.CODE, "state", SignInHouse.state(departure));

        var outcome = house.arrive("spotify", answer, null);

        assertThat(outcome.kind()).isEqualTo(Kind.AWAITING_ACCEPTANCE);
        assertThat(house.grant("spotify").orElseThrow().accessToken()).isEqualTo(Secret.of("cnry-access"));
        var waiting = house.waiting("spotify");
        assertThat(waiting.why()).isEqualTo(Why.OTHER_BROWSER);
        assertThat(waiting.finisher()).isEqualTo("192.0.2.7");
        assertThat(waiting.starter()).isEqualTo(SignInHouse.KARAF);
        assertThat(house.signIns.pending()).containsExactly(waiting);
        assertThat(house.news).singleElement().asString().startsWith("AWAITING_ACCEPTANCE");
    }

    @Test
    @Tag("R-026")
    void arrive_cookieOfAnotherSignIn_waits() throws Exception {
        house.registrations.put("tado", SignInHouse.registration("tado", "id-2"));
        var departure = house.depart("spotify");
        var foreign = house.depart("tado");
        var answer = Map.of("code", SignInHouse.CODE, "state", SignInHouse.state(departure));

        assertThat(house.arrive("spotify", answer, foreign.binding()).kind()).isEqualTo(Kind.AWAITING_ACCEPTANCE);
        assertThat(house.grant("spotify")).isEmpty();
    }

    @Test
    @Tag("R-026")
    void arrive_leftThroughTheLinkForAnotherDevice_waitsAlsoWithItsCookie() throws Exception {
        var link = house.signIns.begin("spotify", SignInHouse.BASE, SignInHouse.KARAF);
        var departure = house.depart(SignInHouse.nonce(link.elsewhere()), Door.CALLBACK);

        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.AWAITING_ACCEPTANCE);
        assertThat(house.waiting("spotify").why()).isEqualTo(Why.OTHER_DEVICE);
        assertThat(house.grant("spotify")).isEmpty();
    }

    @Test
    @Tag("R-026")
    void complete_otherUserOrFace_waits() throws Exception {
        for (var user : Set.of(new Starter("page", "guest"), new Starter("shell", "karaf"))) {
            var address = address(house.depart("spotify"));

            assertThat(house.signIns.complete(address, user).kind()).isEqualTo(Kind.AWAITING_ACCEPTANCE);
            assertThat(house.waiting("spotify").why()).isEqualTo(Why.OTHER_USER);
            assertThat(house.waiting("spotify").finisher()).isEqualTo(user.user() + " (" + user.face() + ")");
        }
    }

    @Test
    @Tag("R-026")
    void complete_starterPastesWhatAnotherDeviceBrought_waits() throws Exception {
        var link = house.signIns.begin("spotify", SignInHouse.BASE, SignInHouse.KARAF);
        var address = address(house.depart(SignInHouse.nonce(link.elsewhere()), Door.CALLBACK));

        assertThat(house.signIns.complete(address, SignInHouse.KARAF).kind()).isEqualTo(Kind.AWAITING_ACCEPTANCE);
    }

    @Test
    @Tag("R-026")
    void arrive_strangersRefusalOrForeignIssuer_consumesNothing() {
        house.registrations.put("spotify", SignInHouse.registration("spotify", "id-1", "https://as.example"));
        var departure = house.depart("spotify");
        var state = SignInHouse.state(departure);

        assertThat(house.arrive("spotify", Map.of("error", "access_denied", "state", state), null)
                        .kind())
                .isEqualTo(Kind.NOT_THE_STARTER);
        assertThat(house.arrive("spotify", Map.of("code", "c", "state", state, "iss", "https://evil"), null)
                        .kind())
                .isEqualTo(Kind.NOT_THE_STARTER);

        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.DONE);
    }

    @Test
    @Tag("R-026")
    void arrive_guestsCodeFails_leavesTheStartersTrip() {
        var link = house.signIns.begin("spotify", SignInHouse.BASE, SignInHouse.KARAF);
        var own = house.depart(SignInHouse.nonce(link.uri()), Door.CALLBACK);
        var guest = house.depart(SignInHouse.nonce(link.elsewhere()), Door.CALLBACK);

        house.provider =
                () -> CompletableFuture.completedFuture(SignInHouse.answer(400, "{\"error\":\"invalid_grant\"}"));
        assertThat(house.arrive(guest).kind()).isEqualTo(Kind.EXCHANGE_FAILED);
        house.provider = () -> CompletableFuture.completedFuture(SignInHouse.tokens());

        assertThat(house.arrive(own).kind()).isEqualTo(Kind.DONE);
    }

    @Test
    @Tag("R-026")
    void arrive_guestsCodeFailsBeforeTheStarterLeaves_leavesTheDoorOpen() {
        var link = house.signIns.begin("spotify", SignInHouse.BASE, SignInHouse.KARAF);
        var nonce = SignInHouse.nonce(link.elsewhere());
        var guest = house.depart(nonce, Door.CALLBACK);
        house.provider =
                () -> CompletableFuture.completedFuture(SignInHouse.answer(400, "{\"error\":\"invalid_grant\"}"));
        house.arrive(guest);
        house.provider = () -> CompletableFuture.completedFuture(SignInHouse.tokens());

        assertThat(house.signIns
                        .offer(nonce, Set.of(guest.binding()))
                        .orElseThrow()
                        .ways())
                .isEmpty();
        assertThat(house.signIns.depart(nonce, Door.CALLBACK, Set.of(guest.binding()), SignInHouse.BASE))
                .isEmpty();
        assertThat(house.arrive(house.depart(SignInHouse.nonce(link.uri()), Door.CALLBACK))
                        .kind())
                .isEqualTo(Kind.DONE);
    }

    @Test
    @Tag("R-026")
    void arrive_startersCodeFails_shutsTheDoorForTheGuestToo() {
        var link = house.signIns.begin("spotify", SignInHouse.BASE, SignInHouse.KARAF);
        var own = house.depart(SignInHouse.nonce(link.uri()), Door.CALLBACK);
        var guest = house.depart(SignInHouse.nonce(link.elsewhere()), Door.CALLBACK);
        house.provider =
                () -> CompletableFuture.completedFuture(SignInHouse.answer(400, "{\"error\":\"invalid_grant\"}"));

        assertThat(house.arrive(own).kind()).isEqualTo(Kind.EXCHANGE_FAILED);

        assertThat(house.arrive(guest).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.signIns.open("spotify", SignInHouse.KARAF, SignInHouse.BASE))
                .isEmpty();
    }

    @Test
    @Tag("R-026")
    void restart_guestsCodeWasOut_leavesTheStartersTrip() throws IOException {
        var link = house.signIns.begin("spotify", SignInHouse.BASE, SignInHouse.KARAF);
        var own = house.depart(SignInHouse.nonce(link.uri()), Door.CALLBACK);
        var guest = house.depart(SignInHouse.nonce(link.elsewhere()), Door.CALLBACK);
        house.provider = CompletableFuture::new;
        house.arrive(guest);
        house.restart();
        house.provider = () -> CompletableFuture.completedFuture(SignInHouse.tokens());

        assertThat(house.arrive(guest).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.arrive(own).kind()).isEqualTo(Kind.DONE);
    }

    @Test
    @Tag("R-026")
    void arrive_guestSignsInWhileTheStarterIsAway_leavesTheStartersTrip() throws Exception {
        var link = house.signIns.begin("spotify", SignInHouse.BASE, SignInHouse.KARAF);
        var own = house.depart(SignInHouse.nonce(link.uri()), Door.CALLBACK);
        var guest = house.depart(SignInHouse.nonce(link.elsewhere()), Door.CALLBACK);

        assertThat(house.arrive(guest).kind()).isEqualTo(Kind.AWAITING_ACCEPTANCE);
        assertThat(house.arrive(guest).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);

        assertThat(house.arrive(own).kind()).isEqualTo(Kind.DONE);
        assertThat(house.signIns.pending()).isEmpty();
    }

    @Test
    @Tag("R-026")
    void arrive_otherDeviceWhileTheStarterStays_endsTheSignIn() {
        var link = house.signIns.begin("spotify", SignInHouse.BASE, SignInHouse.KARAF);

        house.arrive(house.depart(SignInHouse.nonce(link.elsewhere()), Door.CALLBACK));

        assertThat(house.signIns.open("spotify", SignInHouse.KARAF, SignInHouse.BASE))
                .isEmpty();
    }

    @Test
    @Tag("R-026")
    void depart_linkUsedByAnotherBrowser_staysThatBrowsers() {
        var nonce = house.nonce("spotify");
        var victim = house.depart(nonce, Door.CALLBACK);

        assertThat(house.signIns.offer(nonce, Set.of("other"))).isEmpty();
        assertThat(house.signIns.depart(nonce, Door.CALLBACK, Set.of("other"), SignInHouse.BASE))
                .isEmpty();
        assertThat(house.signIns.offer(nonce, Set.of("other", victim.binding())))
                .isPresent();
    }

    @Test
    @Tag("R-026")
    void accept_whatWasSeen_makesItTheGrant() throws Exception {
        wait("first");
        var id = house.waiting("spotify").id();

        assertThat(house.signIns.accept("spotify", id).kind()).isEqualTo(Kind.DONE);

        assertThat(house.grant("spotify").orElseThrow().accessToken()).isEqualTo(Secret.of("first"));
        assertThat(house.signIns.pending()).isEmpty();
        assertThat(house.vault.read("spotify", RecordKind.PENDING)).isEmpty();
        assertThat(house.news).last().asString().startsWith("ACCEPTED");
    }

    @Test
    @Tag("R-026")
    void accept_whileANewerSignInComesIntoUse_theNewerOneStays() throws Exception {
        house.arrive(house.depart("spotify"));
        wait("waiting");
        var id = house.waiting("spotify").id();
        house.provider = () -> CompletableFuture.completedFuture(tokens("newer"));
        var departure = house.depart("spotify");
        var once = new AtomicBoolean();
        var watch = house.vault.watch((client, kind) -> {
            if (kind == RecordKind.SET_ASIDE && once.compareAndSet(false, true)) {
                house.arrive(departure);
            }
        });

        assertThatThrownBy(() -> house.signIns.accept("spotify", id)).isInstanceOf(AdminException.class);
        watch.close();

        assertThat(house.grant("spotify").orElseThrow().accessToken().reveal()).isEqualTo("newer");
    }

    @Test
    void accept_somethingNewerThanWasSeen_isRefused() throws Exception {
        wait("first");
        var seen = house.waiting("spotify").id();
        wait("second");

        assertThatThrownBy(() -> house.signIns.accept("spotify", seen))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        gone -> assertThat(gone.problem()).isEqualTo(AdminException.Problem.NO_SUCH_SIGN_IN));
        assertThat(house.grant("spotify")).isEmpty();
        assertThat(house.waiting("spotify").id()).isNotEqualTo(seen);
    }

    @Test
    void accept_settingsChangedSince_isRefusedAndItGoesOnWaiting() throws Exception {
        wait("first");
        var id = house.waiting("spotify").id();
        house.registrations.put("spotify", SignInHouse.registration("spotify", "id-2"));

        assertThat(house.signIns.accept("spotify", id).kind()).isEqualTo(Kind.SETTINGS_CHANGED);

        assertThat(house.grant("spotify")).isEmpty();
        assertThat(house.waiting("spotify").id()).isEqualTo(id);
    }

    @Test
    void accept_grantInQuarantine_staysInIt() throws Exception {
        wait("first");
        var record = house.vault.read("spotify", RecordKind.PENDING).orElseThrow();
        var quarantine = new Grant.Quarantine("clone-1", "a copy", house.time.now());
        var seen = Waiting.decode(record.content());
        var held = new Waiting(
                Grants.quarantined(seen.grant(), quarantine),
                seen.door(),
                seen.starter(),
                seen.finisher(),
                seen.arrivedAt(),
                seen.why());
        house.vault.write(
                "spotify",
                RecordKind.PENDING,
                record.version(),
                record.version().next(),
                held.encode());

        house.signIns.accept("spotify", house.waiting("spotify").id());

        assertThat(house.grant("spotify").orElseThrow().quarantine()).isEqualTo(quarantine);
    }

    @Test
    void accept_presentGrantInQuarantine_isNoReasonToHoldWhatCameHere() throws Exception {
        house.arrive(house.depart("spotify"));
        wait("first");
        var present = house.vault.read("spotify", RecordKind.GRANT).orElseThrow();
        var quarantine =
                new Grant.Quarantine("clone-1", "a copy", house.time.now().plusSeconds(1));
        var copied = Grants.quarantined(house.grant("spotify").orElseThrow(), quarantine);
        var next = present.version().next();
        house.vault.write("spotify", RecordKind.GRANT, present.version(), next, Grants.encode(copied));

        house.signIns.accept("spotify", house.waiting("spotify").id());

        assertThat(house.grant("spotify").orElseThrow().quarantine()).isNull();
    }

    @Test
    void decline_whatWasSeen_dropsItAndSendsNothing() throws Exception {
        wait("first");
        var requests = house.calls.size();

        house.signIns.decline("spotify", house.waiting("spotify").id());

        assertThat(house.signIns.pending()).isEmpty();
        assertThat(house.grant("spotify")).isEmpty();
        assertThat(house.calls).hasSize(requests);
        assertThat(house.news).last().asString().startsWith("DECLINED");
    }

    @Test
    void waiting_overRestartsAndYears_isStillThere() throws Exception {
        wait("first");
        var seen = house.waiting("spotify");

        house.restart();
        house.time.jump(Duration.ofDays(700));
        house.restart();

        assertThat(house.waiting("spotify")).isEqualTo(seen);
        assertThat(house.signIns.accept("spotify", seen.id()).kind()).isEqualTo(Kind.DONE);
    }

    @Test
    void waiting_acceptedJustBeforeThePowerWent_isNotAcceptedOnceMore() throws Exception {
        wait("first");
        var id = house.waiting("spotify").id();
        var record = house.vault.read("spotify", RecordKind.PENDING).orElseThrow();
        house.signIns.accept("spotify", id);
        house.vault.write("spotify", RecordKind.PENDING, null, record.version(), record.content());

        house.restart();

        assertThat(house.signIns.pending("spotify")).isEmpty();
        assertThatThrownBy(() -> house.signIns.accept("spotify", id)).isInstanceOf(AdminException.class);
    }

    @Test
    void waiting_newerSignInInUse_isDroppedWithANote() throws Exception {
        wait("first");
        house.provider = () -> CompletableFuture.completedFuture(tokens("second"));

        house.arrive(house.depart("spotify"));

        assertThat(house.signIns.pending()).isEmpty();
        assertThat(house.grant("spotify").orElseThrow().accessToken()).isEqualTo(Secret.of("second"));
        assertThat(house.news).last().asString().startsWith("DECLINED");
    }

    @Test
    void cancel_whileTheGrantIsBeingKept_leavesNothing() throws Exception {
        var departure = house.depart("spotify");
        var answer = Map.of("code", SignInHouse.CODE, "state", SignInHouse.state(departure));
        var watch = house.vault.watch((client, kind) -> {
            if (kind == RecordKind.PENDING) {
                house.signIns.cancel(client);
            }
        });

        var outcome = house.arrive("spotify", answer, null);
        watch.close();

        assertThat(outcome.kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.signIns.pending()).isEmpty();
    }

    @Test
    @Tag("R-026")
    void cancel_whileASecondGrantIsBeingKept_leavesTheFirstOneWaiting() throws Exception {
        wait("first");
        var first = house.waiting("spotify");
        house.provider = () -> CompletableFuture.completedFuture(tokens("second"));
        var departure = house.depart("spotify");
        var answer = Map.of("code", SignInHouse.CODE, "state", SignInHouse.state(departure));
        var watch = house.vault.watch((client, kind) -> {
            if (kind == RecordKind.PENDING) {
                house.signIns.cancel(client);
            }
        });

        var outcome = house.arrive("spotify", answer, null);
        watch.close();

        assertThat(outcome.kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.waiting("spotify")).isEqualTo(first);
        assertThat(house.signIns.accept("spotify", first.id()).kind()).isEqualTo(Kind.DONE);
        assertThat(house.grant("spotify").orElseThrow().accessToken()).isEqualTo(Secret.of("first"));
    }

    @Test
    @Tag("R-103")
    void arrive_otherAccountThanBefore_waitsAlsoFromTheSameBrowser() throws Exception {
        nameAccounts("anna");
        house.arrive(house.depart("spotify"));
        nameAccounts("ben");

        var outcome = house.arrive(house.depart("spotify"));

        assertThat(outcome.kind()).isEqualTo(Kind.AWAITING_ACCEPTANCE);
        var waiting = house.waiting("spotify");
        assertThat(waiting.why()).isEqualTo(Why.OTHER_ACCOUNT);
        assertThat(waiting.account()).contains("BEN? (ben)");
        assertThat(waiting.presentAccount()).contains("ANNA? (anna)");
    }

    @Test
    @Tag("R-103")
    void arrive_sameProvenAccountFromAnywhere_isDone() throws Exception {
        nameAccounts("anna");
        house.arrive(house.depart("spotify"));
        var departure = house.depart("spotify");
        var answer = Map.of("code", SignInHouse.CODE, "state", SignInHouse.state(departure));

        assertThat(house.arrive("spotify", answer, null).kind()).isEqualTo(Kind.DONE);
        assertThat(house.signIns.pending()).isEmpty();
    }

    @Test
    @Tag("R-103")
    void arrive_accountNotTold_thoughThePresentOneIsKnown_waits() throws Exception {
        nameAccounts("anna");
        house.arrive(house.depart("spotify"));
        house.answers.put("/me", () -> CompletableFuture.completedFuture(SignInHouse.answer(500, "{}")));

        assertThat(house.arrive(house.depart("spotify")).kind()).isEqualTo(Kind.AWAITING_ACCEPTANCE);
        assertThat(house.waiting("spotify").why()).isEqualTo(Why.ACCOUNT_NOT_TOLD);

        var departure = house.depart("spotify");
        var answer = Map.of("code", SignInHouse.CODE, "state", SignInHouse.state(departure));
        assertThat(house.arrive("spotify", answer, null).kind()).isEqualTo(Kind.AWAITING_ACCEPTANCE);
        assertThat(house.waiting("spotify").why()).isEqualTo(Why.OTHER_BROWSER);
    }

    @Test
    @Tag("R-103")
    void account_ofTheGrant_outlivesARefreshAndIsAskedOnce() throws Exception {
        nameAccounts("anna");

        house.arrive(house.depart("spotify"));

        assertThat(house.calls("/me"))
                .singleElement()
                .satisfies(call -> assertThat(call.headers()).containsEntry("Authorization", "Bearer cnry-access"));
        var grant = house.grant("spotify").orElseThrow();
        var refreshed = Grants.refreshed(
                grant,
                grant.registration(),
                new TokenResponse(Secret.of("next"), null, null, null, null),
                house.time.now());
        assertThat(refreshed.account()).isEqualTo(grant.account()).isNotNull();
    }

    private void nameAccounts(String subject) {
        var plain = SignInHouse.registration("spotify", "id-1");
        house.registrations.put("spotify", SignInHouse.withEndpoints(plain, Map.of("userinfo_endpoint", "/me")));
        var body = "{\"sub\":\"" + subject + "\",\"name\":\"" + subject.toUpperCase(Locale.ROOT) + "\\u202e\"}";
        house.answers.put("/me", () -> CompletableFuture.completedFuture(SignInHouse.answer(200, body)));
    }

    /** A grant with this token that came from another browser. */
    private void wait(String token) {
        house.provider = () -> CompletableFuture.completedFuture(tokens(token));
        var departure = house.depart("spotify");
        var answer = Map.of("code", SignInHouse.CODE, "state", SignInHouse.state(departure));
        house.arrive("spotify", answer, null);
    }

    private static HttpTransport.Outcome tokens(String token) {
        return SignInHouse.answer(
                200,
                "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"refresh_token\":\"r-" + token + "\"}");
    }

    private static String address(Departure departure) {
        return SignInHouse.parameter(departure.authorizationUri(), "redirect_uri") + "?code=c&state="
                + SignInHouse.state(departure);
    }
}
