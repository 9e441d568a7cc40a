// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;
import static org.winekey.oauth.itests.support.Keycloak.BERT;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.winekey.oauth.itests.support.Browser;

/** What our pages do in a real browser: where they lead, what they run, what they let slip. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PagesUnderWatchIT {
    private static final List<String> ELSEWHERE = List.of(
            "//evil.example/",
            "/\\evil.example/",
            "https:evil.example",
            "%2f%2fevil.example",
            "/%5cevil.example",
            "https://127.0.0.1@evil.example/",
            "//evil%E3%80%82example/",
            "/%0d%0aLocation:%20https://evil.example/",
            "javascript:alert(1)");
    private static final Predicate<String> CODE = Pattern.compile("[?&]code=").asPredicate();

    private static final House HOUSE = AttackedHouse.shared();
    private static Resident person;
    private static Browser browser;

    @BeforeAll
    static void open() {
        person = Resident.admin(HOUSE);
        browser = person.browser();
    }

    @AfterAll
    static void close() {
        person.close();
    }

    @Test
    @Tag("R-029")
    @Tag("R-030")
    @Tag("R-039")
    void signIn_inABrowser_letsTheCodeSlipNowhere() {
        person.leave("watched");
        browser.traffic();

        browser.signIn(ANNA).awaitText("Signed in");

        var traffic = browser.traffic();
        assertThat(traffic.authorities())
                .containsOnly(authority(), HOUSE.keycloak().base().getAuthority());
        assertThat(traffic.requests())
                .filteredOn(request -> CODE.test(request.address()))
                .hasSize(1);
        assertThat(traffic.referers()).noneMatch(CODE);
        assertThat(browser.history()).noneMatch(CODE);
        assertThat(traffic.complaints()).noneMatch(complaint -> complaint.contains(authority()));
        assertThat(browser.where().getQuery()).isNull();
        browser.driver().navigate().back();
        assertThat(browser.where().toString()).doesNotContain("/oauth/callback/");
    }

    @Test
    @Tag("R-039")
    void pages_withoutScript_doAllTheyAreFor() {
        browser.traffic();
        scripts(false);
        try {
            assertThat(person.visit(AttackedHouse.consent(person.leave("led"), BERT)))
                    .contains("Signed in");
            browser.go(HOUSE.karaf().uri("/oauth")).click("#client-led form[action$='/refresh'] button");
            browser.awaitText("led is well");
            browser.click("#client-led a[href$='/forget']").click("form[action$='/forget'] button");
            browser.awaitText("led is forgotten");
        } finally {
            scripts(true);
        }

        assertThat(browser.traffic().complaints()).noneMatch(complaint -> complaint.contains(authority()));
    }

    @Test
    @Tag("R-014")
    void addresses_withATargetElsewhere_stayHere() {
        browser.traffic();
        for (String target : ELSEWHERE) {
            for (String path : List.of("/oauth?note=", "/oauth/go/done/" + "A".repeat(22) + "?next=", "/oauth/")) {
                browser.go(HOUSE.karaf().uri(path + target.replace('\\', '/')));
            }
            browser.go(HOUSE.karaf().uri("/oauth/callback/script?code=c&state=s" + everyName(target)));
        }
        URI callback = AttackedHouse.consent(person.leave("script"), ANNA);
        browser.go(URI.create(callback + everyName("//evil.example/"))).awaitText("Signed in");

        assertThat(browser.traffic().authorities())
                .containsOnly(authority(), HOUSE.keycloak().base().getAuthority());
    }

    @Test
    @Tag("R-028")
    void errors_withMarkup_runNothing() {
        browser.traffic();
        for (String markup : Markup.inQueries()) {
            String end = person.visit(refusal(markup));
            assertThat(end).contains("The provider refused");
            assertThat(elements(Markup.MADE)).as(markup).isZero();
            browser.go(HOUSE.karaf().uri("/oauth/callback/script?code=c&state=s" + everyName(markup)));
            assertThat(elements(Markup.MADE)).as(markup).isZero();
        }

        var traffic = browser.traffic();
        assertThat(traffic.dialogs()).isEmpty();
        assertThat(traffic.complaints()).isEmpty();
        assertThat(traffic.authorities()).containsOnly(authority());
    }

    @Test
    void markup_onAPageThatEscapesNothing_isSeen() {
        var unseen = """
                const pages = text => [`<p>${text}`, `<p title="${text}">`, `<p title='${text}'>`, `<p title=${text}>`];
                const made = page => new DOMParser().parseFromString(page, "text/html").querySelector(arguments[1]);
                return arguments[0].filter(text => !pages(text).some(made));
                """;

        assertThat(browser.driver().executeScript(unseen, Markup.unescaped(), Markup.MADE))
                .isEqualTo(List.of());
    }

    @Test
    @Tag("R-028")
    void settings_withMarkup_areShownAsText() {
        browser.traffic();

        String list = person.visit(HOUSE.karaf().uri("/oauth"));

        assertThat(list).contains("<img src=x onerror=alert(1)>");
        assertThat(browser.traffic().dialogs()).isEmpty();
        assertThat(elements("img")).isZero();
    }

    /** A refusal that belongs to a sign-in of this browser, in every member of which this encoded text stands. */
    private static URI refusal(String text) {
        var operator = HOUSE.operator();
        URI authorization = operator.depart(operator.authenticate("script"));
        operator.cookies()
                .forEach((name, value) -> browser.driver()
                        .manage()
                        .addCookie(new Cookie.Builder(name, value)
                                .path("/oauth/callback/script")
                                .build()));
        String state = authorization.getRawQuery().replaceFirst("^(?:.*&)?state=([^&]*).*$", "$1");
        return HOUSE.karaf()
                .uri("/oauth/callback/script?state=" + state + "&error=access_denied" + text + "&error_description="
                        + text + "&error_uri=" + text + "&iss="
                        + encoded(HOUSE.keycloak().issuer().toString()));
    }

    private static String everyName(String target) {
        var query = new StringBuilder();
        for (String name : List.of("return", "return_to", "next", "url", "redirect", "redirect_uri", "target")) {
            query.append('&').append(name).append('=').append(target.replace('\\', '/'));
        }
        return query.toString();
    }

    private static void scripts(boolean run) {
        browser.driver().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
    }

    private static int elements(String css) {
        return browser.driver().findElements(By.cssSelector(css)).size();
    }

    private static String authority() {
        return HOUSE.karaf().uri("/").getAuthority();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
