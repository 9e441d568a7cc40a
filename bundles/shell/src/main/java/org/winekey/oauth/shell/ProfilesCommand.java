// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.ProviderReport;

/** {@code oauth:profiles}: the providers that the setting {@code provider} can name. */
@Service
@Command(
        scope = "oauth",
        name = "profiles",
        description = "Lists the providers that the setting provider can name, or tells how to set one up."
                + " Example: oauth:profiles spotify")
public final class ProfilesCommand extends OAuthAction {

    @Argument(name = "provider", description = "Name of the profile; all when it is left out", required = false)
    @Completion(ProviderNameCompleter.class)
    @Nullable
    String name;

    @Option(name = "--json", description = "For programs: one line of JSON with a format version")
    boolean json;

    @Override
    public @Nullable Object execute() {
        if (json) {
            var wanted = name == null ? admin.providers() : List.of(named(name));
            session.getConsole()
                    .println(Json.document(
                            "profiles", wanted.stream().map(Facts::of).toList()));
        } else if (name == null) {
            listAll();
        } else {
            lines(named(name)).forEach(session.getConsole()::println);
        }
        return null;
    }

    private void listAll() {
        var table = new Table("No provider is known.", "Provider", "Name", "From, and what is wrong");
        for (var provider : admin.providers()) {
            var problem = provider.problem().isEmpty() ? "" : ": " + provider.problem();
            table.row(provider.name(), provider.title(), provider.origin() + problem);
        }
        table.print(session);
    }

    private ProviderReport named(String wanted) {
        return admin.providers().stream()
                .filter(known -> known.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no provider is called " + wanted + "; oauth:profiles lists them"));
    }

    private static List<String> lines(ProviderReport provider) {
        var lines = new ArrayList<String>();
        lines.add(Lines.line("provider", provider.title()));
        lines.add(Lines.line("set it up", provider.setup()));
        lines.add(Lines.line("documentation", provider.documentation()));
        lines.add(Lines.line("from", provider.origin()));
        provider.variables()
                .forEach((variable, choices) -> lines.add(Lines.line(
                        "vars." + variable, choices.isEmpty() ? "your own name there" : String.join(" or ", choices))));
        if (!provider.problem().isEmpty()) {
            lines.add(Lines.line("problem", provider.problem()));
        }
        return lines;
    }
}
