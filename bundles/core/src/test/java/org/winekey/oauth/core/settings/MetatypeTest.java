// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetatypeTest {

    /** Component property names from method names (OSGi Compendium, section 112.8.2.1). */
    private static List<String> keysOf(Class<?> form) {
        return Arrays.stream(form.getDeclaredMethods())
                .map(method -> method.getName()
                        .replace("$", "")
                        .replace("__", "\0")
                        .replace("_", ".")
                        .replace("\0", "_"))
                .filter(key -> !key.startsWith("webconsole."))
                .toList();
    }

    @Test
    void clientForm_keys_areThoseOfTheParser() {
        assertThat(keysOf(ClientConfiguration.class)).containsExactlyInAnyOrderElementsOf(Keys.OF_CLIENT);
    }

    @Test
    void serviceForm_keys_areThoseOfTheParser() {
        assertThat(keysOf(ServiceConfiguration.class)).containsExactlyInAnyOrderElementsOf(Keys.OF_SERVICE);
    }

    @Test
    void clientForm_generated_hidesTheSecretAndOffersMethods() throws IOException {
        var xml = generated("org.winekey.oauth.client");

        assertThat(xml).contains("factoryPid=\"org.winekey.oauth.client\"");
        Keys.OF_CLIENT.forEach(key -> assertThat(xml).contains("id=\"" + key + "\""));
        assertThat(xml)
                .containsPattern(
                        "<AD[^>]*id=\"\\.client_secret\"[^>]*type=\"Password\"|<AD[^>]*type=\"Password\"[^>]*id=\"\\.client_secret\"");
        assertThat(xml).contains("value=\"client_secret_basic\"", "value=\"client_secret_post\"", "value=\"none\"");
    }

    @Test
    void serviceForm_generated_isForThePidOfTheService() throws IOException {
        var xml = generated("org.winekey.oauth");

        assertThat(xml).contains("pid=\"org.winekey.oauth\"");
        Keys.OF_SERVICE.forEach(key -> assertThat(xml).contains("id=\"" + key + "\""));
    }

    @Test
    void readme_tables_nameEverySettingOnce() throws IOException {
        var ofClient = new ArrayList<>(Keys.OF_CLIENT);
        ofClient.add(Keys.PARAMETERS + "<name>");
        ofClient.add(Keys.TOKEN_PARAMETERS + "<name>");

        assertThat(readmeTable(Keys.CLIENT_FACTORY_PID)).containsExactlyInAnyOrderElementsOf(ofClient);
        assertThat(readmeTable(Keys.SERVICE_PID)).containsExactlyInAnyOrderElementsOf(Keys.OF_SERVICE);
    }

    @Test
    void providersTable_namesEverySettingOnce() throws IOException {
        var ofProviders = new ArrayList<>(ProviderKeys.NAMES);
        ofProviders.addAll(ProviderKeys.PREFIXES);

        assertThat(table("../../docs/providers.md", "<!-- settings of providers -->"))
                .extracting(key -> key.replaceFirst("<.*", ""))
                .containsExactlyInAnyOrderElementsOf(ofProviders);
    }

    @Test
    void providersTable_relaxations_areThoseOfTheCode() throws IOException {
        var text = Files.readString(Path.of("../../docs/providers.md"));

        Relaxations.ALL.forEach(one -> assertThat(text.replaceAll("\\s+", " "))
                .containsPattern("`" + one.key() + "`[^\n]{0,400}?elaxes " + one.requirement()));
    }

    private static List<String> readmeTable(String pid) throws IOException {
        return table("../../README.md", "<!-- settings: " + pid + " -->");
    }

    /** First column of the table below a comment. */
    private static List<String> table(String file, String comment) throws IOException {
        var readme = Files.readString(Path.of(file));
        return readme.substring(readme.indexOf(comment))
                .lines()
                .dropWhile(line -> !line.startsWith("| `"))
                .takeWhile(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
    }

    private static String generated(String pid) throws IOException {
        try (var xml = MetatypeTest.class.getResourceAsStream("/OSGI-INF/metatype/" + pid + ".xml")) {
            assertThat(xml).as("form of %s", pid).isNotNull();
            return new String(xml.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
