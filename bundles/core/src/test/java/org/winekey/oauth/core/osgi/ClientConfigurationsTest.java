// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.cm.ConfigurationAdmin;
import org.winekey.oauth.core.backup.BackupException;
import org.winekey.oauth.core.backup.SavedSettings;
import org.winekey.oauth.core.seam.DiskStoreIo;

class ClientConfigurationsTest {

    private static final String PID = "org.winekey.oauth.client~";

    private final FakeFramework framework = new FakeFramework();
    private final FakeConfigAdmin configAdmin = new FakeConfigAdmin();
    private final RawSettings rawSettings =
            new RawSettings(framework.context, new LastSettings(new DiskStoreIo(), null));
    private final ClientConfigurations configurations = new ClientConfigurations(rawSettings);

    @BeforeEach
    void start() {
        framework.register(ConfigurationAdmin.class.getName(), configAdmin.service, Map.of());
        rawSettings.open();
    }

    @Test
    void all_settingsOfFileKeyAndPid_areNamedAsTheServiceNamesThem() throws IOException {
        configAdmin.kept.put(PID + "1b4e28ba-2fa1-11d2-883f-0016d3cca427", Map.of("client_id", "nobody"));
        configAdmin.kept.put(
                PID + "x",
                Map.of(
                        "felix.fileinstall.filename",
                        "file:/etc/org.winekey.oauth.client-spotify.cfg",
                        "client_id",
                        "1"));
        configAdmin.kept.put(PID + "y", Map.of("oauth.client", "tado", "client_id", "2"));
        configAdmin.kept.put(PID + "hue", Map.of("client_id", "3"));
        configAdmin.kept.put(PID + "z", Map.of("oauth.client", "tado", "client_id", "second"));

        assertThat(configurations.all())
                .containsExactly(
                        new SavedSettings("hue", Map.of("client_id", "3")),
                        new SavedSettings("spotify", Map.of("client_id", "1")),
                        new SavedSettings("tado", Map.of("client_id", "2", "oauth.client", "tado")));
    }

    @Test
    void all_whatConfigAdminAdds_isNoSetting() throws IOException {
        configAdmin.kept.put(
                PID + "hue",
                Map.of(
                        "service.pid", PID + "hue",
                        "service.factoryPid", "org.winekey.oauth.client",
                        "service.bundleLocation", "?",
                        ".client_secret", "$[secret:hue]"));

        assertThat(configurations.all())
                .containsExactly(new SavedSettings("hue", Map.of(".client_secret", "$[secret:hue]")));
    }

    @Test
    void create_newClient_hasThePidOfItsName() throws IOException {
        var settings = new SavedSettings("hue", Map.of("client_id", "3", "consumers", new String[] {"a", "b"}));

        configurations.create(settings);

        assertThat(configAdmin.kept).containsOnlyKeys(PID + "hue");
        assertThat(configAdmin.kept.get(PID + "hue")).isEqualTo(settings.properties());
        assertThat(configurations.all()).containsExactly(settings);
    }

    @Test
    void create_pidTaken_overwritesNothing() {
        configAdmin.kept.put(PID + "hue", Map.of("oauth.client", "tado"));

        assertThatThrownBy(() -> configurations.create(new SavedSettings("hue", Map.of("client_id", "3"))))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(PID + "hue exists");
        assertThat(configAdmin.kept.get(PID + "hue")).containsOnlyKeys("oauth.client");
    }

    @Test
    void refusal_asThePlanAsks_isWhatCreateWouldSay() throws IOException {
        configAdmin.kept.put(PID + "hue", Map.of("oauth.client", "tado"));

        assertThat(configurations.refusal(new SavedSettings("hue", Map.of())).orElseThrow())
                .contains(PID + "hue exists");
        assertThat(configurations.refusal(new SavedSettings("lamp", Map.of()))).isEmpty();
        assertThat(configAdmin.kept).as("asking makes nothing").containsOnlyKeys(PID + "hue");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    token_endpoint | https://auth.example/token                | auth.example
                    Token_Endpoint | ' https://good.example@evil.example:8443/ ' | evil.example
                    token_endpoint | $[env:ENDPOINT]                           | $[env:ENDPOINT]
                    token_endpoint | nonsense                                  | nonsense
                    extends        | hue                                       | the token endpoint of hue
                    provider       | figma                                     | the token endpoint of the provider figma
                    client_id      | 3                                         | nobody, as they have no token_endpoint
                    """)
    void receiver_whateverTheSettingsSay_isShownPlainly(String key, String value, String receiver) {
        assertThat(configurations.receiver(new SavedSettings("spotify", Map.of(key, value))))
                .isEqualTo(receiver);
    }

    @Test
    void receiver_ofTokensElsewhere_isShownBeside() {
        var settings = new SavedSettings(
                "spotify",
                Map.of(
                        "token_endpoint", "https://auth.example/token",
                        "revocation_endpoint", "https://auth.example/revoke",
                        "refresh_endpoint", "https://evil.example/refresh",
                        "then_endpoint", "https://worse.example/then",
                        "request_signer", "org.example.thief"));

        assertThat(configurations.receiver(settings))
                .isEqualTo("auth.example, and evil.example, worse.example, and the bundle org.example.thief");
    }

    @Test
    void receiver_textOfAStranger_paintsNothingOnTheScreen() {
        var settings = new SavedSettings("spotify", Map.of("token_endpoint", "\u001b[2J\n" + "x".repeat(1000)));

        assertThat(configurations.receiver(settings)).startsWith("?[2J?xxx").hasSizeLessThan(260);
    }

    @Test
    void receiver_withAHostOfTheGreatestLength_isShownToItsEnd() {
        var host = "accounts.example." + "a.".repeat(112) + "evil.example";
        var settings = new SavedSettings("spotify", Map.of("token_endpoint", "https://" + host + "/token"));

        assertThat(host).hasSize(253);
        assertThat(configurations.receiver(settings)).isEqualTo(host);
    }

    @Test
    void create_settingsThatNameAnotherClient_areRefused() throws IOException {
        var foreign = new SavedSettings("hue", Map.of("OAuth.Client", "tado", "client_id", "3"));

        assertThatThrownBy(() -> configurations.create(foreign))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("the settings of hue in the backup are for another client")
                .hasMessageContaining("tado");
        assertThat(configurations.refusal(foreign).orElseThrow()).contains("for another client");
        assertThat(configAdmin.kept).isEmpty();

        configurations.create(new SavedSettings("hue", Map.of("oauth.client", "hue")));
        assertThat(configAdmin.kept).containsOnlyKeys(PID + "hue");
    }

    @Test
    void all_withoutConfigAdmin_saysWhatIsMissing() {
        var none = new ClientConfigurations(
                new RawSettings(new FakeFramework().context, new LastSettings(new DiskStoreIo(), null)));

        assertThatThrownBy(none::all).isInstanceOf(IOException.class).hasMessageContaining("Config Admin is not there");
    }
}
