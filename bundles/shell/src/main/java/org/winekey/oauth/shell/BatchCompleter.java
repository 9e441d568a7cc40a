// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.QuarantineBatch;

/** Completes names of batches in quarantine. Thread-safe. */
@Service
public final class BatchCompleter implements Completer {

    @Reference
    @SuppressWarnings("NullAway.Init") // Karaf sets it before the first call
    OAuthAdmin admin;

    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        var names = admin.quarantine().stream().map(QuarantineBatch::name).toList();
        return new StringsCompleter(names).complete(session, commandLine, candidates);
    }
}
