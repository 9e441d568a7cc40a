// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code oauth:release}: lists what is in quarantine, or releases a batch of it after a question. */
@Service
@Command(
        scope = "oauth",
        name = "release",
        description = "Lists the sign-ins in quarantine, or lets a batch of them be refreshed again."
                + " Example: oauth:release clone-7k3f2a")
public final class ReleaseCommand extends OAuthAction {

    @Argument(index = 0, name = "batch", description = "The batch; without it they are listed", required = false)
    @Completion(BatchCompleter.class)
    @Nullable
    String batch;

    @Option(name = "--yes", description = "Do not ask", required = false)
    boolean yes;

    @Override
    public @Nullable Object execute() throws IOException {
        if (batch == null) {
            list();
        } else if (yes || confirmed("Is the other system switched off for good?")) {
            acting().release(batch)
                    .forEach((client, status) -> session.getConsole().println(client + " " + status));
        } else {
            session.getConsole().println("Nothing was changed.");
        }
        return null;
    }

    private void list() {
        var table = new Table("Nothing is in quarantine.", "Batch", "Since", "Clients and why");
        for (var found : admin.quarantine()) {
            table.row(
                    found.name(),
                    found.since().truncatedTo(ChronoUnit.SECONDS),
                    String.join(", ", found.clients()) + ": " + found.reason());
        }
        table.print(session);
    }
}
