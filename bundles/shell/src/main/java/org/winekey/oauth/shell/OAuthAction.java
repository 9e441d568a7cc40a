// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.Starter;

/** What every command has: the port and the session. Karaf makes a new object for each call. Not thread-safe. */
abstract class OAuthAction implements Action {

    @Reference
    @SuppressWarnings("NullAway.Init") // Karaf sets it before execute
    OAuthAdmin admin;

    @Reference
    @SuppressWarnings("NullAway.Init") // Karaf sets it before execute
    Session session;

    /** Whether a person types yes. */
    final boolean confirmed(String question) throws IOException {
        return "yes".equals(session.readLine(question + " Type yes: ", null));
    }

    /** The port in the name of who works at this session. */
    final OAuthAdmin acting() {
        return admin.as(user());
    }

    /** Who works at this session. */
    final Starter user() {
        return new Starter("shell", String.valueOf(session.get("USER")));
    }
}
