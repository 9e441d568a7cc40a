// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.winekey.oauth.core.settings.Samples.good;
import static org.winekey.oauth.core.settings.Samples.goodWith;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthException;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.ForeignFile;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.TokenImport;
import org.winekey.oauth.core.seam.RawServer;
import org.winekey.oauth.core.settings.ServiceSettings;

/** The whole house and who may have what. */
class CompositionAccessTest extends ComposedHouse {

    @Test
    void consumers_otherBundle_getsNoTokenFromAnyService() {
        startWithSpotify();
        signIn();
        var guest = service("org.example.guest").client("spotify");

        deliver(PID, goodWith("consumers", "org.example.lamp"));

        for (var handle : List.of(guest, client("org.example.guest"))) {
            assertThat(handle.token())
                    .isInstanceOfSatisfying(
                            TokenResult.Misconfigured.class,
                            refused -> assertThat(refused.key()).isEqualTo("consumers"));
            assertThat(handle.status().key()).contains("consumers");
        }
        assertThat(client("org.example.lamp").token()).isInstanceOf(TokenResult.Granted.class);

        deliver(PID, goodWith("consumers", ""));
        assertThat(guest.token()).isInstanceOf(TokenResult.Granted.class);
    }

    @Test
    void grant_takenAway_isWithdrawnFromHeldHandlesAtOnce() {
        startWithSpotify();
        signIn();
        var held = client("org.example.lamp");

        deliver(PID, goodWith("enabled", "false"));
        assertThat(answers(held)).hasOnlyElementsOfType(TokenResult.Misconfigured.class);
        deliver(PID, goodWith("consumers", "org.example.other"));
        assertThat(answers(held)).hasOnlyElementsOfType(TokenResult.Misconfigured.class);
        deliver(PID, good());
        assertThat(answers(held)).hasOnlyElementsOfType(TokenResult.Granted.class);
        admin().forget("spotify");
        assertThat(answers(held)).hasOnlyElementsOfType(TokenResult.SignInRequired.class);
        signIn();
        delete(PID);
        scheduler.pass(ClientsFactory.GRACE);
        assertThat(answers(held)).hasOnlyElementsOfType(TokenResult.Misconfigured.class);
    }

    @Test
    @Tag("R-074")
    void http_apiHostsChanged_followsThemLive() throws Exception {
        try (var api = new RawServer(RawServer.answering(200, "", "fine"))) {
            startWithSpotify();
            signIn();
            var http = client("org.example.lamp").http();
            var request = HttpRequest.newBuilder(api.uri("/me")).build();
            assertThat(refusal(http, request)).isEqualTo("api_hosts");

            deliver(
                    PID,
                    goodWith("api_hosts", "http://127.0.0.1:" + api.uri("/").getPort()));
            assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo("fine");
            assertThat(api.requests()).singleElement().asString().contains("Authorization: Bearer at-1\r\n");

            deliver(PID, goodWith("api_hosts", "api.example.com"));
            assertThat(refusal(http, request)).isEqualTo("api_hosts");
            deliver(PID, goodWith("consumers", "org.example.other"));
            assertThat(refusal(http, request)).isEqualTo("consumers");
            assertThat(api.requests()).hasSize(1);
            assertThat(client("org.example.lamp").http()).isSameAs(http);
        }
    }

    @Test
    void http_grantTakenAway_saysWho() {
        var settings = goodWith("api_hosts", "http://127.0.0.1:1");
        startWithSpotify();
        deliver(PID, settings);
        var http = client("org.example.lamp").http();
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/me")).build();

        assertThatThrownBy(() -> http.send(request, BodyHandlers.discarding()))
                .isInstanceOf(OAuthException.SignInRequired.class);
        settings.put("consumers", "org.example.other");
        deliver(PID, settings);
        assertThat(refusal(http, request)).isEqualTo("consumers");
        settings.put("enabled", "false");
        settings.remove("consumers");
        deliver(PID, settings);
        assertThat(refusal(http, request)).isEqualTo("enabled");
        delete(PID);
        scheduler.pass(ClientsFactory.GRACE);
        assertThat(refusal(http, request)).isEqualTo("oauth.client");
    }

    @Test
    void consumers_changedWhileABundleWaits_giveItNothing() {
        startWithSpotify();
        signIn();
        var held = client("org.example.lamp");
        var answer = held.tokenAsync(Duration.ofMinutes(59)).toCompletableFuture();
        scheduler.pass(Duration.ofMinutes(10));
        latency = Duration.ofSeconds(5);
        var late = held.tokenAsync(Duration.ofMinutes(59)).toCompletableFuture();
        scheduler.settle();

        deliver(PID, goodWith("consumers", "org.example.other"));
        scheduler.pass(Duration.ofSeconds(5));

        assertThat(answer.join()).isInstanceOf(TokenResult.Granted.class);
        assertThat(late.join()).isInstanceOf(TokenResult.Misconfigured.class);
    }

    @Test
    void consumers_changedWhileABundleIsBlocked_giveItNothing() {
        startWithSpotify();
        signIn();
        var held = client("org.example.lamp");
        latency = Duration.ofSeconds(5);
        held.rejected(held.token().orElseThrow());
        scheduler.after(Duration.ofSeconds(2), () -> deliver(PID, goodWith("consumers", "org.example.other")));

        var answer = held.token();

        assertThat(answer).isInstanceOf(TokenResult.Misconfigured.class);
    }

    @Test
    void minimumValidity_nullOrNegative_isNamed() {
        startWithSpotify();
        var client = client("org.example.lamp");

        for (var wrong : Arrays.asList(null, Duration.ofNanos(-1))) {
            assertThatThrownBy(() -> client.token(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("minimumValidity");
            assertThatThrownBy(() -> client.tokenAsync(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("minimumValidity");
        }
    }

    @Test
    void consumers_takenOver_leaveNoMomentForOthers() {
        startWithSpotify();
        signIn();
        var guest = client("org.example.guest");
        var answers = new ArrayList<TokenResult>();
        whenWorkIsGiven = () -> {
            if (!report().consumers().isEmpty()) {
                answers.add(guest.token());
            }
        };

        deliver(PID, goodWith("consumers", "org.example.lamp"));
        whenWorkIsGiven = () -> {};

        assertThat(answers)
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer).isInstanceOf(TokenResult.Misconfigured.class));
    }

    @Test
    void names_askedForWithoutEnd_areRefusedByTheBundle() {
        startWithSpotify();
        var service = service("org.example.lamp");
        IntStream.range(1, Desks.MOST).forEach(i -> service.client("name-" + i));

        assertThatThrownBy(() -> service.client("one-more"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("org.example.lamp");
        assertThat(service.client("spotify").status().code()).isEqualTo(Code.SIGN_IN_REQUIRED);
        deliver("org.winekey.oauth.client~late", good());
        assertThat(service.client("late").status().code()).isEqualTo(Code.SIGN_IN_REQUIRED);
    }

    @Test
    @Tag("R-089")
    void signIn_wishedByAnIntegration_isRefusedAtEveryDoorAndNothingIsOpen() {
        startWithSpotify();
        var factory = framework.service(OAuthAdmin.class).orElseThrow();
        var lamp = (OAuthAdmin) factory.fetchAs("org.example.lamp");
        var page = (OAuthAdmin) factory.fetchAs("org.winekey.oauth.web");
        var starts = List.<Runnable>of(
                () -> lamp.begin("spotify", STARTER),
                () -> lamp.device("spotify", STARTER),
                () -> lamp.signIn("spotify", "anna", PASSPHRASE.toCharArray(), STARTER));

        for (var start : starts) {
            assertThatThrownBy(start::run)
                    .isInstanceOfSatisfying(
                            AdminException.class,
                            refused -> assertThat(refused.problem()).isEqualTo(AdminException.Problem.NOT_PERMITTED));
            assertThat(page.openSignIn("spotify", STARTER)).isEmpty();
        }
    }

    @Test
    @Tag("R-089")
    void signIn_started_saysWhoAskedForWhatAndWhereBeforeAnybodyLeaves() {
        startWithSpotify();
        deliver(PID, goodWith("scope", "read play"));
        var page =
                (OAuthAdmin) framework.service(OAuthAdmin.class).orElseThrow().fetchAs("org.winekey.oauth.web");
        var link = page.begin("spotify", STARTER).uri().getPath();

        var offer =
                page.offer(link.substring(link.lastIndexOf('/') + 1), Set.of()).orElseThrow();

        assertThat(offer.client()).isEqualTo("spotify");
        assertThat(offer.starter()).isEqualTo(STARTER);
        assertThat(offer.provider()).isEqualTo("as.example");
        assertThat(offer.scopes()).containsExactly("read", "play");
        assertThat(offer.ways()).isNotEmpty();
        assertThat(page.openSignIn("spotify", STARTER).orElseThrow().starter()).isEqualTo(STARTER);
    }

    @Test
    @Tag("R-025")
    void admin_forTheBus_looksAndAsksAndDoesNothingElse() {
        startWithSpotify();
        var admin =
                (OAuthAdmin) framework.service(OAuthAdmin.class).orElseThrow().fetchAs("org.winekey.oauth.ovos");

        assertThat(admin.client("spotify")).isPresent();
        assertThat(admin.openSignIn("spotify", STARTER)).isEmpty();
        assertThatThrownBy(() -> admin.forget("spotify")).isInstanceOf(AdminException.class);
        assertThatThrownBy(() -> admin.set("spotify", "enabled", "true")).isInstanceOf(AdminException.class);
        assertThatThrownBy(admin::pending).isInstanceOf(AdminException.class);
    }

    @Test
    void admin_otherBundle_isRefusedByEveryMethodUntilNamed() {
        startWithSpotify();
        var admin =
                (OAuthAdmin) framework.service(OAuthAdmin.class).orElseThrow().fetchAs("org.example.guest");
        var calls = List.<Runnable>of(
                () -> admin.as(STARTER),
                admin::clients,
                () -> admin.client("spotify"),
                () -> admin.explain("spotify"),
                admin::counters,
                () -> admin.begin("spotify", STARTER),
                () -> admin.offer("x", Set.of()),
                () -> admin.depart("x", Door.CALLBACK, Set.of()),
                () -> admin.device("spotify", STARTER),
                () -> admin.openSignIn("spotify", STARTER),
                admin::pending,
                admin::selfTest,
                admin::providers,
                () -> admin.accept("spotify", "x"),
                () -> admin.decline("spotify", "x"),
                () -> admin.arrive(new Arrival("spotify", Map.of(), Set.of(), "192.0.2.7")),
                () -> admin.complete("x", STARTER),
                () -> admin.refresh("spotify"),
                () -> admin.forget("spotify"),
                () -> admin.revoke("spotify"),
                () -> admin.introspect("spotify"),
                () -> admin.create("spotify", Map.of(), null),
                () -> admin.settings("spotify"),
                () -> admin.set("spotify", "scope", "x"),
                () -> admin.seal("spotify", ".client_secret", "x".toCharArray()),
                () -> admin.sealFromConfiguration("spotify", ".client_secret"),
                () -> admin.plan("spotify", Map.of("scope", "x")),
                () -> admin.signIn("spotify", "anna", PASSPHRASE.toCharArray(), STARTER),
                () -> admin.planImport(ForeignFile.at(home.resolve("x")), null),
                () -> admin.importSettings(null),
                () -> admin.planImportTokens(new TokenImport(List.of(ForeignFile.at(home)), null, null, false)),
                () -> admin.importTokens(null),
                () -> admin.backup(home.resolve("b"), PASSPHRASE.toCharArray()),
                () -> admin.planRestore(home.resolve("b"), PASSPHRASE.toCharArray(), false),
                () -> admin.restore(home.resolve("b"), PASSPHRASE.toCharArray(), NO_PLAN),
                admin::quarantine,
                () -> admin.release("clone-1"),
                admin::rotateKeys,
                admin::baseUri);
        assertThat(calls).hasSize(OAuthAdmin.class.getMethods().length);

        for (var call : calls) {
            assertThatThrownBy(call::run)
                    .isInstanceOfSatisfying(
                            AdminException.class,
                            refused -> assertThat(refused.problem()).isEqualTo(AdminException.Problem.NOT_PERMITTED));
        }

        house.settings(ServiceSettings.of(Map.of("admins", "org.example.guest")));
        assertThat(admin.clients()).hasSize(1);
    }

    private static String refusal(HttpClient http, HttpRequest request) {
        var refused = catchThrowableOfType(
                OAuthException.Misconfigured.class, () -> http.send(request, BodyHandlers.discarding()));
        return refused.key();
    }

    private List<TokenResult> answers(OAuthClient client) {
        var minimum = Duration.ofMinutes(1);
        var later = client.tokenAsync(minimum).toCompletableFuture();
        scheduler.settle();
        return List.of(client.token(), client.token(minimum), later.join());
    }
}
