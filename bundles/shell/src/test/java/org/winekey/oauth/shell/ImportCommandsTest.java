// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.admin.ForeignFile;
import org.winekey.oauth.admin.ImportPlan;
import org.winekey.oauth.admin.ImportPlan.SecretStep;
import org.winekey.oauth.admin.RestorePlan;
import org.winekey.oauth.admin.RestorePlan.GrantStep;
import org.winekey.oauth.admin.RestorePlan.SettingsStep;
import org.winekey.oauth.admin.RestoreReport.Outcome;
import org.winekey.oauth.admin.SettingsPlan;
import org.winekey.oauth.admin.TokenImport;
import org.winekey.oauth.admin.TokenImportPlan;

class ImportCommandsTest {

    private final FakeShell shell = new FakeShell();

    private static ImportPlan plan(SecretStep secret, String... changed) {
        var settings = new SettingsPlan(
                "ring",
                Set.of(changed),
                Map.of(),
                SettingsPlan.Effect.NO_GRANT,
                "the text of the plan",
                List.of(),
                List.of());
        return new ImportPlan(
                ForeignFile.at(Path.of("/tmp/ring.json")),
                "f",
                settings,
                false,
                secret,
                List.of("cloudlink is left out"));
    }

    private static TokenImportPlan tokens(GrantStep step) {
        var grants = new RestorePlan(
                "import-1",
                Instant.EPOCH,
                false,
                List.of(new RestorePlan.Step("ring", step, SettingsStep.NONE, "", null)));
        return new TokenImportPlan(
                new TokenImport(List.of(ForeignFile.at(Path.of("/tmp/t.json"))), null, null, false),
                "PG3",
                "f",
                List.of(new TokenImportPlan.Step(
                        "oauthTokens", "ring", step.isWritten(), step.isWritten(), "the text of the step")),
                grants,
                List.of("others can read it"));
    }

    private ImportCommand importing(String... typed) {
        var command = shell.with(new ImportCommand());
        command.file = "/tmp/ring.json";
        shell.typed.addAll(List.of(typed));
        return command;
    }

    private ImportTokensCommand importingTokens(String... typed) {
        var command = shell.with(new ImportTokensCommand());
        command.files = List.of("/tmp/t.json", "/tmp/u.json");
        shell.typed.addAll(List.of(typed));
        return command;
    }

    @Test
    void import_confirmed_showsThePlanFirst() throws IOException {
        shell.importPlan = plan(SecretStep.SEAL, "client_id");

        importing("yes").execute();

        assertThat(shell.calls).containsExactly("planImport /tmp/ring.json null", "importSettings");
        assertThat(shell.screen())
                .contains("ring", "client_id", "the text of the plan", "is sealed in the token store")
                .contains("cloudlink is left out")
                .contains("oauth:authorize ring");
    }

    @Test
    void import_notConfirmedOrNothingToDo_changesNothing() throws IOException {
        shell.importPlan = plan(SecretStep.SEAL, "client_id");
        importing("no").execute();
        shell.importPlan = plan(SecretStep.SAME);
        importing().execute();

        assertThat(shell.calls).doesNotContain("importSettings");
        assertThat(shell.screen()).contains("Nothing was changed.");
    }

    @Test
    void importTokens_confirmed_namesTheBatchThatReleases() throws IOException {
        shell.tokenPlan = tokens(GrantStep.CREATE);

        importingTokens("yes").execute();

        assertThat(shell.calls).containsExactly("planImportTokens [/tmp/t.json, /tmp/u.json]", "importTokens");
        assertThat(shell.screen())
                .contains("PG3", "oauthTokens", "ring", "created", "the text of the step")
                .contains("Warning: others can read it")
                .contains("oauth:release import-1");
    }

    @Test
    void importTokens_nothingToDo_asksNobody() throws IOException {
        shell.tokenPlan = tokens(GrantStep.PRESENT);

        importingTokens().execute();

        assertThat(shell.prompts).isEmpty();
        assertThat(shell.calls).doesNotContain("importTokens");
    }

    @Test
    void importTokens_thatFailed_isAnError() {
        shell.tokenPlan = tokens(GrantStep.CREATE);
        shell.outcome = Outcome.FAILED;

        assertThatThrownBy(() -> importingTokens("yes").execute()).isInstanceOf(IllegalStateException.class);
    }
}
