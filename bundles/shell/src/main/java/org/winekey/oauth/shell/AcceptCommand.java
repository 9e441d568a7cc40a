// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.SignInOutcome;

/** {@code oauth:accept}: shows a sign-in that waits, and takes it into use if the person says that it is theirs. */
@Service
@Command(
        scope = "oauth",
        name = "accept",
        description = "Shows whose sign-in waits for acceptance and takes it into use, or drops it."
                + " Example: oauth:accept spotify")
public final class AcceptCommand extends ClientAction {

    @Override
    public @Nullable Object execute() throws IOException {
        var out = session.getConsole();
        var waiting = admin.pending().stream()
                .filter(grant -> grant.client().equals(client))
                .findFirst();
        if (waiting.isEmpty()) {
            out.println("No sign-in of " + client + " waits for acceptance.");
            return null;
        }
        var grant = waiting.get();
        Lines.of(grant).forEach(out::println);
        var answer = session.readLine("Whose is it? Type accept, decline, or nothing to leave it waiting: ", null);
        if ("decline".equals(answer)) {
            acting().decline(client, grant.id());
            out.println("Declined. If it was not one of yours, take the access away at the provider too.");
        } else if ("accept".equals(answer)) {
            tell(acting().accept(client, grant.id()));
        } else {
            out.println("Nothing was changed.");
        }
        return null;
    }

    private void tell(SignInOutcome outcome) {
        if (outcome.kind() != SignInOutcome.Kind.DONE) {
            throw new IllegalStateException(outcome.message());
        }
        session.getConsole().println(outcome.message());
    }
}
