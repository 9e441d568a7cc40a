// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.winekey.oauth.itests.report.Parts;

/** The accessibility checker axe-core, run in a page. Stateless; thread-safe. */
public final class Axe {
    private static final String SCRIPT = "/axe.min.js";
    private static final String RUN = "const done = arguments[arguments.length - 1];"
            + "axe.run(document, {resultTypes: ['violations']}).then("
            + "found => done(found.violations.map(it => it.id + ': ' + it.nodes.map(node => node.html).join(' | '))),"
            + "problem => done(['axe failed: ' + problem]));";

    private Axe() {}

    /** What it finds wrong with the page that the browser shows, one line for each rule. */
    public static List<String> violations(Browser browser) {
        browser.driver().executeScript(script());
        var found = (List<?>) Objects.requireNonNull(browser.driver().executeAsyncScript(RUN));
        return found.stream().map(String::valueOf).toList();
    }

    private static String script() {
        var version = System.getProperty("axe.version", "");
        Parts.record("axe-core", version);
        try (var in = Axe.class.getResourceAsStream(SCRIPT)) {
            return new String(Objects.requireNonNull(in, "axe-core").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
