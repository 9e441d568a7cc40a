// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.SignInOutcome;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class TextsTest {

    private static final Pattern BLOCK = Pattern.compile("\"\"\"(.*?)\"\"\"", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    private final Texts german = Texts.find("de").orElseThrow();

    private static Path web() {
        var here = Path.of("").toAbsolutePath();
        return here.endsWith("web") ? here : here.resolveSibling("web");
    }

    private static List<String> sources() throws IOException {
        try (var files = Files.walk(web().resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(TextsTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What is written between quotation marks, comments aside. */
    private static Stream<String> literals(String source) {
        var code = source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*//.*$", "");
        return Stream.concat(
                BLOCK.matcher(code).results().map(MatchResult::group),
                LITERAL.matcher(BLOCK.matcher(code).replaceAll("")).results().map(MatchResult::group));
    }

    @Test
    void languages_haveTheSameKeys() {
        assertThat(german.keys()).isEqualTo(Texts.ENGLISH.keys()).isNotEmpty();
    }

    @Test
    void languages_fillTheSameHoles() {
        var hole = Pattern.compile("\\{\\d}");
        var values = List.of("{0}", "{1}", "{2}", "{3}");

        assertThat(german.keys())
                .allSatisfy(key -> assertThat(hole.matcher(german.fill(key, values))
                                .results()
                                .map(MatchResult::group)
                                .sorted())
                        .containsExactlyElementsOf(hole.matcher(Texts.ENGLISH.fill(key, values))
                                .results()
                                .map(MatchResult::group)
                                .sorted()
                                .toList()));
    }

    @Test
    void templates_ofThePages_haveNoWordsOfTheirOwn() throws IOException {
        assertThat(sources().stream().flatMap(TextsTest::literals).filter(literal -> literal.contains("<")))
                .isNotEmpty()
                .allSatisfy(literal -> {
                    assertThat(literal).doesNotContainPattern("(aria-label|title|placeholder|alt)=\\\\?\"[^{]");
                    assertThat(literal.replaceAll("(?s)<[^>]*>", "")
                                    .replace("- Winekey", "")
                                    .replace("\\n", ""))
                            .as(literal)
                            .doesNotContainPattern("\\p{L}{2}");
                });
    }

    @Test
    void texts_ofTheFiles_areAllSaid() throws IOException {
        var said = new HashSet<String>();
        sources().forEach(source -> literals(source).forEach(literal -> said.add(literal.replace("\"", ""))));
        var composed = Set.of("code.", "who.", "door.", "why.", "outcome.", "do.", "head.", "summary.", "signin.head.");

        assertThat(Texts.ENGLISH.keys())
                .allSatisfy(key -> assertThat(said.contains(key)
                                || said.contains(key.replaceAll("\\.(title|text)$", ""))
                                || said.contains(key.replaceAll("^[a-z]+(?=\\.)", ""))
                                || composed.stream().anyMatch(key::startsWith))
                        .as(key)
                        .isTrue());
    }

    @Test
    void states_haveWordsInEachLanguage() {
        for (var code : ClientStatus.Code.values()) {
            assertThat(Wording.of(code).in(german))
                    .isNotEmpty()
                    .isNotEqualTo(Wording.of(code).toString());
        }
        for (var door : Door.values()) {
            assertThat(Wording.of(door).in(german)).isNotEmpty();
        }
        for (var why : PendingGrant.Why.values()) {
            assertThat(Wording.of(why)).hasToString(why.text());
            assertThat(Wording.of(why).in(german)).isNotEmpty();
        }
        for (var kind : SignInOutcome.Kind.values()) {
            assertThat(Wording.of(kind).in(german)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de|de",
                "de-AT,de;q=0.9,en;q=0.5|de",
                "en-GB,de;q=0.9|en",
                "fr,de;q=0.8|de",
                "fr|en",
                "de;q=0|en",
                "*|en",
                "../../x, de|en",
                ";;;|en",
                "''|en"
            })
    void language_isTheFirstAskedForThatThereIs(String header, String language) {
        assertThat(Texts.asked(header).language()).isEqualTo(language);
    }

    @Test
    void page_inGerman_saysSo() {
        var house = new House();
        house.admin.reports = List.of(FakeReport.authorized("spotify"));

        var page = house.ask(FakeRequest.get("/oauth")
                .header("Accept-Language", "de-DE,de;q=0.9")
                .as("karaf"));

        assertThat(page.body())
                .contains("<html lang=\"de\">", "\u2713 Angemeldet", "Nächste Erneuerung", "1. Jan. 2026 10:48:00")
                .contains("<p class=\"reason\" lang=\"en\">A grant is held.</p>")
                .doesNotContain("Authorized", "Next refresh");
        assertThat(page.header("Vary")).isEqualTo("Accept-Language");
    }

    @Test
    void value_inAText_isEscaped() {
        assertThat(Html.say("refreshed.good", "<x>")).hasToString("&lt;x&gt; is well.");
        assertThat(Html.say("forget.warning", Html.of("<b>{}</b>", "x")).toString())
                .contains("<b>x</b>");
    }
}
