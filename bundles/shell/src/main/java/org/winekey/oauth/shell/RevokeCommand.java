// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.RevocationOutcome;

/** {@code oauth:revoke}: ends a grant at its provider (RFC 7009) and forgets it here, after a question. */
@Service
@Command(
        scope = "oauth",
        name = "revoke",
        description = "Ends the grant of a client at its provider and forgets it. Example: oauth:revoke spotify")
public final class RevokeCommand extends ClientAction {

    @Option(name = "--yes", description = "Do not ask", required = false)
    boolean yes;

    @Override
    public @Nullable Object execute() throws IOException {
        var out = session.getConsole();
        out.println(RevocationOutcome.WARNING);
        if (!yes && !confirmed("Revoke the grant of " + client + "?")) {
            out.println("Nothing was changed.");
            return null;
        }
        out.println(acting().revoke(client).message());
        return null;
    }
}
