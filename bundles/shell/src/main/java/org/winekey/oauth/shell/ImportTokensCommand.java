// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.ForeignFile;
import org.winekey.oauth.admin.RestoreReport;
import org.winekey.oauth.admin.TokenImport;
import org.winekey.oauth.admin.TokenImportPlan;

/** {@code oauth:import-tokens}: shows which sign-ins of another system would come over, asks, and quarantines them. */
@Service
@Command(
        scope = "oauth",
        name = "import-tokens",
        description = "Takes over the tokens of PG3, OpenVoiceOS, openHAB or Home Assistant, into quarantine, after a"
                + " question. Example: oauth:import-tokens ovos_oauth.json ovos_oauth_apps.json")
public final class ImportTokensCommand extends OAuthAction {

    @Argument(
            name = "files",
            description = "The files that belong together; a relative path begins in the folder of Karaf (karaf.base)",
            required = true,
            multiValued = true)
    @Completion(FileNameCompleter.class)
    @SuppressWarnings("NullAway.Init") // Karaf sets it before execute
    List<String> files;

    @Option(name = "--entry", description = "The one sign-in to take, as the other system calls it", required = false)
    @Nullable
    String entry;

    @Option(name = "--client", description = "Name of the client it is for", required = false)
    @Completion(ClientNameCompleter.class)
    @Nullable
    String client;

    @Option(name = "--replace", description = "Set aside and replace grants that are in use", required = false)
    boolean replace;

    @Option(name = "--yes", description = "Do not ask after showing the plan", required = false)
    boolean yes;

    @Override
    public @Nullable Object execute() throws IOException {
        var named = files.stream().map(Paths::of).map(ForeignFile::at).toList();
        var plan = admin.planImportTokens(new TokenImport(named, entry, client, replace));
        print(plan);
        if (plan.changesSomething() && (yes || confirmed("Do this?"))) {
            print(acting().importTokens(plan));
        } else {
            session.getConsole().println("Nothing was changed.");
        }
        return null;
    }

    private void print(TokenImportPlan plan) {
        var out = session.getConsole();
        out.println("Sign-ins of " + plan.system());
        var table = new Table("The files hold no sign-in.", "Entry", "Client", "Settings", "What");
        for (var step : plan.steps()) {
            table.row(
                    step.entry(),
                    step.client() == null ? "" : step.client(),
                    step.createsSettings() ? "created" : "",
                    step.text());
        }
        table.print(session);
        plan.warnings().forEach(warning -> out.println("Warning: " + warning));
    }

    private void print(RestoreReport report) {
        var out = session.getConsole();
        report.results().forEach(result -> out.println(result.client() + " " + result.outcome()));
        out.println("What came over is in quarantine: its tokens are used while valid, none is refreshed.");
        out.println("When the other system is switched off for good, run: oauth:release " + report.batch());
        if (report.hasFailures()) {
            throw new IllegalStateException("not every sign-in came over; what failed is named above");
        }
    }
}
