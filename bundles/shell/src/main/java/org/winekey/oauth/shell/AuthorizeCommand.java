// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code oauth:authorize}: starts a sign-in and prints the one-time link to open in a browser. */
@Service
@Command(
        scope = "oauth",
        name = "authorize",
        description =
                "Starts a sign-in and prints the one-time link to open in a browser. Example: oauth:authorize spotify")
public final class AuthorizeCommand extends ClientAction {

    @Override
    public @Nullable Object execute() {
        var link = admin.begin(client, user());
        var out = session.getConsole();
        out.println("This redirect URI must be registered at the provider:");
        link.ways().forEach(way -> out.println("  " + way.redirectUri()));
        out.println("Open this link in the browser you sign in with, once, before " + link.expiresAt() + ":");
        out.println("  " + link.uri());
        out.println("If the browser ends on a page that cannot be reached, run oauth:complete and paste its address.");
        return null;
    }
}
