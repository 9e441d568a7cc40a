// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.IOException;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.KeyRotationReport;

/** {@code oauth:key-rotate}: seals the token store anew, after a question. */
@Service
@Command(
        scope = "oauth",
        name = "key-rotate",
        description =
                "Seals the whole token store with a new key; clients work on meanwhile. Example: oauth:key-rotate")
public final class KeyRotateCommand extends OAuthAction {

    @Option(name = "--yes", description = "Do not ask", required = false)
    boolean yes;

    @Override
    public @Nullable Object execute() throws IOException {
        var out = session.getConsole();
        if (!yes && !confirmed("Seal the token store with a new key?")) {
            out.println("Nothing was changed.");
            return null;
        }
        print(acting().rotateKeys(), out);
        return null;
    }

    private static void print(KeyRotationReport keys, PrintStream out) {
        out.println("Key " + keys.keyId() + " seals now; clients sealed anew: "
                + keys.resealed().size());
        keys.refused().forEach((client, reason) -> out.println(client + " still needs an old key: " + reason));
        keys.unneeded().forEach(place -> out.println("No record of this store needs " + place + " any more."));
        out.println(
                keys.oldKeysGone()
                        ? "Old keys are gone. Back up the key now: older copies do not open these records."
                        : "Old keys stay. Mend or forget what is named above, then run oauth:key-rotate again.");
    }
}
