// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.SignInOutcome;

class CallbackTest {

    private static final String PATH = "/oauth/callback/spotify";

    private final House house = new House();

    private FakeResponse arrive(String query) {
        return house.ask(FakeRequest.get(PATH + "?" + query));
    }

    private void outcome(SignInOutcome.Kind kind, String message) {
        house.admin.outcome = new SignInOutcome(kind, "spotify", message);
    }

    @Test
    @Tag("R-029")
    @Tag("R-030")
    @Tag("R-031")
    void answer_ofAProvider_leadsToACleanAddress() {
        var answer = house.ask(FakeRequest.get(PATH + "?code=CODE-CANARY&state=STATE-CANARY&iss=https%3A%2F%2Fas")
                .cookie("winekey_spotify", FakeAdmin.BINDING));
        var page = house.ask(FakeRequest.get(answer.header("Location")));

        assertThat(answer.status).isEqualTo(303);
        assertThat(answer.header("Location")).matches("/oauth/go/done/[A-Za-z0-9_-]{22}");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.everything()).doesNotContain("CANARY");
        assertThat(page.status).isEqualTo(200);
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.body()).contains("Signed in", "spotify is signed in.", "href=\"/oauth\"");
        assertThat(page.everything()).doesNotContain("CANARY");
    }

    @Test
    @Tag("R-019")
    void answer_withRepeatedAndUnknownParameters_isHandedOverWhole() {
        arrive("code=a&code=b&state=s&foo=bar");

        assertThat(house.admin.arrivals).singleElement().satisfies(arrival -> {
            assertThat(arrival.client()).isEqualTo("spotify");
            assertThat(arrival.parameters())
                    .isEqualTo(Map.of("code", List.of("a", "b"), "state", List.of("s"), "foo", List.of("bar")));
            assertThat(arrival.bindings()).isEmpty();
        });
    }

    @Test
    void bindings_ofEveryClient_areHandedOverAndThisClientsCookieDeleted() {
        var answer = house.ask(FakeRequest.get(PATH + "?code=a&state=s")
                .cookie("winekey_spotify-anna", "other")
                .cookie("winekey_spotify", FakeAdmin.BINDING));

        assertThat(house.admin.arrivals.get(0).bindings()).containsExactlyInAnyOrder("other", FakeAdmin.BINDING);
        assertThat(answer.header("Set-Cookie"))
                .isEqualTo("winekey_spotify=; Path=/oauth; Max-Age=0; HttpOnly; SameSite=Lax");
    }

    @Test
    void bindings_ofOneNameSentTwice_areHandedOverBoth() {
        house.ask(FakeRequest.get(PATH + "?code=a&state=s")
                .cookie("winekey_spotify", "one")
                .cookie("winekey_spotify", "two"));

        assertThat(house.admin.arrivals.get(0).bindings()).containsExactlyInAnyOrder("one", "two");
    }

    @ParameterizedTest
    @EnumSource(
            value = SignInOutcome.Kind.class,
            names = {"NO_SUCH_SIGN_IN", "NOT_THE_STARTER", "MALFORMED"})
    void answer_ofNoSignIn_costsNoCookie(SignInOutcome.Kind kind) {
        outcome(kind, "No.");

        var answer = arrive("code=a&state=b");

        assertThat(answer.headers).doesNotContainKey("Set-Cookie");
        assertThat(house.ask(FakeRequest.get(answer.header("Location"))).body()).contains("No.");
    }

    @Test
    void strayAnswers_inAnyNumber_pushOutNoRealResult() {
        String result = arrive("code=a&state=s").header("Location");
        outcome(SignInOutcome.Kind.NO_SUCH_SIGN_IN, "No.");

        for (int i = 0; i < 1_000; i++) {
            arrive("code=x&state=y" + i);
        }

        assertThat(house.ask(FakeRequest.get(result)).body()).contains("Signed in");
    }

    @ParameterizedTest
    @Tag("R-036")
    @ValueSource(strings = {"HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"})
    void method_otherThanGet_usesUpNothing(String method) {
        var answer = house.ask(FakeRequest.method(method, PATH + "?code=a&state=s"));

        assertThat(answer.status).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET");
        assertThat(house.admin.calls).isEmpty();
        assertThat(arrive("code=a&state=s").status).isEqualTo(303);
    }

    @ParameterizedTest
    @Tag("R-036")
    @CsvSource({
        "Sec-Purpose, prefetch",
        "Sec-Purpose, prefetch;prerender",
        "Purpose, Prefetch",
        "X-Purpose, preview",
        "X-Moz, prefetch"
    })
    void prefetch_ofTheCallback_usesUpNothing(String header, String value) {
        var answer = house.ask(FakeRequest.get(PATH + "?code=a&state=s").header(header, value));

        assertThat(answer.status).isEqualTo(503);
        assertThat(house.admin.calls).isEmpty();
        assertThat(arrive("code=a&state=s").status).isEqualTo(303);
    }

    @Test
    @Tag("R-028")
    void message_withMarkup_isShownAsText() {
        outcome(SignInOutcome.Kind.REFUSED_BY_PROVIDER, "<img src=x onerror=alert(1)>\u202E\"'&");

        var page =
                house.ask(FakeRequest.get(arrive("error=access_denied&state=s").header("Location")));

        assertThat(page.body())
                .contains("&lt;img src=x onerror=alert(1)&gt;\uFFFD&quot;&#39;&amp;")
                .doesNotContain("<img");
    }

    @Test
    @Tag("R-037")
    void code_upToEightKibibytes_isAccepted() {
        assertThat(arrive("state=s&code=" + "c".repeat(8 * 1024)).status).isEqualTo(303);
        assertThat(house.admin.arrivals.get(0).parameters().get("code").get(0)).hasSize(8 * 1024);
    }

    @ParameterizedTest
    @Tag("R-037")
    @ValueSource(strings = {"c", "%00", "a+b", "%C3%A4", "%2B%2F%3D", "-._~"})
    void code_ofAnyCharacters_isHandedOver(String code) {
        assertThat(arrive("state=s&code=" + code).status).isEqualTo(303);
        assertThat(house.admin.arrivals).hasSize(1);
    }

    @Test
    @Tag("R-037")
    void query_tooLongOrUnreadable_isRefusedWithoutEcho() {
        var longCode = arrive("state=s&code=CANARY" + "c".repeat(8 * 1024));
        var longQuery = arrive("state=CANARY&x=" + "c".repeat(16 * 1024));
        var unreadable = arrive("state=CANARY&code=%zz");
        var crowded = arrive("CANARY&".repeat(65));

        assertThat(longCode.status).isEqualTo(400);
        assertThat(longQuery.status).isEqualTo(414);
        assertThat(unreadable.status).isEqualTo(400);
        assertThat(crowded.status).isEqualTo(400);
        assertThat(List.of(longCode, longQuery, unreadable, crowded))
                .allSatisfy(answer -> assertThat(answer.everything()).doesNotContain("CANARY"));
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    void answer_whileTheStoreIsLocked_tellsSoAndKeepsTheCookie() {
        house.admin.unavailable = Optional.of("the token store is <locked>");

        var answer = arrive("code=CODE-CANARY&state=s");
        var page = house.ask(FakeRequest.get(answer.header("Location")));

        assertThat(answer.status).isEqualTo(303);
        assertThat(answer.headers).doesNotContainKey("Set-Cookie");
        assertThat(page.body()).contains("cannot be finished", "the token store is &lt;locked&gt;");
        assertThat(page.everything()).doesNotContain("CANARY");
    }

    @Test
    void result_unknown_isNotFound() {
        assertThat(house.ask(FakeRequest.get("/oauth/go/done/abcdefghijklmnopqrstuv")).status)
                .isEqualTo(404);
    }

    @Test
    @Tag("R-026")
    void finisher_overAProxy_isWhoTheProxySpeaksFor() {
        house.ask(FakeRequest.get("/oauth/callback/spotify?code=c&state=s")
                .from("127.0.0.1")
                .header("X-Forwarded-For", "10.9.9.9, 192.168.1.7"));
        house.ask(FakeRequest.get("/oauth/callback/spotify?code=c&state=s")
                .from("127.0.0.1")
                .header("X-Forwarded-For", "<script>"));

        assertThat(house.admin.arrivals)
                .extracting(Arrival::address)
                .containsExactly("192.168.1.7, over the proxy 127.0.0.1", "unknown, over the proxy 127.0.0.1");
    }

    @Test
    @Tag("R-026")
    void finisher_overAProxyThatAddsALine_isNotWhomTheBrowserNamed() {
        house.ask(finish().lines("X-Forwarded-For", "192.168.1.7", "203.0.113.9"));
        house.ask(finish().header("X-Real-IP", "203.0.113.9"));
        house.ask(finish().header("X-Real-IP", "203.0.113.9").header("X-Forwarded-For", "192.168.1.7"));

        assertThat(house.admin.arrivals)
                .extracting(Arrival::address)
                .containsExactly(
                        "203.0.113.9, over the proxy 127.0.0.1",
                        "203.0.113.9, over the proxy 127.0.0.1",
                        "unknown, over the proxy 127.0.0.1");
    }

    @Test
    @Tag("R-026")
    void finisher_overAProxyThatSaysNothing_isUnknown() {
        house.admin.base = Optional.of(URI.create("https://house.example"));

        house.ask(finish());

        assertThat(house.admin.arrivals)
                .extracting(Arrival::address)
                .containsExactly("unknown, over the proxy 127.0.0.1");
    }

    private static FakeRequest finish() {
        return FakeRequest.get("/oauth/callback/spotify?code=c&state=s").from("127.0.0.1");
    }
}
