// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BackupCommandTest {

    private static final String PASSPHRASE = "cnry-passphrase";

    private final FakeShell shell = new FakeShell();

    private BackupCommand command(String file, String... typed) {
        var command = shell.with(new BackupCommand());
        command.file = file;
        shell.typed.addAll(List.of(typed));
        return command;
    }

    @Test
    @Tag("R-095")
    void backup_passphraseTypedTwice_tellsWhatWasSavedAndShowsNoPassphrase() throws IOException {
        command("/stick/winekey.backup", PASSPHRASE, PASSPHRASE).execute();

        assertThat(shell.calls).containsExactly("backup /stick/winekey.backup " + PASSPHRASE);
        assertThat(shell.prompts).hasSize(2).allMatch(prompt -> prompt.startsWith("hidden: "));
        assertThat(shell.screen())
                .contains("Written: /stick/winekey.backup")
                .contains("Grants: 2 (spotify, tado)")
                .contains("Settings: none")
                .contains("Note: a note")
                .contains("useless without its passphrase")
                .contains("oauth:restore /stick/winekey.backup")
                .doesNotContain("cnry");
    }

    @Test
    void backup_relativePath_beginsInTheFolderOfKaraf() throws IOException {
        var before = System.setProperty("karaf.base", "/opt/karaf");
        try {
            command("sub/../winekey.backup", PASSPHRASE, PASSPHRASE).execute();
        } finally {
            if (before == null) {
                System.clearProperty("karaf.base");
            } else {
                System.setProperty("karaf.base", before);
            }
        }

        assertThat(shell.calls).containsExactly("backup /opt/karaf/winekey.backup " + PASSPHRASE);
    }

    @Test
    void backup_withoutKaraf_isAbsoluteAllTheSame() throws IOException {
        command("winekey.backup", PASSPHRASE, PASSPHRASE).execute();

        assertThat(Path.of(shell.calls.get(0).split(" ")[1])).isAbsolute();
    }

    @Test
    void backup_passphraseDifferentOrNone_asksTheAdministrationNothing() {
        for (var typed : new String[][] {{PASSPHRASE, PASSPHRASE + "x"}, {PASSPHRASE}, {}, {""}}) {
            shell.typed.clear();
            assertThatThrownBy(() -> command("/stick/b", typed).execute())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("so nothing was")
                    .hasMessageNotContaining("cnry");
        }
        assertThat(shell.calls).isEmpty();
    }
}
