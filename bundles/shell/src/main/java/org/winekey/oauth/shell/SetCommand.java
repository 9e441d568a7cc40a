// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.IOException;
import java.util.Arrays;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code oauth:set}: sets one setting of a client; a secret is asked for at a hidden prompt and sealed. */
@Service
@Command(
        scope = "oauth",
        name = "set",
        description =
                "Sets one setting of a client. A secret is asked for at a hidden prompt and sealed in the token store. "
                        + "Example: oauth:set spotify .client_secret")
public final class SetCommand extends ClientAction {

    @Argument(index = 1, name = "key", description = "The key, for instance scope or .client_secret", required = true)
    @Completion(SettingKeyCompleter.class)
    @SuppressWarnings("NullAway.Init") // Karaf sets it before execute
    String key;

    @Argument(
            index = 2,
            name = "value",
            description = "The value; never that of a secret, which the history would keep",
            required = false)
    @Nullable
    String value;

    @Option(
            name = "--move",
            description = "Move the secret that Config Admin keeps in clear into the token store",
            required = false)
    boolean move;

    @Option(name = "--remove", description = "Remove the setting", required = false)
    boolean remove;

    @Override
    public @Nullable Object execute() throws IOException {
        if (value != null && (move || remove)) {
            throw new IllegalArgumentException("--move and --remove take no value, so nothing was changed");
        }
        if (isSecret()) {
            secret();
        } else if (value == null && !remove) {
            throw new IllegalArgumentException("give a value, or --remove; nothing was changed");
        } else {
            acting().set(client, key, value);
        }
        session.getConsole().println(client + ": " + key + (remove ? " is removed." : " is set."));
        return null;
    }

    private boolean isSecret() {
        return key.startsWith(".");
    }

    private void secret() throws IOException {
        if (value != null) {
            throw new IllegalArgumentException(
                    "a secret is typed at the hidden prompt, never as an argument, which the history keeps; nothing"
                            + " was changed, and the one that was typed should be replaced at the provider");
        }
        if (move) {
            acting().sealFromConfiguration(client, key);
        } else {
            seal(remove ? null : typed());
        }
    }

    private void seal(char @Nullable [] secret) {
        try {
            acting().seal(client, key, secret);
        } finally {
            if (secret != null) {
                Arrays.fill(secret, '\0');
            }
        }
    }

    private char[] typed() throws IOException {
        var typed = session.readLine(key + " of " + client + " (not shown): ", '\0');
        if (typed == null || typed.isBlank()) {
            throw new IllegalArgumentException("nothing was entered, so nothing was changed");
        }
        return typed.strip().toCharArray();
    }
}
