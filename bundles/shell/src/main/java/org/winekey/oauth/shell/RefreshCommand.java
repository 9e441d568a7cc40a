// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code oauth:refresh}: refreshes now, whatever was planned. */
@Service
@Command(
        scope = "oauth",
        name = "refresh",
        description = "Refreshes the token now, whatever was planned. Example: oauth:refresh spotify")
public final class RefreshCommand extends ClientAction {

    @Override
    public @Nullable Object execute() {
        session.getConsole().println(client + " " + acting().refresh(client));
        return null;
    }
}
