// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.SignInOffer;
import org.winekey.oauth.admin.Way;

class GoPageTest {

    private static final String PATH = "/oauth/go/" + FakeAdmin.NONCE;

    private final House house = new House();

    private FakeResponse depart() {
        String token = house.ask(FakeRequest.get(PATH)).formToken(PATH);
        return house.ask(FakeRequest.post(PATH, "token=" + token + "&door=CALLBACK"));
    }

    @Test
    @Tag("R-036")
    @Tag("R-079")
    @Tag("R-089")
    void link_opened_tellsEverythingAndUsesUpNothing() {
        var page = house.ask(FakeRequest.get(PATH));

        assertThat(page.status).isEqualTo(200);
        assertThat(page.body())
                .contains("spotify", "accounts.example.org", "<code>read</code>", "<code>play</code>", "karaf (page)")
                .contains("<code>http://127.0.0.1:8181/oauth/callback/spotify</code>", "1 Jan 2026 10:10:00");
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    @Tag("R-036")
    void link_lookedAtByPreviewers_stillWorks() {
        for (int i = 0; i < 3; i++) {
            house.ask(FakeRequest.method("HEAD", PATH));
            house.ask(FakeRequest.get(PATH).header("Sec-Purpose", "prefetch"));
            house.ask(FakeRequest.get(PATH));
        }
        var head = house.ask(FakeRequest.method("HEAD", PATH));

        assertThat(head.status).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(house.admin.calls).isEmpty();
        assertThat(depart().status).isEqualTo(303);
    }

    @Test
    @Tag("R-031")
    void button_pressed_bindsTheBrowserAndLeavesBySeeOther() {
        var answer = depart();

        assertThat(answer.status).isEqualTo(303);
        assertThat(answer.header("Location"))
                .isEqualTo("https://accounts.example.org/authorize?state=" + FakeAdmin.STATE);
        assertThat(answer.header("Set-Cookie"))
                .isEqualTo(
                        "winekey_spotify=" + FakeAdmin.BINDING + "; Path=/oauth; Max-Age=540; HttpOnly; SameSite=Lax");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void cookie_overHttps_isSecure() {
        house.admin.base = Optional.of(URI.create("https://house.example"));

        assertThat(depart().header("Set-Cookie")).endsWith("; Secure");
    }

    @Test
    void link_usedOnce_leadsNowhereAfterwards() {
        String token = house.ask(FakeRequest.get(PATH)).formToken(PATH);
        house.ask(FakeRequest.post(PATH, "token=" + token + "&door=CALLBACK"));

        var again = house.ask(FakeRequest.post(PATH, "token=" + token + "&door=CALLBACK"));

        assertThat(again.status).isEqualTo(404);
        assertThat(again.headers).doesNotContainKey("Set-Cookie").doesNotContainKey("Location");
    }

    @Test
    void button_pressedWhileTheStoreIsLocked_tellsSoAndTheLinkStillWorks() {
        house.admin.unavailable = Optional.of("the disk is <full>");
        var answer = depart();
        var page = house.ask(FakeRequest.get(answer.header("Location")));

        house.admin.unavailable = Optional.empty();
        var again = depart();

        assertThat(answer.status).isEqualTo(303);
        assertThat(answer.headers).doesNotContainKey("Set-Cookie");
        assertThat(page.body()).contains("cannot go on", "the disk is &lt;full&gt;");
        assertThat(again.header("Set-Cookie")).contains(FakeAdmin.BINDING);
    }

    @Test
    void twoDoors_eachIsOfferedWithItsRedirectUri_andTheChosenOneIsTaken() {
        var offer = house.admin.offer;
        house.admin.offer = new SignInOffer(
                "spotify",
                offer.provider(),
                offer.scopes(),
                offer.starter(),
                offer.startedAt(),
                List.of(
                        new Way(Door.CALLBACK, "http://127.0.0.1:8181/oauth/callback/spotify"),
                        new Way(Door.RELAY, "https://relay.example/r/?c=spotify")),
                false,
                offer.expiresAt());
        var page = house.ask(FakeRequest.get(PATH));

        house.ask(FakeRequest.post(PATH, "token=" + page.formToken(PATH) + "&door=RELAY"));

        assertThat(page.body())
                .contains("<code>http://127.0.0.1:8181/oauth/callback/spotify</code>")
                .contains("<code>https://relay.example/r/?c=spotify</code>", "back over the relay");
        assertThat(house.admin.calls).containsExactly("depart RELAY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&door=", "&door=RELAY", "&door=DEVICE", "&door=CALLBACK&door=CALLBACK"})
    void doorThatIsNotOffered_usesUpNothing(String door) {
        String token = house.ask(FakeRequest.get(PATH)).formToken(PATH);

        var answer = house.ask(FakeRequest.post(PATH, "token=" + token + door));

        assertThat(answer.headers).doesNotContainKey("Location");
        assertThat(house.admin.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.168.1.99",
                "10.0.0.4",
                "172.31.0.1",
                "127.0.0.1",
                "::1",
                "fd12:3456::7",
                "fe80::1%1",
                "[0:0:0:0:0:0:0:1]",
                "[fd12:3456:0:0:0:0:0:7]"
            })
    @Tag("R-091")
    void linkForAnotherDevice_atHome_works(String address) {
        elsewhere();

        assertThat(house.ask(FakeRequest.get(PATH).from(address)).status).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "2001:db8::1", "[2001:db8:0:0:0:0:0:1]", "[", "[]"})
    @Tag("R-091")
    void linkForAnotherDevice_fromAway_leadsNowhereAndIsNotUsedUp(String address) {
        elsewhere();
        String token = house.ask(FakeRequest.get(PATH)).formToken(PATH);

        var shown = house.ask(FakeRequest.get(PATH).from(address));
        var left = house.ask(
                FakeRequest.post(PATH, "token=" + token + "&door=CALLBACK").from(address));

        assertThat(shown.status).isEqualTo(404);
        assertThat(left.status).isEqualTo(404);
        assertThat(house.admin.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"203.0.113.9", "192.168.1.7, 203.0.113.9", "unknown", "10.1", "", "192.168.1.7, evil.example"})
    @Tag("R-091")
    void linkForAnotherDevice_overAProxyFromAway_leadsNowhere(String forwardedFor) {
        elsewhere();

        var shown = house.ask(FakeRequest.get(PATH).from("127.0.0.1").header("X-Forwarded-For", forwardedFor));

        assertThat(shown.status).isEqualTo(404);
    }

    @Test
    @Tag("R-091")
    void linkForAnotherDevice_overAProxyAtHome_works_unlessItSaysNothingOfWhom() {
        elsewhere();

        var home = FakeRequest.get(PATH).from("127.0.0.1").header("X-Forwarded-For", "203.0.113.9, 192.168.1.7");
        var silent = FakeRequest.get(PATH).from("127.0.0.1").header("X-Forwarded-Proto", "https");

        assertThat(house.ask(home).status).isEqualTo(200);
        assertThat(house.ask(silent).status).isEqualTo(404);
    }

    @Test
    @Tag("R-091")
    void linkForAnotherDevice_overAProxyThatAddsALine_countsTheLastLine() {
        elsewhere();

        var away = FakeRequest.get(PATH).from("127.0.0.1").lines("X-Forwarded-For", "192.168.1.7", "203.0.113.9");
        var home = FakeRequest.get(PATH).from("127.0.0.1").lines("X-Forwarded-For", "203.0.113.9", "192.168.1.7");

        assertThat(house.ask(away).status).isEqualTo(404);
        assertThat(house.ask(home).status).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, , 404",
        "192.168.1.7, , 200",
        "203.0.113.9, 192.168.1.7, 404",
        "192.168.1.7, 203.0.113.9, 404",
        "192.168.1.7, 192.168.1.7, 200"
    })
    @Tag("R-091")
    void linkForAnotherDevice_overAProxyWithRealIp_hasToBeAtHomeByEveryHeader(
            String realIp, @Nullable String forwardedFor, int status) {
        elsewhere();

        var request = FakeRequest.get(PATH).from("127.0.0.1").header("X-Real-IP", realIp);
        if (forwardedFor != null) {
            request.header("X-Forwarded-For", forwardedFor);
        }

        assertThat(house.ask(request).status).isEqualTo(status);
    }

    @Test
    @Tag("R-091")
    void linkForAnotherDevice_overAProxyThatSaysNothing_leadsNowhere() {
        elsewhere();
        house.admin.base = Optional.of(URI.create("https://house.example"));

        var silent = FakeRequest.get(PATH).from("127.0.0.1").host("house.example", 80);
        var forged = FakeRequest.get(PATH).from("127.0.0.1").host("127.0.0.1", 8181);
        var ownTls = FakeRequest.get(PATH).from("192.168.1.7").overTls().host("house.example", 443);

        assertThat(house.ask(silent).status).isEqualTo(404);
        assertThat(house.ask(forged).status).isEqualTo(404);
        assertThat(house.ask(ownTls).status).isEqualTo(200);
    }

    private void elsewhere() {
        var offer = house.admin.offer;
        house.admin.offer = new SignInOffer(
                offer.client(),
                offer.provider(),
                offer.scopes(),
                offer.starter(),
                offer.startedAt(),
                offer.ways(),
                true,
                offer.expiresAt());
    }

    @Test
    void link_unknown_leadsNowhere() {
        assertThat(house.ask(FakeRequest.get("/oauth/go/unknown-unknown-unknown")).status)
                .isEqualTo(404);
    }

    @ParameterizedTest
    @Tag("R-105")
    @ValueSource(strings = {"", "token=", "token=wrong", "tok=en"})
    void form_withoutItsToken_usesUpNothing(String body) {
        var answer = house.ask(FakeRequest.post(PATH, body));

        assertThat(answer.status).isEqualTo(403);
        assertThat(answer.body()).contains("href=\"" + PATH + "\"");
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    @Tag("R-105")
    void form_ofAForeignPage_usesUpNothing() {
        String token = house.ask(FakeRequest.get(PATH)).formToken(PATH);

        var answer = house.ask(
                FakeRequest.post(PATH, "token=" + token + "&door=CALLBACK").header("Origin", "http://evil.example"));

        assertThat(answer.status).isEqualTo(403);
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    void policy_ofTheForm_letsItsRedirectsReachTheProvider() {
        var page = house.ask(FakeRequest.get(PATH));

        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; ")
                .endsWith("form-action 'self' https: http:");
        assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
    }

    @Test
    void offer_withMarkup_isShownAsText() {
        var offer = house.admin.offer;
        house.admin.offer = new SignInOffer(
                "spotify",
                "<b>host</b>",
                List.of("<i>"),
                offer.starter(),
                offer.startedAt(),
                List.of(new Way(Door.CALLBACK, "\"><script>")),
                false,
                offer.expiresAt());

        assertThat(house.ask(FakeRequest.get(PATH)).body())
                .doesNotContain("<b>host")
                .doesNotContain("<i>")
                .doesNotContain("<script");
    }
}
