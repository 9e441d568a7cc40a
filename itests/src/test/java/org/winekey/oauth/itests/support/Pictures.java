// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openqa.selenium.Dimension;

/**
 * The pictures of the documentation, taken by the tests that get there: {@code -Ditest.pictures=docs} takes them all anew.
 */
public final class Pictures {
    private static final Path FOLDER = Path.of(System.getProperty("itest.pictures", "target/pictures"));
    private static final long LARGEST = 150 * 1024;
    private static final Dimension WINDOW = new Dimension(1280, 900);

    private Pictures() {}

    /** Takes a picture of the whole window. */
    public static void take(Browser browser, String name) {
        keep(browser.screenshot(FOLDER.resolve(name + ".png")));
    }

    /** Takes a picture of a window this high and puts the window back. */
    public static void take(Browser browser, String name, int height) {
        var window = browser.driver().manage().window();
        window.setSize(new Dimension(WINDOW.getWidth(), height));
        try {
            take(browser, name);
        } finally {
            window.setSize(WINDOW);
        }
    }

    private static void keep(Path picture) {
        try {
            if (Files.size(picture) > LARGEST) {
                throw new AssertionError(picture + " is too large for the documentation");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
