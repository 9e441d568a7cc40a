// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 10, unit = TimeUnit.SECONDS)
class ProfilesTest {

    private static final Path SHIPPED = Path.of("src/main/resources/org/winekey/oauth/core/profile");
    private static final String BUNDLE = "com.example.cellar";

    private final Profiles profiles = new Profiles();

    @Test
    void index_ofThoseThatComeAlong_namesEveryFile() throws IOException {
        var files = new TreeSet<String>();
        try (var folder = Files.list(SHIPPED)) {
            folder.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".json"))
                    .forEach(file -> files.add(file.replace(".json", "")));
        }

        assertThat(profiles.names()).isEqualTo(files);
        assertThat(Files.readString(SHIPPED.resolve("index.txt"), UTF_8).lines().toList())
                .containsExactlyElementsOf(files);
    }

    @Test
    void document_ofProviders_namesEachThatComesAlong() throws IOException {
        var text = Files.readString(Path.of("../../docs/providers.md"), UTF_8);
        var rows = text.substring(text.indexOf("<!-- providers -->"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();

        assertThat(rows).containsExactlyElementsOf(profiles.names());
    }

    @Test
    void profile_ofABundle_isFoundUntilTheBundleTakesItBack() throws ProfileException {
        profiles.add("cellar", BUNDLE, document("{\"scope\": \"wine\"}"));

        assertThat(profiles.resolve("cellar").orElseThrow().facts().settings()).isEqualTo(Map.of("scope", "wine"));

        profiles.remove("cellar", "com.example.other");
        assertThat(profiles.names()).contains("cellar");

        profiles.remove("cellar", BUNDLE);
        assertThat(profiles.find("cellar")).isEmpty();
    }

    @Test
    void profile_ofABundleWithTheNameOfOneThatComesAlong_isRefused() {
        assertThatThrownBy(() -> profiles.add("spotify", BUNDLE, document("{}")))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("comes along");
    }

    @Test
    void profile_withTheNameOfAnotherBundlesOne_isRefusedAndTheFirstStays() throws ProfileException {
        profiles.add("cellar", BUNDLE, document("{\"scope\": \"wine\"}"));

        assertThatThrownBy(() -> profiles.add("cellar", "com.example.thief", document("{\"scope\": \"all\"}")))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining(BUNDLE);
        assertThat(profiles.find("cellar").orElseThrow().facts().settings()).isEqualTo(Map.of("scope", "wine"));
    }

    @Test
    void profile_thatBuildsOnAnother_countsAboveIt() throws ProfileException {
        profiles.add("below", BUNDLE, document("{\"scope\": \"wine\", \"resource\": \"urn:cellar\"}"));
        profiles.add("above", BUNDLE, extending("below", "{\"scope\": \"cheese\"}"));

        assertThat(profiles.resolve("above").orElseThrow().facts().settings())
                .isEqualTo(Map.of("scope", "cheese", "resource", "urn:cellar"));
    }

    @Test
    void profiles_thatBuildOnEachOther_areRefused() throws ProfileException {
        profiles.add("hen", BUNDLE, extending("egg", "{}"));
        profiles.add("egg", BUNDLE, extending("hen", "{}"));

        assertThatThrownBy(() -> profiles.resolve("hen"))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("builds on itself");
    }

    @Test
    void complaint_aboutHostileNames_isPrintableAndEnds() {
        var hostile = "\\n\u202e" + "x".repeat(900);
        var document = "{\"title\":\"T\",\"" + hostile + "\":1}";

        assertThatThrownBy(() -> profiles.add("cellar", BUNDLE, document))
                .isInstanceOf(ProfileException.class)
                .satisfies(e -> assertThat(e.getMessage())
                        .matches("[\\x20-\\x7E]*")
                        .contains("?xxx")
                        .hasSizeLessThan(500));
    }

    @Test
    void profile_onOneThatIsNotThere_isRefusedByItsName() throws ProfileException {
        profiles.add("hen", BUNDLE, extending("egg", "{}"));

        assertThatThrownBy(() -> profiles.resolve("hen"))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("egg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"title\": \"x\"}",
                "{\"title\": \"x\", \"documentation\": \"x\", \"setup\": \"x\", \"settings\": {\"scope\": null}}",
                "{\"title\": \"x\", \"documentation\": \"x\", \"setup\": \"x\", \"settings\": {\"scope\": {\"a\": 1}}}",
                "{\"title\": \"x\", \"documentation\": \"x\", \"setup\": \"x\", \"settings\": {}, \"colour\": \"red\"}"
            })
    void document_ofAnotherShape_isRefused(String document) {
        assertThatThrownBy(() -> profiles.add("cellar", BUNDLE, document)).isInstanceOf(ProfileException.class);
        assertThat(profiles.names()).doesNotContain("cellar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Cellar", "../spotify", "a/b", "cellar.json"})
    void name_ofAnotherShape_isRefused(String name) {
        assertThatThrownBy(() -> profiles.add(name, BUNDLE, document("{}"))).isInstanceOf(ProfileException.class);
    }

    private static String document(String settings) {
        return "{\"title\": \"x\", \"documentation\": \"https://cellar.example\", \"setup\": \"x\", \"settings\": "
                + settings + "}";
    }

    private static String extending(String base, String settings) {
        return "{\"extends\": \"" + base + "\"," + document(settings).substring(1);
    }
}
