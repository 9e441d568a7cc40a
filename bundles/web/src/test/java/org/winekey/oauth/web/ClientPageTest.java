// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.admin.ClientEvent;

@Timeout(value = 10, unit = TimeUnit.SECONDS)
class ClientPageTest {

    private static final String PAGE = "/oauth/client/spotify";

    private final House house = new House();

    @BeforeEach
    void oneClient() {
        house.admin.reports = List.of(FakeReport.withDoorsAndPending("spotify", FakeAdmin.PENDING));
    }

    private String page(String user) {
        return house.ask(FakeRequest.get(PAGE).as(user)).body();
    }

    @Test
    void page_ofAClient_explainsItAndShowsWhatToRegister() {
        assertThat(page("karaf"))
                .contains("<h1>Client spotify</h1>", "Nobody, it is &lt;well&gt;.", "a token is held; the disk works")
                .contains("A refresh ahead of the end.", "The present settings got the grant.")
                .contains("anna &lt;anna@example.org&gt;", "account-of-spotify", "every bundle")
                .contains("<code>http://127.0.0.1:8181/oauth/callback/spotify</code>");
    }

    @Test
    void scopes_askedButNotGranted_areNamed() {
        assertThat(page("karaf"))
                .containsSubsequence("Scopes asked for", "read", "play", "Scopes granted", "read")
                .containsSubsequence("Asked for, but not granted", "<code>play</code>");
    }

    @Test
    void events_ofAClient_areToldWithTimes() {
        house.admin.events = List.of(
                new FakeExplanation.Event(
                        ClientEvent.Kind.NOT_REFRESHED,
                        "no answer <x>",
                        3,
                        Optional.of(Instant.parse("2026-01-01T10:20:00Z"))),
                new FakeExplanation.Event(ClientEvent.Kind.SIGNED_IN, "a sign-in", 1, Optional.empty()));

        assertThat(page("karaf"))
                .containsSubsequence("10:11:00", "no answer &lt;x&gt;", "3 times since", "09:00:00")
                .containsSubsequence("to wait until", "10:20:00", "a sign-in")
                .doesNotContain("1 times");
    }

    @Test
    void page_forAViewer_hasNoButton() {
        assertThat(page("karaf")).contains("<button", "action=\"/oauth/client/spotify/introspect\"");
        assertThat(page("vera")).doesNotContain("<button", "<form", "class=\"button\"");
    }

    @Test
    void page_ofNoClient_isNotFound() {
        assertThat(house.ask(FakeRequest.get("/oauth/client/other").as("karaf")).status)
                .isEqualTo(404);
    }

    @Test
    void introspect_pressed_showsWhatTheProviderSays() {
        var answer = house.press(PAGE, PAGE + "/introspect", "karaf");

        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.body()).contains("The provider takes the &lt;token&gt;.", "<code>read</code>");
        assertThat(house.admin.calls).containsExactly("introspect spotify");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth", PAGE})
    void livePart_asItIs_isTheOneInThePageAndIsToldOnce(String path) {
        var page = house.ask(FakeRequest.get(path).as("karaf"));
        var part = house.ask(FakeRequest.get(path + "/live").as("karaf"));
        var again = house.ask(FakeRequest.get(path + "/live")
                .header("If-None-Match", part.header("ETag"))
                .as("karaf"));

        assertThat(page.body())
                .contains("data-live=\"" + path + "/live\" data-now=\"2026-01-01T10:01:00Z\">\n" + part.body());
        assertThat(again.status).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void livePart_whenAClientChanged_isToldAnew() {
        var part = house.ask(FakeRequest.get("/oauth/live").as("karaf"));
        house.admin.reports = List.of(FakeReport.authorized("spotify"));

        assertThat(house.ask(FakeRequest.get("/oauth/live")
                                .header("If-None-Match", part.header("ETag"))
                                .as("karaf"))
                        .status)
                .isEqualTo(200);
        assertThat(house.ask(FakeRequest.get("/oauth/live")).status).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth", PAGE})
    void page_thatKeepsItselfFresh_mayRunOurScriptAndAskOurselvesAlone(String path) {
        var page = house.ask(FakeRequest.get(path).as("karaf"));

        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'; style-src 'self';", "; script-src 'self'; connect-src 'self';")
                .endsWith("form-action 'self' http://127.0.0.1:8181");
        assertThat(page.body()).containsOnlyOnce("<script src=\"/oauth/go/live.js\" defer></script>");
        assertThat(house.ask(FakeRequest.get("/oauth/go/live.js")).header("Content-Type"))
                .startsWith("text/javascript");
    }
}
