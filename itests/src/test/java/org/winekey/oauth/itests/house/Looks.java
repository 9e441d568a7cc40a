// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.winekey.oauth.itests.support.Axe;
import org.winekey.oauth.itests.support.Browser;

/** What every page has to be, on whatever screen. */
final class Looks {
    private static final String FITS = "return document.documentElement.scrollWidth <= innerWidth";

    private Looks() {}

    /** Nothing is wrong with the page for whoever listens, and nobody has to move it sideways. */
    static void good(Browser browser, String page) {
        assertThat(Axe.violations(browser, page)).as(page).isEmpty();
        assertThat(browser.driver().executeScript(FITS)).as(page + " fits").isEqualTo(true);
    }
}
