// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.winekey.oauth.itests.support.Browser;
import org.winekey.oauth.itests.support.Pictures;

/** The page of a sign-in that is under way: doors side by side, the time that is left, and the end without a reload. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SignInPageIT {
    private static final House HOUSE = AttackedHouse.shared();
    private static final String LEFT = "#door-device ~ dl [data-until]";

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

    private static void openAllDoors() {
        person.doors("doors");
        person.press("doors", "device").awaitText("enter the code");
    }

    private static void inspect(String screen) {
        browser.driver().navigate().refresh();
        browser.awaitText("enter the code");
        Looks.good(browser, "signin " + screen);
        assertThat(browser.traffic().complaints()).as(screen).isEmpty();
    }

    @Test
    @Tag("R-088")
    void doors_sideBySide_areGoodForEverybodyOnEveryScreen() {
        openAllDoors();
        browser.traffic();

        inspect("on a desk");
        assertThat(browser.driver().findElements(By.cssSelector(".cards > section")))
                .hasSize(3);
        Pictures.take(browser, "page-signin", 720);
        browser.dark(true);
        inspect("in the dark");
        browser.dark(false);
        browser.phone(390, 844);
        inspect("on a phone");
        Pictures.take(browser, "page-signin-phone");
        browser.phone(0, 0);
    }

    @Test
    void code_whileItIsValid_countsDown() {
        openAllDoors();

        var first = browser.element(LEFT).getText();

        assertThat(first).matches("\\d+:\\d\\d");
        browser.awaitTrue(
                "the time runs", driver -> !browser.element(LEFT).getText().equals(first));
    }

    @Test
    @Tag("R-026")
    void signIn_finishedOnAnotherDevice_isToldAndAcceptedWithoutReload() {
        openAllDoors();
        browser.driver().executeScript("window.same = true");
        browser.type("#address", "half an addr");
        var complete = URI.create(browser.element("#door-device ~ dl a").getText() + "?user_code="
                + browser.element(".user-code").getText());

        HOUSE.keycloak().newVisitor().approve(complete, ANNA);

        browser.awaitText("No sign-in of doors is open any more").awaitText("waits for acceptance");
        assertThat(browser.driver().executeScript("return window.same")).isEqualTo(true);
        assertThat(String.valueOf(browser.driver().executeScript("return document.getElementById('said').textContent")))
                .contains("No sign-in of doors is open any more");
        assertThat(browser.driver().findElement(By.id("address")).isDisplayed()).isFalse();
        Looks.good(browser, "the end of a sign-in");
        Pictures.take(browser, "page-signin-end", 700);
        browser.click("form[action$='/accept'] button").awaitText("Signed in");
        assertThat(HOUSE.probe().awaitToken("doors").isGranted()).isTrue();
    }
}
