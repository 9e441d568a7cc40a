// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code oauth:create}: makes a client in a file of its own; its secret is asked for at a hidden prompt and sealed. */
@Service
@Command(
        scope = "oauth",
        name = "create",
        description =
                "Makes a client, in a file in etc/. Its secret is asked for at a hidden prompt and sealed in the token"
                        + " store. Example: oauth:create --provider spotify spotify client_id=1234")
public final class CreateCommand extends OAuthAction {

    @Argument(name = "client", description = "Name of the new client", required = true)
    @SuppressWarnings("NullAway.Init") // Karaf sets it before execute
    String client;

    @Argument(
            index = 1,
            name = "key=value",
            description = "The settings; never a secret, which the history would keep",
            required = false,
            multiValued = true)
    @Completion(ChangeCompleter.class)
    @Nullable
    List<String> settings;

    @Option(
            name = "--provider",
            description = "Name of the provider profile; oauth:profiles lists them",
            required = false)
    @Completion(ProviderNameCompleter.class)
    @Nullable
    String provider;

    @Option(name = "--public", description = "The provider gave no secret, so none is asked for", required = false)
    boolean isPublic;

    @Override
    public @Nullable Object execute() throws IOException {
        var wanted = wanted();
        var secret = isPublic ? null : typed();
        String where;
        try {
            where = acting().create(client, wanted, secret);
        } finally {
            if (secret != null) {
                Arrays.fill(secret, '\0');
            }
        }
        var out = session.getConsole();
        out.println("Written: " + where);
        out.println("Next: register the redirect URI that oauth:status " + client + " shows, then oauth:authorize "
                + client);
        return null;
    }

    private Map<String, String> wanted() {
        var wanted = new LinkedHashMap<String, String>();
        if (provider != null) {
            wanted.put("provider", provider);
        }
        wanted.putAll(Changes.of(settings == null ? List.of() : settings));
        return wanted;
    }

    private char @Nullable [] typed() throws IOException {
        var typed = session.readLine("Client secret, or nothing if there is none (not shown): ", '\0');
        if (typed == null) {
            throw new IllegalArgumentException(
                    "nothing was entered, so nothing was changed; --public asks for no secret");
        }
        return typed.isBlank() ? null : typed.strip().toCharArray();
    }
}
