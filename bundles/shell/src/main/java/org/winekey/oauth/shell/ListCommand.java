// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code oauth:list}: every client, how it is, and who has to act. */
@Service
@Command(scope = "oauth", name = "list", description = "Lists the OAuth clients, how they are and who has to act.")
public final class ListCommand extends OAuthAction {

    @Override
    public @Nullable Object execute() {
        var table = new ShellTable();
        table.column("Client");
        table.column("Status");
        table.column("Who acts");
        table.column("Expires");
        table.column("Why");
        table.emptyTableText("No client is configured: create etc/org.winekey.oauth.client-<name>.cfg");
        for (var client : admin.clients()) {
            var status = client.status();
            table.addRow()
                    .addContent(
                            client.name(),
                            status.code(),
                            status.audience(),
                            client.expiresAt().map(Object::toString).orElse("-"),
                            status.reason());
        }
        table.print(session.getConsole());
        return null;
    }
}
