// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.settings.Samples.good;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.core.settings.ServiceSettings;

/** The whole house and where the key of its store comes from. */
class CompositionKeysTest extends ComposedHouse {

    private static final String ID_OF_ZEROS = "900d9f70356f5095";

    @Test
    void keyPassphrase_setLater_opensWhatTheKeyFileSealedUntilARotation() throws Exception {
        startWithSpotify();
        var client = service("org.example.lamp").client("spotify");
        signIn();
        var passphrase = Map.of("key_passphrase_file", passphrase("cnry correct horse"));

        house.settings(ServiceSettings.of(passphrase));
        scheduler.settle();
        assertThat(client.token().orElseThrow().value()).isEqualTo("at-1");
        var keys = admin().rotateKeys();

        assertThat(keys.resealed()).containsExactly("spotify");
        assertThat(keys.oldKeysGone()).isTrue();
        assertThat(keys.unneeded()).hasSize(1).first().asString().contains("org.winekey.oauth.key");
        Files.delete(home.resolve("etc/org.winekey.oauth.key"));
        house.close();
        start(Map.copyOf(passphrase));
        deliver(PID, good());
        assertThat(token()).isEqualTo("at-1");
        assertThat(home.resolve("etc/org.winekey.oauth.key")).doesNotExist();
    }

    @Test
    void keyPassphrase_shortOrMissingOrBesideACredential_locksAndHealsLive() throws Exception {
        startWithSpotify();
        signIn();

        house.settings(ServiceSettings.of(Map.of("key_passphrase_file", passphrase("cnry short"))));
        scheduler.settle();
        assertThat(report().status().code()).isEqualTo(Code.LOCKED);
        assertThat(report().status().reason()).contains("12").doesNotContain("cnry");
        house.settings(ServiceSettings.of(Map.of("key_passphrase_file", "/nowhere/passphrase")));
        scheduler.settle();
        assertThat(report().status().reason()).contains("/nowhere/passphrase").contains("key_passphrase_file");
        house.settings(ServiceSettings.of(
                Map.of("key_passphrase_file", passphrase("cnry correct horse"), "key_credential", "winekey")));
        scheduler.settle();
        assertThat(report().status().reason()).contains("key_passphrase_file").contains("key_credential");

        house.settings(ServiceSettings.of(Map.of()));
        scheduler.settle();
        assertThat(report().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void keyCredential_withAndWithoutSystemd_sealsOrSaysWhatIsMissing() throws Exception {
        environment.put("CREDENTIALS_DIRECTORY", home.resolve("credentials").toString());
        configAdmin.kept.put(PID, good());
        start(Map.of("key_credential", "winekey"));
        deliver(PID, good());
        assertThatThrownBy(() -> admin().rotateKeys())
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("credentials/winekey")
                .hasMessageContaining("LoadCredential");

        Files.createDirectories(home.resolve("credentials"));
        Files.writeString(home.resolve("credentials/winekey"), keyLine());
        signIn();
        assertThat(admin().rotateKeys().keyId()).isEqualTo(keyLine().split(" ")[2]);
        assertThat(home.resolve("etc/org.winekey.oauth.key")).doesNotExist();

        environment.clear();
        house.settings(ServiceSettings.of(Map.of("key_credential", "winekey", "token_timeout", "9")));
        scheduler.settle();
        assertThat(report().status().code()).isEqualTo(Code.LOCKED);
        assertThat(report().status().key()).contains("key_credential");
    }

    private String passphrase(String text) throws IOException {
        return Files.writeString(home.resolve("passphrase"), text + "\n").toString();
    }

    /** The line that the commands in the description of the store make for a key of zeros. */
    private static String keyLine() {
        return "winekey-key 1 " + ID_OF_ZEROS + " " + "0".repeat(64) + "\n";
    }
}
