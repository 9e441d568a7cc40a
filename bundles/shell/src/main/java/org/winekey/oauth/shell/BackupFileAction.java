// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;

/**
 * A command about one backup file. The passphrase is asked for at a hidden prompt and never is an argument, which the
 * history would keep. Not thread-safe.
 */
abstract class BackupFileAction extends OAuthAction {

    @Argument(
            name = "file",
            description = "The backup file; a relative path begins in the folder of Karaf (karaf.base)",
            required = true)
    @Completion(FileNameCompleter.class)
    @SuppressWarnings("NullAway.Init") // Karaf sets it before execute
    String file;

    /** The whole path, whatever folder Karaf was started in. */
    final Path path() {
        return Paths.of(file);
    }

    /** What is typed at a hidden prompt. */
    final char[] passphrase(String prompt) throws IOException {
        var typed = session.readLine(prompt, '\0');
        if (typed == null || typed.isEmpty()) {
            throw new IllegalArgumentException("no passphrase was entered, so nothing was changed");
        }
        return typed.toCharArray();
    }
}
