// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.ForeignFile;
import org.winekey.oauth.admin.ImportPlan;
import org.winekey.oauth.admin.ImportPlan.SecretStep;

/** {@code oauth:import}: shows what the OAuth configuration of a PG3 plugin would become, asks, and takes it over. */
@Service
@Command(
        scope = "oauth",
        name = "import",
        description = "Takes over the OAuth configuration of a PG3 plugin, as its store has it, after a question. "
                + "Example: oauth:import /tmp/ring.json")
public final class ImportCommand extends OAuthAction {

    @Argument(
            name = "file",
            description = "The file with the JSON; a relative path begins in the folder of Karaf (karaf.base)",
            required = true)
    @Completion(FileNameCompleter.class)
    @SuppressWarnings("NullAway.Init") // Karaf sets it before execute
    String file;

    @Option(
            name = "--client",
            description = "Name of the client; else it is made of the name in the file",
            required = false)
    @Completion(ClientNameCompleter.class)
    @Nullable
    String client;

    @Option(name = "--yes", description = "Do not ask after showing the plan", required = false)
    boolean yes;

    @Override
    public @Nullable Object execute() throws IOException {
        var plan = admin.planImport(ForeignFile.at(Paths.of(file)), client);
        print(plan);
        if (plan.changesSomething() && (yes || confirmed("Do this?"))) {
            acting().importSettings(plan);
            session.getConsole()
                    .println(plan.settings().client() + " is imported. Next: oauth:status "
                            + plan.settings().client() + ", then oauth:authorize "
                            + plan.settings().client());
        } else {
            session.getConsole().println("Nothing was changed.");
        }
        return null;
    }

    private void print(ImportPlan plan) {
        var out = session.getConsole();
        out.println(Lines.line("client", plan.settings().client() + (plan.newClient() ? " (new)" : "")));
        Lines.of(plan.settings()).forEach(out::println);
        if (plan.secret() != SecretStep.NONE) {
            out.println(Lines.line("secret", words(plan.secret())));
        }
        plan.warnings().forEach(warning -> out.println(Lines.line("warning", warning)));
    }

    private static String words(SecretStep step) {
        return step == SecretStep.SEAL
                ? "is sealed in the token store, not written into Config Admin"
                : "the same one is sealed already";
    }
}
