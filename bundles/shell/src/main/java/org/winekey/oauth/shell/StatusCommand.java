// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.PrintStream;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.ClientReport;

/** {@code oauth:status}: all there is to know of one client, without its secrets. */
@Service
@Command(
        scope = "oauth",
        name = "status",
        description = "Shows all there is to know of one client, without its secrets. Example: oauth:status spotify")
public final class StatusCommand extends ClientAction {

    @Option(name = "--json", description = "For programs: one line of JSON with a format version")
    boolean json;

    @Override
    public @Nullable Object execute() {
        var report = admin.client(client)
                .orElseThrow(() -> new AdminException(
                        AdminException.Problem.NO_SUCH_CLIENT,
                        "no client is called " + client + "; oauth:list shows their names"));
        if (json) {
            session.getConsole().println(Json.document("client", Facts.of(report)));
        } else {
            print(report, session.getConsole());
        }
        return null;
    }

    private static void print(ClientReport report, PrintStream out) {
        var status = report.status();
        line(out, "client", report.name());
        line(out, "status", status.code() + " (" + status.audience() + ")");
        line(out, "why", status.reason());
        line(out, "setting", status.key());
        line(out, "next attempt", status.retryAt());
        line(out, "client_id", report.clientId());
        line(out, "granted to", report.grantedTo());
        line(out, "account", report.account());
        line(out, "provider", report.provider());
        Facts.redirectUris(report).forEach(uri -> line(out, "redirect URI", uri));
        line(out, "scopes asked", String.join(" ", report.requestedScopes()));
        line(out, "scopes granted", String.join(" ", report.grantedScopes()));
        line(out, "grant", report.hasGrant() ? "held" : "none");
        line(out, "token expires", report.expiresAt());
        line(out, "next refresh", report.nextRefreshAt());
        line(out, "next sign-in", report.needsPersonAt());
        line(out, "consumers", report.consumers().isEmpty() ? "every bundle" : String.join(" ", report.consumers()));
        report.pending()
                .ifPresent(grant -> line(out, "waits", "a sign-in, to be seen with oauth:accept " + report.name()));
        report.notices().forEach(notice -> line(out, "notice", notice));
    }

    private static void line(PrintStream out, String label, Optional<?> value) {
        Lines.line(label, value).forEach(out::println);
    }

    private static void line(PrintStream out, String label, String value) {
        out.println(Lines.line(label, value));
    }
}
