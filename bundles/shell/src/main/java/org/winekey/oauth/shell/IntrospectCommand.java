// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code oauth:introspect}: asks the provider about the access token of a client (RFC 7662). It changes nothing. */
@Service
@Command(
        scope = "oauth",
        name = "introspect",
        description = "Asks the provider whether it takes the token of a client. Example: oauth:introspect spotify")
public final class IntrospectCommand extends ClientAction {

    @Override
    public @Nullable Object execute() {
        var told = acting().introspect(client);
        var scopes = String.join(" ", new TreeSet<>(told.scopes()));
        var lines = Stream.of(
                Stream.of(Lines.line("introspection", told.kind()), Lines.line("meaning", told.message())),
                Stream.of(scopes).filter(text -> !text.isEmpty()).map(text -> Lines.line("scopes", text)),
                Lines.line("expires", told.expiresAt()));
        lines.flatMap(line -> line).forEach(session.getConsole()::println);
        return null;
    }
}
