// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.support.Color;
import org.winekey.oauth.itests.support.Browser;
import org.winekey.oauth.itests.support.KarafProcess;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.Pictures;

/** A person with a real browser: the page, the sign-in at Keycloak, the web console of Felix. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BrowserIT {
    private static final String CLIENT = "keycloak";
    private static final String SECRET_FILE = CLIENT + "-secret";
    private static final String ROW = "#client-" + CLIENT + " ";

    private static final House HOUSE = new House("browser");

    @BeforeAll
    static void start() {
        HOUSE.client(CLIENT, Keycloak.BASIC, Map.of(".client_secret", "$[secret:" + SECRET_FILE + "]"));
        HOUSE.karaf().etc(SECRET_FILE, Keycloak.BASIC.secretOrFail());
        HOUSE.start();
        HOUSE.karaf().awaitShell();
        HOUSE.karaf().shell("feature:install webconsole");
    }

    @AfterAll
    static void stop() {
        HOUSE.close();
    }

    @Test
    void person_fromButtonToWebConsole_seesTheClientTurnGreenAndTheNewClientId() {
        try (var browser = Browser.open()) {
            browser.go(HOUSE.karaf().uri("/oauth"), KarafProcess.ADMIN, KarafProcess.ADMIN_PASSWORD);
            assertThat(isGreen(browser)).isFalse();

            signIn(browser);

            assertThat(isGreen(browser)).isTrue();
            Pictures.take(browser, "page");
            var before = HOUSE.probe().awaitToken(CLIENT);

            changeClientId(browser);

            browser.go(HOUSE.karaf().uri("/oauth"));
            assertThat(browser.element(ROW).getText()).contains(Keycloak.SECOND.id(), Keycloak.BASIC.id());
            assertThat(isGreen(browser)).isTrue();
            assertThat(HOUSE.probe().token(CLIENT).session()).isEqualTo(before.session());
        }
    }

    private static void signIn(Browser browser) {
        browser.click(ROW + "form[action$='/authenticate'] button");
        browser.awaitText("You are about to leave for");
        browser.click("form button");
        browser.signIn(ANNA);
        browser.awaitText("Signed in");
        browser.go(HOUSE.karaf().uri("/oauth")).awaitText("Authorized");
    }

    /** In the form that the web console makes of our metatype. */
    private static void changeClientId(Browser browser) {
        var console = new WebConsole(browser, HOUSE.karaf());
        console.edit(CLIENT);
        browser.type("[name='client_id']", Keycloak.SECOND.id());
        Pictures.take(browser, "web-console", 680);
        console.save();
    }

    private static boolean isGreen(Browser browser) {
        var colour = Color.fromString(browser.element(ROW + ".status").getCssValue("color"))
                .getColor();
        return colour.getGreen() > colour.getRed() && colour.getGreen() > colour.getBlue();
    }
}
