// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientNamesTest {

    private static final String UUID_PID = "org.winekey.oauth.client~0b7b5b52-7f6a-4e5e-9d0a-0b7b5b527f6a";

    @Test
    void name_keySet_winsOverFileAndPid() throws SettingsException {
        var raw = Map.of(
                "oauth.client", "anna",
                "felix.fileinstall.filename", "file:/etc/org.winekey.oauth.client-spotify.cfg");

        assertThat(ClientNames.of("org.winekey.oauth.client~nest", raw)).isEqualTo("anna");
    }

    @ParameterizedTest
    @CsvSource({
        "file:/opt/k/etc/org.winekey.oauth.client-spotify.cfg, spotify",
        "file:/opt/k/etc/org.winekey.oauth.client-spotify-anna.config, spotify-anna",
        "file:/opt/k/etc/org.winekey.oauth.client-nest.cfg.json, nest"
    })
    void name_fileOnly_isWhatFollowsTheDash(String file, String name) throws SettingsException {
        assertThat(ClientNames.of(UUID_PID, Map.of("felix.fileinstall.filename", file)))
                .isEqualTo(name);
    }

    @Test
    void name_otherFile_isTailOfPid() throws SettingsException {
        var raw = Map.of("felix.fileinstall.filename", "file:/etc/org.winekey.oauth.client~nest.cfg.json");

        assertThat(ClientNames.of("org.winekey.oauth.client~nest", raw)).isEqualTo("nest");
    }

    @ParameterizedTest
    @ValueSource(strings = {UUID_PID, "org.winekey.oauth.client.4711", "org.winekey.oauth.client~Not_Legal"})
    void name_nothingUsable_namesTheKey(String pid) {
        assertThatThrownBy(() -> ClientNames.of(pid, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("oauth.client: is not set");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-a",
                "A",
                "a_b",
                "a.b",
                "a/b",
                "é",
                "a123456789012345678901234567890123456789012345678901234567890123"
            })
    void name_illegal_isRefusedWithoutQuotingIt(String name) {
        assertThatThrownBy(() -> ClientNames.of("x~y", Map.of("oauth.client", name)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("a-z, 0-9 and -");
    }
}
