// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.Introspection;

/** {@code oauth:introspect}: asks the provider about the access token of a client (RFC 7662). It changes nothing. */
@Service
@Command(
        scope = "oauth",
        name = "introspect",
        description = "Asks the provider whether it takes the token of a client. Example: oauth:introspect spotify")
public final class IntrospectCommand extends ClientAction {

    @Option(name = "--json", description = "For programs: one line of JSON with a format version")
    boolean json;

    @Override
    public @Nullable Object execute() {
        var told = acting().introspect(client);
        if (json) {
            session.getConsole().println(Json.document("introspection", Facts.of(told)));
        } else {
            lines(told).forEach(session.getConsole()::println);
        }
        return null;
    }

    private static Stream<String> lines(Introspection told) {
        var scopes = String.join(" ", new TreeSet<>(told.scopes()));
        return Stream.of(
                        Stream.of(Lines.line("introspection", told.kind()), Lines.line("meaning", told.message())),
                        Stream.of(scopes).filter(text -> !text.isEmpty()).map(text -> Lines.line("scopes", text)),
                        Lines.line("expires", told.expiresAt()))
                .flatMap(lines -> lines);
    }
}
