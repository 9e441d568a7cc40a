// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.SignInOutcome;

/**
 * {@code oauth:complete}: finishes a sign-in with the address the browser ended on. The address carries the code, so it is
 * asked for at a hidden prompt and never is an argument, which the history would keep.
 */
@Service
@Command(
        scope = "oauth",
        name = "complete",
        description = "Finishes a sign-in of oauth:authorize: asks for the address that the browser ended on."
                + " Example: oauth:complete")
public final class CompleteCommand extends OAuthAction {

    @Override
    public @Nullable Object execute() throws IOException {
        var address = session.readLine("Address (not shown): ", '\0');
        if (address == null || address.isBlank()) {
            throw new IllegalArgumentException("no address was entered, so nothing was changed");
        }
        var outcome = admin.complete(address.strip(), user());
        if (outcome.kind() != SignInOutcome.Kind.DONE && outcome.kind() != SignInOutcome.Kind.AWAITING_ACCEPTANCE) {
            throw new IllegalStateException(outcome.message());
        }
        session.getConsole().println(outcome.message());
        return null;
    }
}
