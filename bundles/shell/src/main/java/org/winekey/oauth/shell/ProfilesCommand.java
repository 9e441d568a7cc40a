// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
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
    @Nullable
    String name;

    @Override
    public @Nullable Object execute() {
        if (name == null) {
            listAll();
        } else {
            tell(name);
        }
        return null;
    }

    private void listAll() {
        var table = new ShellTable();
        table.column("Provider");
        table.column("Name");
        table.column("From");
        table.column("Problem");
        for (var provider : admin.providers()) {
            table.addRow().addContent(provider.name(), provider.title(), provider.origin(), provider.problem());
        }
        table.print(session.getConsole());
    }

    private void tell(String wanted) {
        var provider = admin.providers().stream()
                .filter(known -> known.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no provider is called " + wanted + "; oauth:profiles lists them"));
        lines(provider).forEach(session.getConsole()::println);
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
