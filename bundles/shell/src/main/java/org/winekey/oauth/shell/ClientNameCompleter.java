// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.OAuthAdmin;

/** Completes names of configured clients. Thread-safe. */
@Service
public final class ClientNameCompleter implements Completer {

    @Reference
    @SuppressWarnings("NullAway.Init") // Karaf sets it before the first call
    OAuthAdmin admin;

    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        var names = admin.clients().stream().map(ClientReport::name).toList();
        return new StringsCompleter(names).complete(session, commandLine, candidates);
    }
}
