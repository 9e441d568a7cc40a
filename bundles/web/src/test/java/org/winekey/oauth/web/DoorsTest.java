// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.admin.Starter;

class DoorsTest {

    private static final String SIGN_IN = "/oauth/client/spotify/signin";

    private final House house = new House();

    private FakeResponse send(String path, String form, String user) {
        return house.ask(FakeRequest.post(path, "token=" + House.formToken(user, path) + form)
                .as(user));
    }

    private FakeResponse progress(String user) {
        return house.ask(FakeRequest.get(SIGN_IN).as(user));
    }

    private void opened(String user) {
        house.admin.opened = Optional.of(new Starter("page", user));
    }

    @Test
    @Tag("R-091")
    void qr_holdsTheLinkForAnotherDevice() {
        var answer = send(SIGN_IN, "", "karaf");
        var page = progress("karaf");

        assertThat(answer.header("Location")).isEqualTo(SIGN_IN);
        assertThat(page.body())
                .contains(Qr.svg("http://127.0.0.1:8181/oauth/go/elsewhere", Html.of("QR code with the address below"))
                        .toString())
                .contains("<code>http://127.0.0.1:8181/oauth/go/elsewhere</code>", "waits for an administrator");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(house.admin.calls).containsExactly("begin spotify page karaf");
    }

    @Test
    void doors_ofAnOpenSignIn_standSideBySideWithTheTimeThatIsLeft() {
        house.admin.reports = List.of(FakeReport.withDoorsAndPending("spotify", FakeAdmin.PENDING));
        send(SIGN_IN, "", "karaf");

        String page = progress("karaf").body();

        assertThat(page)
                .containsSubsequence(
                        "data-until=\"2026-01-01T10:10:00Z\"",
                        "class=\"cards\"",
                        "href=\"http://127.0.0.1:8181/oauth/go/" + FakeAdmin.NONCE + "\"",
                        "<code>http://127.0.0.1:8181/oauth/callback/spotify</code>",
                        "<svg",
                        "WDJB",
                        "data-until=\"2026-01-01T10:09:00Z\"",
                        "Nobody ever asks for this address anywhere else",
                        "action=\"/oauth/client/spotify/paste\"",
                        "<label for=\"address\">");
    }

    @Test
    void doors_thatAreOpen_areNotOpenedTwice() {
        send(SIGN_IN, "", "karaf");
        send(SIGN_IN, "", "karaf");

        assertThat(house.admin.calls).containsExactly("begin spotify page karaf");
    }

    @Test
    void signIn_ofAnEarlierRun_offersNewLinks() {
        house.admin.reports = List.of(FakeReport.authorized("spotify"));
        opened("karaf");

        assertThat(progress("karaf").body()).contains("action=\"" + SIGN_IN + "\"");

        send(SIGN_IN, "", "karaf");

        assertThat(progress("karaf").body()).doesNotContain("action=\"" + SIGN_IN + "\"");
    }

    @Test
    void live_theSameSignIn_isNotSentTwice() {
        opened("karaf");
        var first = house.ask(FakeRequest.get(SIGN_IN + "/live").as("karaf"));

        var second =
                house.ask(FakeRequest.get(SIGN_IN + "/live").as("karaf").header("If-None-Match", first.header("ETag")));

        assertThat(first.body()).contains("WDJB").doesNotContain("<html", "textarea");
        assertThat(second.status).isEqualTo(304);
    }

    @Test
    void live_anAnswerIsHere_saysSo() {
        opened("karaf");
        house.admin.doors = Set.of();
        house.admin.deviceCode = Optional.empty();

        assertThat(progress("karaf").body()).contains("being exchanged for tokens");
    }

    private void exchanging(String user) {
        house.admin.reports = List.of(FakeReport.withDoorsAndPending("spotify", FakeAdmin.PENDING));
        opened(user);
        house.admin.doors = Set.of();
        house.admin.deviceCode = Optional.empty();
    }

    @Test
    void progress_whileTheAnswerIsExchanged_offersNoOtherWay() {
        exchanging("karaf");

        assertThat(progress("karaf").body())
                .contains("being exchanged for tokens")
                .doesNotContain("action=\"" + SIGN_IN + "\"", "action=\"/oauth/client/spotify/device\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"authenticate", "signin", "device"})
    void start_whileTheAnswerIsExchanged_leadsToTheSignInAndBeginsNone(String action) {
        exchanging("karaf");

        var answer = send("/oauth/client/spotify/" + action, "", "karaf");

        assertThat(answer.header("Location")).isEqualTo(SIGN_IN);
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    void start_afterTheExchangeHasEnded_beginsAnew() {
        exchanging("karaf");
        house.admin.opened = Optional.empty();

        send(SIGN_IN, "", "karaf");

        assertThat(house.admin.calls).containsExactly("begin spotify page karaf");
    }

    @Test
    void device_opened_leadsToThePageOfTheSignIn() {
        var answer = send("/oauth/client/spotify/device", "", "karaf");

        assertThat(answer.header("Location")).isEqualTo(SIGN_IN);
        assertThat(house.admin.calls).containsExactly("device spotify karaf");
    }

    @Test
    @Tag("R-088")
    void deviceCode_besideTheSymbol_addressAndCodeAsTextBeforeItWithTheRequestToCompare() {
        opened("karaf");

        String page = progress("karaf").body();

        assertThat(page)
                .containsSubsequence(
                        "must show this very code",
                        ">https://provider.example/device</a>",
                        "WDJB-&lt;b&gt;MJHT",
                        "<svg")
                .contains(Qr.svg("https://provider.example/device?user_code=WDJB-MJHT", Html.say("device.label"))
                        .toString())
                .doesNotContain("http-equiv=\"refresh\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kai", "vera"})
    @Tag("R-107")
    void deviceCode_toAnyoneElse_isNotShown(String other) {
        opened("karaf");

        var page = progress(other);

        assertThat(page.status).isEqualTo(200);
        assertThat(page.body()).contains("karaf (page)").doesNotContain("WDJB", "provider.example", "<svg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kai", "vera"})
    @Tag("R-107")
    void links_toAnyoneElse_areNotShown(String other) {
        send(SIGN_IN, "", "karaf");

        assertThat(progress(other).body()
                        + house.ask(FakeRequest.get(SIGN_IN + "/live").as(other))
                                .body())
                .contains("karaf (page)")
                .doesNotContain("/oauth/go/N0nce", "/oauth/go/elsewhere", "<svg");
    }

    @Test
    @Tag("R-108")
    void links_toWhoLostTheRoleSince_areNotShown() {
        house.admin.begin("spotify", new Starter("page", "vera"));

        assertThat(progress("vera").body())
                .contains("vera (page)")
                .doesNotContain("/oauth/go/N0nce", "/oauth/go/elsewhere", "<svg", "WDJB");
    }

    @Test
    @Tag("R-107")
    void list_whichComesAgainByItself_carriesNoCodeAndNoLink() {
        opened("karaf");
        house.admin.reports = List.of(FakeReport.withDoorsAndPending("spotify", FakeAdmin.PENDING));

        String page = house.ask(FakeRequest.get("/oauth").as("karaf")).body();

        assertThat(page).contains("http-equiv=\"refresh\"").doesNotContain("WDJB", "/oauth/go/N0nce", "<svg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"authenticate", "signin", "device", "paste", "password", "accept", "decline"})
    @Tag("R-089")
    void start_withoutLogin_isRefused(String action) {
        String path = "/oauth/client/spotify/" + action;

        var stranger = house.ask(FakeRequest.post(path, "token=" + House.formToken("", path)));
        var viewer = send(path, "", "vera");

        assertThat(stranger.status).isEqualTo(401);
        assertThat(viewer.status).isEqualTo(403);
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    void progress_nothingOpen_tellsHowTheClientIs() {
        house.admin.reports = List.of(FakeReport.authorized("spotify"));

        assertThat(progress("karaf").body())
                .contains("No sign-in of spotify is open", "A grant is held.", "class=\"over\"");
    }

    @Test
    void progress_tokensWait_canBeAcceptedThere() {
        house.admin.reports = List.of(FakeReport.withDoorsAndPending("spotify", FakeAdmin.PENDING));

        assertThat(progress("karaf").body()).contains("waits for acceptance", "/oauth/client/spotify/accept");
    }

    @Test
    void paste_addressOfTheBrowser_isHandedOverAndTheOutcomeTold() {
        house.admin.outcome = new SignInOutcome(Kind.REFUSED_BY_PROVIDER, "spotify", "The provider refused: <no>");

        var answer = send(
                "/oauth/client/spotify/paste", "&address=+http%3A%2F%2Fx%2Fcb%3Fcode%3Dc%26state%3Ds%0D%0A", "karaf");
        String page = house.ask(FakeRequest.get(answer.header("Location")).as("karaf"))
                .body();

        assertThat(house.admin.calls).containsExactly("complete http://x/cb?code=c&state=s karaf");
        assertThat(page).contains("The provider refused.", "&lt;no&gt;");
    }

    @Test
    @Tag("R-002")
    void list_passwordGrant_offersNoOtherDoorAndThePageWarns() {
        house.admin.reports =
                List.of(FakeReport.with("legacy", ClientStatus.of(ClientStatus.Code.SIGN_IN_REQUIRED, "x")));

        var list = house.ask(FakeRequest.get("/oauth").as("karaf")).body();
        var page = house.ask(FakeRequest.get("/oauth/client/legacy/password").as("karaf"))
                .body();

        assertThat(list).contains("/oauth/client/legacy/password").doesNotContain("/authenticate", "/legacy/signin");
        assertThat(page).contains("gives the password of your account away", "type=\"password\"");
    }

    @Test
    @Tag("R-002")
    void password_typed_isHandedOverAndNeverShownAgain() {
        house.admin.outcome = new SignInOutcome(Kind.REFUSED_BY_PROVIDER, "spotify", "The provider does not take it");

        var answer = send("/oauth/client/spotify/password", "&user=anna&password=pw-canary", "karaf");
        String page = house.ask(FakeRequest.get(answer.header("Location")).as("karaf"))
                .body();

        assertThat(house.admin.calls).containsExactly("signIn spotify anna 9 karaf");
        assertThat(page).contains("does not take it");
        assertThat(page + answer.header("Location")).doesNotContain("canary", "anna");
    }

    @Test
    void unknownClient_isNotFound() {
        assertThat(send("/oauth/client/unknown/signin", "", "karaf").status).isEqualTo(404);
        assertThat(send("/oauth/client/unknown/device", "", "karaf").status).isEqualTo(404);
    }
}
