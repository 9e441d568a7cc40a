// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.ClientReport;

/** {@code oauth:forget}: forgets the grant of a client for good, after a question. */
@Service
@Command(
        scope = "oauth",
        name = "forget",
        description = "Forgets the grant of a client for good; its settings stay. Example: oauth:forget spotify")
public final class ForgetCommand extends ClientAction {

    @Option(name = "--yes", description = "Do not ask", required = false)
    boolean yes;

    @Override
    public @Nullable Object execute() throws IOException {
        var out = session.getConsole();
        if (!yes && !confirmed("Forget the grant of " + client + "?")) {
            out.println("Nothing was changed.");
            return null;
        }
        acting().forget(client);
        out.println(client + " is forgotten; "
                + (needsPerson()
                        ? "sign in again with oauth:authorize " + client
                        : "the next token is fetched on demand"));
        return null;
    }

    private boolean needsPerson() {
        return admin.client(client).map(ClientReport::needsPerson).orElse(true);
    }
}
