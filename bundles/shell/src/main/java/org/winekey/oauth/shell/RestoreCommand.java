// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.RestorePlan;
import org.winekey.oauth.admin.RestoreReport;
import org.winekey.oauth.admin.RestoreReport.Outcome;

/** {@code oauth:restore}: shows what a backup would bring back, asks, and brings it back in quarantine. */
@Service
@Command(
        scope = "oauth",
        name = "restore",
        description = "Shows what a backup would bring back, asks, and brings it back in quarantine. "
                + "Example: oauth:restore /media/stick/winekey.backup")
public final class RestoreCommand extends BackupFileAction {

    @Option(name = "--replace", description = "Set aside and replace grants that are in use", required = false)
    boolean replace;

    @Option(name = "--yes", description = "Do not ask after showing the plan", required = false)
    boolean yes;

    @Override
    public @Nullable Object execute() throws IOException {
        var passphrase = passphrase("Passphrase of the backup (not shown): ");
        try {
            var path = path();
            var plan = admin.planRestore(path, passphrase.clone(), replace);
            print(plan);
            if (plan.changesSomething() && (yes || confirmed("Do this?"))) {
                restore(path, passphrase, plan);
            } else {
                session.getConsole().println("Nothing was changed.");
            }
        } finally {
            Arrays.fill(passphrase, '\0');
        }
        return null;
    }

    private void restore(Path path, char[] passphrase, RestorePlan plan) {
        var report = acting().restore(path, passphrase, plan);
        print(report);
        if (report.hasFailures()) {
            throw new IllegalStateException("not every client is restored; what failed is named above");
        }
    }

    private void print(RestorePlan plan) {
        var out = session.getConsole();
        out.println("Backup of " + plan.madeAt());
        var table = new Table("The backup holds no client.", "Client", "Grant", "Settings", "Why");
        for (var step : plan.steps()) {
            table.row(step.client(), step.grant(), step.settings(), step.reason());
        }
        table.print(session);
    }

    private void print(RestoreReport report) {
        var out = session.getConsole();
        report.results()
                .forEach(result -> out.println(result.client() + " " + result.outcome() + ": " + result.message()));
        if (report.results().stream().anyMatch(result -> result.outcome() == Outcome.RESTORED)) {
            out.println("The restored grants are in quarantine: their tokens are used while valid, none is refreshed.");
            out.println("When the system of the backup is switched off for good, run: oauth:release " + report.batch());
        }
    }
}
