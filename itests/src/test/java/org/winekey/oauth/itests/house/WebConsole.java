// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import org.openqa.selenium.By;
import org.winekey.oauth.itests.support.Browser;
import org.winekey.oauth.itests.support.KarafProcess;

/** The configuration page of the Felix Web Console in a browser. */
final class WebConsole {
    private static final String PATH = "/system/console/configMgr";

    private final Browser browser;

    /** Opens the page once it is there. */
    WebConsole(Browser browser, KarafProcess karaf) {
        this.browser = browser;
        karaf.awaitHttp(PATH, 401);
        browser.go(karaf.uri(PATH), KarafProcess.ADMIN, KarafProcess.ADMIN_PASSWORD);
    }

    /** Opens the form of a client of ours. */
    void edit(String client) {
        browser.click("span[title='org.winekey.oauth.client~" + client + "']");
    }

    /** Presses Save and waits until the form is gone. */
    void save() {
        browser.element(By.xpath("//button[normalize-space(.)='Save']")).click();
        browser.awaitTrue(
                "form gone",
                driver -> driver.findElements(By.cssSelector("[name='client_id']")).stream()
                        .noneMatch(field -> field.isDisplayed()));
    }
}
