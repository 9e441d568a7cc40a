// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.RestorePlan;
import org.winekey.oauth.admin.RestorePlan.GrantStep;
import org.winekey.oauth.admin.RestorePlan.SettingsStep;
import org.winekey.oauth.admin.RestoreReport.Outcome;

class RestoreCommandTest {

    private static final String PASSPHRASE = "cnry-passphrase";

    private final FakeShell shell = new FakeShell();

    @BeforeEach
    void planOneClient() {
        planned(GrantStep.CREATE, SettingsStep.NONE);
    }

    private void planned(GrantStep grant, SettingsStep settings) {
        var step = new RestorePlan.Step("spotify", grant, settings, "the plan's reason", null);
        shell.plan = new RestorePlan(shell.plan.batch(), shell.plan.madeAt(), false, List.of(step));
    }

    private RestoreCommand command(String... typed) {
        var command = shell.with(new RestoreCommand());
        command.file = "/stick/b";
        shell.typed.addAll(List.of(typed));
        return command;
    }

    @Test
    @Tag("R-095")
    void restore_confirmed_showsThePlanDoesItAndNamesTheNextStep() throws IOException {
        command(PASSPHRASE, "yes").execute();

        assertThat(shell.calls).containsExactly("plan /stick/b false " + PASSPHRASE, "restore /stick/b " + PASSPHRASE);
        assertThat(shell.prompts.get(0)).startsWith("hidden: ");
        assertThat(shell.screen())
                .contains("Backup of 2026-11-22T20:00:00Z")
                .contains("spotify", "CREATE", "the plan's reason")
                .contains("spotify RESTORED: the reason")
                .contains("oauth:release restore-00c0ffee")
                .doesNotContain("cnry");
    }

    @Test
    void restore_notConfirmed_changesNothing() throws IOException {
        command(PASSPHRASE, "no").execute();

        assertThat(shell.calls).hasSize(1);
        assertThat(shell.screen()).contains("Nothing was changed.").doesNotContain("oauth:release");
    }

    @Test
    void restore_withYesAndReplace_asksForThePassphraseOnly() throws IOException {
        var command = command(PASSPHRASE);
        command.yes = true;
        command.replace = true;

        command.execute();

        assertThat(shell.prompts).hasSize(1);
        assertThat(shell.calls).hasSize(2).first().asString().startsWith("plan /stick/b true");
    }

    @Test
    void restore_nothingToDo_doesNotAsk() throws IOException {
        planned(GrantStep.REFUSED_IN_USE, SettingsStep.SAME);

        command(PASSPHRASE).execute();

        assertThat(shell.prompts).hasSize(1);
        assertThat(shell.screen()).contains("Nothing was changed.");
    }

    @Test
    void restore_oneClientFails_commandFails() {
        shell.outcome = Outcome.FAILED;

        assertThatThrownBy(() -> command(PASSPHRASE, "yes").execute())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not every client is restored");
        assertThat(shell.screen()).contains("spotify FAILED: the reason").doesNotContain("oauth:release");
    }

    @Test
    void restore_settingsAlone_saysSoAndNothingOfAQuarantine() throws IOException {
        planned(GrantStep.PRESENT, SettingsStep.CREATE);
        shell.outcome = Outcome.SETTINGS_CREATED;

        command(PASSPHRASE, "yes").execute();

        assertThat(shell.screen())
                .contains("spotify SETTINGS_CREATED: the reason")
                .doesNotContain("oauth:release");
    }

    @Test
    void restore_wrongPassphrase_endsWithThatMessage() {
        assertThatThrownBy(() -> command("wrong").execute())
                .isInstanceOf(AdminException.class)
                .hasMessage("it does not open");
        assertThat(shell.calls).hasSize(1);
    }

    @Test
    void restore_afterwards_noPassphraseIsLeftInOurHands() throws IOException {
        command(PASSPHRASE, "yes").execute();

        assertThat(shell.passphrases.get(1)).containsOnly('\0');
        assertThat(shell.passphrases.get(0)).isNotSameAs(shell.passphrases.get(1));
    }
}
