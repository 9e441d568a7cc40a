// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.winekey.oauth.itests.report.Parts;

/** The accessibility checker axe-core, run in a page; its report is {@code target/axe.tsv}. Stateless; thread-safe. */
public final class Axe {
    private static final String SCRIPT = "/axe.min.js";
    private static final String RUN = "const done = arguments[arguments.length - 1];"
            + "axe.run(document, {resultTypes: ['violations', 'passes']}).then("
            + "found => done([String(found.passes.length)].concat(found.violations.map("
            + "it => it.id + ': ' + it.nodes.map(node => node.html).join(' | ')))),"
            + "problem => done(['0', 'axe failed: ' + problem]));";

    /** One line for each page that was looked at: which, how many rules were kept, what was wrong. */
    private static final Path REPORT = Path.of("target/axe.tsv");

    private Axe() {}

    /**
     * What it finds wrong with the page that the browser shows, one line for each rule.
     *
     * @param page its name in the report
     */
    public static List<String> violations(Browser browser, String page) {
        browser.driver().executeScript(script());
        var found = ((List<?>) Objects.requireNonNull(browser.driver().executeAsyncScript(RUN)))
                .stream().map(String::valueOf).toList();
        var wrong = found.subList(1, found.size());
        report(page + "\t" + found.get(0) + " rules kept\t" + (wrong.isEmpty() ? "nothing wrong" : wrong) + "\n");
        return wrong;
    }

    private static void report(String line) {
        try {
            Files.writeString(REPORT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
