// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.ConfigurationAdmin;
import org.winekey.oauth.core.backup.BackupException;
import org.winekey.oauth.core.backup.SavedSettings;

class ClientConfigurationsTest {

    private static final String PID = "org.winekey.oauth.client~";

    private final FakeFramework framework = new FakeFramework();
    private final FakeConfigAdmin configAdmin = new FakeConfigAdmin();
    private final RawSettings rawSettings = new RawSettings(framework.context);
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
    void create_settingsThatNameAnotherClient_areRefused() throws IOException {
        var foreign = new SavedSettings("hue", Map.of("OAuth.Client", "tado", "client_id", "3"));

        assertThatThrownBy(() -> configurations.create(foreign))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("the settings of hue in the backup are for another client")
                .hasMessageContaining("tado");
        assertThat(configAdmin.kept).isEmpty();

        configurations.create(new SavedSettings("hue", Map.of("oauth.client", "hue")));
        assertThat(configAdmin.kept).containsOnlyKeys(PID + "hue");
    }

    @Test
    void all_withoutConfigAdmin_saysWhatIsMissing() {
        var none = new ClientConfigurations(new RawSettings(new FakeFramework().context));

        assertThatThrownBy(none::all).isInstanceOf(IOException.class).hasMessageContaining("Config Admin is not there");
    }
}
