// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.ClientReport;

/** {@code oauth:list}: every client, how it is, and who has to act. */
@Service
@Command(
        scope = "oauth",
        name = "list",
        description = "Lists the OAuth clients, how they are and who has to act. Example: oauth:list")
public final class ListCommand extends OAuthAction {

    @Option(name = "--json", description = "For programs: one line of JSON with a format version")
    boolean json;

    @Override
    public @Nullable Object execute() {
        var clients = admin.clients();
        if (json) {
            session.getConsole()
                    .println(Json.document(
                            "clients", clients.stream().map(Facts::of).toList()));
        } else {
            print(clients);
        }
        return null;
    }

    private void print(List<ClientReport> clients) {
        var table = new Table(
                "No client is configured: make one with oauth:create, or in etc/org.winekey.oauth.client-<name>.cfg",
                "Client",
                "Status",
                "Who acts",
                "Why");
        for (var client : clients) {
            var status = client.status();
            table.row(client.name(), status.code(), status.audience(), status.reason());
        }
        table.print(session);
    }
}
