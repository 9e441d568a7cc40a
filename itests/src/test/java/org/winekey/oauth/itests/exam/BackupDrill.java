// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.After;
import org.junit.Test;
import org.junit.jupiter.api.Tag;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Canaries;
import org.winekey.oauth.itests.support.Keycloak;

/** The restore drill of the documentation, step by step. */
public class BackupDrill extends ContainerTest {
    private static final String PASSPHRASE = "cnry-passphrase-drill-9TqWz";
    private static final String NAME = "drill.backup";

    private final Path file = Path.of(System.getProperty("karaf.base", ""), NAME);

    @After
    public void removeBackup() throws IOException {
        Files.deleteIfExists(file);
    }

    @Test
    @Tag("R-096")
    @Tag("R-097")
    public void grant_forgottenAndRestored_isInQuarantineUntilAPersonReleasesIt() throws Exception {
        var client = signedIn("drill", Keycloak.BASIC);
        var token = granted(client).value();
        String screen;
        try (var shell = console().dialogue()) {
            backUp(shell);
            forgetAndLoseTheSettings(shell);
            Await.until("signed out", SOON, () -> client.token() instanceof TokenResult.SignInRequired);

            var batch = restore(shell);
            awaitStatus(client, Code.QUARANTINED);
            assertThat(granted(client).value()).isEqualTo(token);

            shell.type("oauth:release " + batch);
            shell.await("switched off for good");
            shell.type("yes");
            awaitStatus(client, Code.AUTHORIZED);
            screen = shell.screen();
        }

        assertThat(granted(client).value()).isNotEqualTo(token);
        assertThat(keycloak().isActive(granted(client).value())).isTrue();
        assertThat(House.etc(FACTORY_PID + "-drill.cfg")).doesNotExist();
        assertThat(screen).doesNotContain("cnry");
        assertThat(Files.readString(House.history())).contains("oauth:backup").doesNotContain("cnry-passphrase");
        requireSealed(token);
    }

    private void backUp(Dialogue shell) {
        shell.type("oauth:backup " + NAME);
        shell.await("at least 12 characters \\(not shown\\)");
        shell.type(PASSPHRASE);
        shell.await("Once more \\(not shown\\)");
        shell.type(PASSPHRASE);
        shell.await("To restore: oauth:restore");
        assertThat(shell.screen()).contains("Written: " + file.toAbsolutePath().normalize());
    }

    private void forgetAndLoseTheSettings(Dialogue shell) throws IOException {
        shell.type("oauth:forget --yes drill");
        shell.await("drill is forgotten");
        configurations.getFactoryConfiguration(FACTORY_PID, "drill", "?").delete();
    }

    private static String restore(Dialogue shell) {
        shell.type("oauth:restore " + NAME);
        shell.await("Passphrase of the backup \\(not shown\\)");
        shell.type(PASSPHRASE);
        shell.await("Do this\\? Type yes");
        shell.type("yes");
        shell.await("drill RESTORED");
        return shell.await("oauth:release (restore-[0-9a-f]{8})");
    }

    private void requireSealed(String token) throws IOException {
        var secrets =
                Map.of("access token", token, "client secret", Keycloak.BASIC.secretOrFail(), "passphrase", PASSPHRASE);
        assertThat(new Canaries(secrets).in(file)).isEqualTo(Set.of());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
