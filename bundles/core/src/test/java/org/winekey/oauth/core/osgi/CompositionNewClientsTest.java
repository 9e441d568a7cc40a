// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.settings.Samples.goodWith;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;

/** Clients that a person makes at a face. */
class CompositionNewClientsTest extends ComposedHouse {

    private static final String SECRET = "cnry-new-secret";
    private static final Map<String, String> SETTINGS = Map.of(
            "client_id", "id-1",
            "authorization_endpoint", "https://provider.example/authorize",
            "token_endpoint", "https://provider.example/token",
            "scope", "read",
            "parameters.label", "K\u00fcche \\ 1 \u2713");

    private Path file(String client) {
        return home.resolve("etc/org.winekey.oauth.client-" + client + ".cfg");
    }

    private static Map<String, Object> read(Path file) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(file, ISO_8859_1)));
        var read = new HashMap<String, Object>();
        properties.forEach((key, value) -> read.put((String) key, value));
        return read;
    }

    private String create(String client, Map<String, String> settings) {
        return admin().create(client, settings, SECRET.toCharArray());
    }

    private static Problem problem(Throwable thrown) {
        return ((AdminException) thrown).problem();
    }

    @Test
    void client_created_isAFileThatIsReadBackAsItWasMeant() throws IOException {
        start(Map.of());

        var place = create("kitchen", SETTINGS);

        assertThat(place).isEqualTo(file("kitchen").toString());
        assertThat(read(file("kitchen"))).isEqualTo(SETTINGS);
        assertThat(configAdmin.kept).isEmpty();
    }

    @Test
    @Tag("R-095")
    void secret_ofANewClient_isSealedAndUsed() throws IOException {
        start(Map.of());
        var secret = SECRET.toCharArray();

        admin().create("spotify", SETTINGS, secret);
        var settings = read(file("spotify"));
        configAdmin.kept.put(PID, settings);
        deliver(PID, settings);

        assertThat(secret).containsOnly('\0');
        assertThat(Files.readString(file("spotify"), ISO_8859_1)).doesNotContain(SECRET, ".client_secret");
        assertThat(service("org.example.lamp").client("spotify").settings()).containsEntry(".client_secret", "***");
        assertThat(admin().settings("spotify"))
                .containsEntry("client_id", "id-1")
                .doesNotContainValue(SECRET);
    }

    @Test
    void client_thatExists_isLeftAsItIs() throws IOException {
        start(Map.of());
        create("kitchen", SETTINGS);
        configAdmin.kept.put(PID, goodWith("scope", "read"));
        var before = Files.readAllBytes(file("kitchen"));

        for (var taken : new String[] {"kitchen", "spotify"}) {
            assertThatThrownBy(() -> create(taken, Map.copyOf(SETTINGS)))
                    .hasMessageContaining("exists already")
                    .satisfies(thrown -> assertThat(problem(thrown)).isEqualTo(Problem.MISCONFIGURED));
        }
        assertThat(Files.readAllBytes(file("kitchen"))).isEqualTo(before);
        assertThat(file("spotify")).doesNotExist();
    }

    @Test
    void settings_thatDoNotWork_areRefusedWithTheirKey() {
        start(Map.of());
        var wrong = new HashMap<>(SETTINGS);
        wrong.put("token_endpoint", "http://provider.example/token");
        var unknown = new HashMap<>(SETTINGS);
        unknown.put("clientid", "x");
        var secret = new HashMap<>(SETTINGS);
        secret.put(".client_secret", "x");
        var replaced = new HashMap<>(SETTINGS);
        replaced.put("scope", "${x}");

        assertThatThrownBy(() -> create("a", wrong)).hasMessageStartingWith("token_endpoint: ");
        assertThatThrownBy(() -> create("a", unknown)).hasMessageStartingWith("clientid: ");
        assertThatThrownBy(() -> create("a", secret)).hasMessageStartingWith(".client_secret: ");
        assertThatThrownBy(() -> create("a", replaced)).hasMessageStartingWith("scope: ");
        assertThat(file("a")).doesNotExist();
    }

    @Test
    void client_withoutAnEtcFolder_goesToConfigAdmin() {
        framework.frameworkProperties.remove("karaf.etc");
        start(Map.of("key_file", home.resolve("key").toString()));

        assertThat(create("kitchen", SETTINGS)).isEqualTo("Config Admin");
        assertThat(configAdmin.kept).containsKey("org.winekey.oauth.client~kitchen");
    }

    @Test
    void settings_ofNobody_areRefused() {
        start(Map.of());

        assertThatThrownBy(() -> admin().settings("nobody"))
                .satisfies(thrown -> assertThat(problem(thrown)).isEqualTo(Problem.NO_SUCH_CLIENT));
    }
}
