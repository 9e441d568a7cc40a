// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceSettingsTest {

    @Test
    void settings_empty_areDefaults() {
        var settings = ServiceSettings.of(Map.of());

        assertThat(settings.baseUri()).isNull();
        assertThat(settings.storeDirectory()).isNull();
        assertThat(settings.tokenTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.admins()).isEmpty();
        assertThat(settings.problems()).isEmpty();
    }

    @Test
    void settings_complete_areRead() {
        var settings = ServiceSettings.of(Map.of(
                "base_uri", "https://home.example.org/",
                "store_directory", "/var/lib/oauth",
                "key_file", "/etc/oauth.key",
                "machine_file", "/run/machine",
                "token_timeout", 20,
                "admins", "org.example.a, org.example.b"));

        assertThat(settings.baseUri()).isEqualTo(URI.create("https://home.example.org"));
        assertThat(settings.storeDirectory()).isEqualTo(Path.of("/var/lib/oauth"));
        assertThat(settings.keys().file()).isEqualTo(Path.of("/etc/oauth.key"));
        assertThat(settings.machineFile()).isEqualTo(Path.of("/run/machine"));
        assertThat(settings.tokenTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.admins()).containsExactlyInAnyOrder("org.example.a", "org.example.b");
    }

    @ParameterizedTest
    @CsvSource({
        "base_uri, https://home.example/path",
        "base_uri, https://u:p@home.example",
        "base_uri, mailto:a@b",
        "store_directory, relative",
        "key_file, relative",
        "machine_file, relative",
        "key_credential, ../etc/passwd",
        "key_credential, a/b",
        "key_passphrase_file, relative",
        "token_timeout, 0",
        "token_timeout, 301",
        "token_timeout, ten"
    })
    void setting_wrong_isNamedAndLeftOut(String key, String value) {
        var settings = ServiceSettings.of(Map.of(key, value));

        assertThat(settings.problems()).containsOnlyKeys(key);
        assertThat(settings).isEqualTo(defaultsWith(settings.problems()));
    }

    @Test
    void passphraseFile_set_isRead() {
        assertThat(ServiceSettings.of(Map.of("key_passphrase_file", "/run/secrets/winekey"))
                        .keys()
                        .passphraseFile())
                .isEqualTo(Path.of("/run/secrets/winekey"));
    }

    @Test
    void passphraseAndCredential_bothSet_areNamedAndLeftOut() {
        var settings = ServiceSettings.of(Map.of("key_passphrase_file", "/run/p", "key_credential", "winekey"));

        assertThat(settings.problems()).containsOnlyKeys("key_passphrase_file");
        assertThat(settings.problems().get("key_passphrase_file")).contains("key_credential");
        assertThat(settings.keys()).isEqualTo(KeySettings.NONE);
    }

    @Test
    void credential_set_isRead() {
        assertThat(ServiceSettings.of(Map.of("key_credential", "winekey.key-1"))
                        .keys()
                        .credential())
                .isEqualTo("winekey.key-1");
    }

    private static ServiceSettings defaultsWith(Map<String, String> problems) {
        var defaults = ServiceSettings.of(Map.of());
        return new ServiceSettings(
                null, null, null, KeySettings.NONE, null, defaults.tokenTimeout(), defaults.admins(), problems);
    }
}
