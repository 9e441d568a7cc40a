// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents lead nowhere that is not there. */
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("(?<!`)\\[[^\\]`]*(?:`[^`]*`[^\\]`]*)*]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```");

    @Test
    void links_ofThisRepository_leadSomewhere() throws IOException {
        var root = root();

        assertThat(documents(root)).hasSizeGreaterThan(10);
        assertThat(broken(root)).isEmpty();
    }

    @Test
    void links_thatLeadNowhere_areNamed(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("a.md"),
                "# A `b` and C\n[here](#a-b-and-c) [not](#nowhere) [gone](gone.md) [b](b.md#one-thing) [no](b.md#two)"
                        + " ![p](p.png) [far](https://far.example/x)\n```\n[code](code.md)\n```\n");
        Files.writeString(folder.resolve("b.md"), "# B\n\n## One thing\n");

        assertThat(broken(folder))
                .containsExactlyInAnyOrder("a.md: #nowhere", "a.md: gone.md", "a.md: b.md#two", "a.md: p.png");
    }

    private static List<String> broken(Path root) throws IOException {
        var broken = new ArrayList<String>();
        for (var document : documents(root)) {
            var links = LINK.matcher(prose(document)).results().map(link -> link.group(1));
            for (var link : links.toList()) {
                if (!link.matches("[a-z]+:.*") && !leadsSomewhere(document, link)) {
                    broken.add(root.relativize(document) + ": " + link);
                }
            }
        }
        return broken;
    }

    private static boolean leadsSomewhere(Path document, String link) throws IOException {
        var parts = link.split("#", 2);
        var target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    /** What the headings are called in links. */
    private static List<String> anchors(Path document) throws IOException {
        return prose(document)
                .lines()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\w -]", "").replace(' ', '-'))
                .toList();
    }

    private static String prose(Path document) throws IOException {
        return CODE.matcher(Files.readString(document)).replaceAll((MatchResult code) -> "");
    }

    private static List<Path> documents(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !root.relativize(file).toString().matches("(.*/)?(target|node_modules|\\.git)/.*"))
                    .sorted()
                    .toList();
        }
    }

    private static Path root() {
        return Path.of("..").toAbsolutePath().normalize();
    }
}
