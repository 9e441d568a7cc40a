// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;

/** A command about one client. Not thread-safe. */
abstract class ClientAction extends OAuthAction {

    @Argument(name = "client", description = "Name of the client", required = true)
    @Completion(ClientNameCompleter.class)
    @SuppressWarnings("NullAway.Init") // Karaf sets it before execute
    String client;
}
