// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.BackupReport;

/** {@code oauth:backup}: saves every grant and all settings of clients into one file under a passphrase of its own. */
@Service
@Command(
        scope = "oauth",
        name = "backup",
        description = "Saves every grant and the settings of every client into one file under its own passphrase. "
                + "Example: oauth:backup /media/stick/winekey.backup")
public final class BackupCommand extends BackupFileAction {

    @Override
    public @Nullable Object execute() throws IOException {
        var passphrase = passphrase();
        try {
            print(acting().backup(path(), passphrase));
        } finally {
            Arrays.fill(passphrase, '\0');
        }
        return null;
    }

    private char[] passphrase() throws IOException {
        var passphrase = passphrase("Passphrase, at least 12 characters (not shown): ");
        var again = passphrase("Once more (not shown): ");
        var same = Arrays.equals(passphrase, again);
        Arrays.fill(again, '\0');
        if (!same) {
            Arrays.fill(passphrase, '\0');
            throw new IllegalArgumentException("the two passphrases differ, so nothing was written");
        }
        return passphrase;
    }

    private void print(BackupReport report) {
        var out = session.getConsole();
        out.println("Written: " + report.file());
        out.println("Grants: " + names(report.grants()));
        out.println("Settings: " + names(report.settings()));
        report.notes().forEach(note -> out.println("Note: " + note));
        out.println(
                "The file is useless without its passphrase; keep the two apart, and neither on this machine alone.");
        out.println("To restore: oauth:restore " + report.file());
    }

    private static String names(List<String> clients) {
        return clients.isEmpty() ? "none" : clients.size() + " (" + String.join(", ", clients) + ")";
    }
}
