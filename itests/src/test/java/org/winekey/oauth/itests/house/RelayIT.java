// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.winekey.oauth.itests.support.Browser;
import org.winekey.oauth.itests.support.HostileSite;
import org.winekey.oauth.itests.support.Nginx;

/** A copy of the relay page that serves many houses, and answers that want to go elsewhere. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RelayIT {
    private static final String SPACE = "relay.example";
    private static final String HOME = "http://192.168.1.2:8181";
    private static final List<String> HOSTILE = List.of(
            "https://192.168.1.2@evil.example",
            "http://192.168.1.2.evil.example",
            "http://192.168.1.2:8181.evil.example",
            "http://house.local.evil.example",
            "http://evil.example#.local",
            "http://3232235778",
            "http://0300.0250.1.2",
            "http://0xc0.0xa8.0x1.0x2",
            "http://192.168.258",
            "http://[::ffff:192.168.1.2]",
            "http://[::ffff:c0a8:102]",
            "http://xn--bcher-kva.local",
            "http://b\u00fccher.local",
            "http://evil\u3002local",
            "http://192.168.1.2/path",
            "http://192.168.1.2:80",
            "http://192.168.1.2?x",
            "http://192.168.1.2\\@evil.example",
            "HTTP://192.168.1.2",
            "http://8.8.8.8",
            "http://169.254.169.254",
            "http://0.0.0.0",
            "http://[fe80::1]",
            "http://evil.example",
            "https://home.example.org:444",
            "ftp://192.168.1.2",
            "file:///etc/passwd",
            "javascript:alert(1)//.local",
            "data:text/html,<script>alert(1)</script>",
            "null");

    private static Nginx space;
    private static Browser browser;

    @BeforeAll
    static void open() {
        var copy = Relay.copy(
                Path.of("target/house/relay-of-many"), "{\"many\": true, \"listed\": [\"https://home.example.org\"]}");
        space = Nginx.serving(copy, SPACE, Path.of("target/house/web-space-of-many"));
        browser = Browser.open(Nginx.switches(SPACE));
    }

    @AfterAll
    static void close() {
        browser.close();
        space.close();
    }

    @Test
    @Tag("R-014")
    void answer_forAHouseElsewhere_isNotSentOn() {
        browser.traffic();

        for (String house : HOSTILE) {
            browser.go(answer("c=demo&code=c0de&state=" + state(house))).awaitText("Nothing was sent on.");

            assertThat(isAsked()).as(house).isFalse();
            assertThat(browser.where()).isEqualTo(space.uri("/"));
        }
        var traffic = browser.traffic();
        assertThat(traffic.authorities()).containsExactly(space.uri("/").getAuthority());
        assertThat(traffic.dialogs()).isEmpty();
    }

    @Test
    @Tag("R-019")
    @Tag("R-023")
    void answer_thatIsMoreOrLessThanAnAnswer_isNotSentOn() {
        String good = "&code=c0de&state=" + state(HOME);

        for (String query : List.of(
                good.substring(1),
                "c=../admin" + good,
                "c=%3Cimg%20src=x%20onerror=alert(1)%3E" + good,
                "c=demo&c=other" + good,
                "c=demo" + good + "&state=again",
                "c=demo&error=e" + good,
                "c=demo&code=c0de",
                "c=demo&code=c0de&state=without-a-house",
                "c=demo&access_token=t&state=" + state(HOME))) {
            browser.go(answer(query)).awaitText("Nothing was sent on.");

            assertThat(isAsked()).as(query).isFalse();
        }
    }

    @Test
    @Tag("R-030")
    void answer_forAHouseAtHome_isShownWithItsTarget() {
        for (String house : List.of(
                HOME,
                "http://127.0.0.1:9",
                "http://[fd00::2]:8181",
                "http://wine.local:8181",
                "https://wine.home.arpa",
                "https://home.example.org")) {
            browser.go(answer("c=demo&code=c0de&state=" + state(house)))
                    .awaitText("Go on only if you just started this");

            assertThat(browser.element("#target").getText()).isEqualTo(house + "/oauth/callback/demo");
            assertThat(browser.history()).noneMatch(address -> address.contains("c0de"));
        }
    }

    @Test
    @Tag("R-022")
    @Tag("R-029")
    void answer_sentOn_carriesTheAnswerAndNothingElse() {
        try (var house = HostileSite.start()) {
            house.page("/oauth/callback/demo", "<p>at home</p>");
            String state = state(house.sameSite("").toString());

            browser.go(answer("c=demo&code=c0de&session_state=s&iss=as&state=" + state + "#access_token=t"));
            browser.click("#go").awaitText("at home");

            assertThat(house.visits()).first().satisfies(visit -> {
                assertThat(visit.target()).isEqualTo("/oauth/callback/demo?code=c0de&state=" + state + "&iss=as");
                assertThat(visit.referer()).isEmpty();
            });
        }
    }

    @Test
    @Tag("R-013")
    void page_inAFrame_asksNothing() {
        try (var site = HostileSite.start()) {
            site.page("/frame", "<iframe src='" + answer("c=demo&code=c0de&state=" + state(HOME)) + "'></iframe>");

            browser.go(site.crossSite("/frame"));
            browser.driver().switchTo().frame(0);
            browser.awaitTrue("the frame is loaded", driver -> browser.source().contains("On the way"));
            // What the page itself asked for before has come by then.
            browser.driver().executeAsyncScript("const [done] = arguments; fetch('targets.json').then(done, done);");

            assertThat(isAsked()).isFalse();
            assertThat(browser.text()).doesNotContain("An answer of a provider has arrived");
            browser.driver().switchTo().defaultContent();
        }
    }

    private static boolean isAsked() {
        return browser.driver().findElements(By.id("go")).stream().anyMatch(WebElement::isDisplayed);
    }

    private static URI answer(String query) {
        return space.uri("/?" + query);
    }

    private static String state(String house) {
        return "s7ate."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(house.getBytes(StandardCharsets.UTF_8));
    }
}
