// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.Way;

/**
 * The page {@code /oauth}: every client, how it is and what can be done about it. A viewer sees the same without
 * buttons.
 *
 * <p>Thread-safe.
 */
final class ListPage {

    private static final Html RELOAD = Pages.reload(15, Paths.LIST);

    private final OAuthAdmin admin;
    private final Notes notes;
    private final FormTokens tokens;
    private final Acceptance acceptance;
    private final Clock clock;

    ListPage(OAuthAdmin admin, Notes notes, FormTokens tokens, Acceptance acceptance, Clock clock) {
        this.admin = admin;
        this.notes = notes;
        this.tokens = tokens;
        this.acceptance = acceptance;
        this.clock = clock;
    }

    Answer show(HttpServletRequest request, Visitor visitor) {
        var content = Html.of(
                "{}{}{}<p class=\"foot\">Logged in as {}.</p>\n",
                note(request),
                elsewhere(request),
                table(admin.clients(), visitor),
                visitor.name() + (visitor.admin() ? "" : " (viewer: may look, not change)"));
        return Answer.page(HttpServletResponse.SC_OK, Pages.page("OAuth clients", RELOAD, content))
                .withForm(formTargets());
    }

    /** The form of the button leads to ourselves, and its redirect to the one-time link at {@code base_uri}. */
    private String formTargets() {
        Optional<URI> base = admin.baseUri();
        // A source in a policy cannot name an IPv6 address; its scheme is the next narrower thing that can be said.
        return "'self'"
                + base.map(uri -> uri.getHost().indexOf(':') < 0
                                ? " " + Origins.originOf(uri)
                                : " " + uri.getScheme() + ":")
                        .orElse("");
    }

    private Html note(HttpServletRequest request) {
        return Parameters.parse(request.getQueryString())
                .map(parameters -> parameters.all("note"))
                .filter(ids -> ids.size() == 1)
                .flatMap(ids -> notes.find(ids.get(0)))
                .map(note -> Html.of(
                        "<p class=\"note {}\" role=\"status\"><strong>{}</strong> {}</p>\n",
                        note.good() ? "good" : "bad",
                        note.title(),
                        note.text()))
                .orElse(Html.nothing());
    }

    private Html elsewhere(HttpServletRequest request) {
        return admin.baseUri()
                .filter(base -> !base.getHost().equalsIgnoreCase(request.getServerName()))
                .map(base -> Html.of(
                        "<p class=\"note\">Sign-ins lead over <code>{}</code>. If this browser cannot reach that"
                                + " address, set <code>base_uri</code> in <code>org.winekey.oauth</code>.</p>\n",
                        base))
                .orElse(Html.nothing());
    }

    private Html table(List<ClientReport> reports, Visitor visitor) {
        if (reports.isEmpty()) {
            return Html.of(
                    "<p>No client is configured. Add one with the factory PID <code>{}</code>.</p>\n",
                    "org.winekey.oauth.client");
        }
        var rows =
                Html.join(reports.stream().map(report -> row(report, visitor)).toList());
        return Html.of("""
                <table>
                <thead><tr><th scope="col">Client</th><th scope="col">Status</th><th scope="col">Registration</th>\
                <th scope="col">Token</th><th scope="col">Actions</th></tr></thead>
                <tbody>
                {}</tbody>
                </table>
                """, rows);
    }

    private Html row(ClientReport report, Visitor visitor) {
        return Html.of(
                """
                <tr id="client-{}">
                <th scope="row">{}</th>
                <td>{}{}{}</td>
                <td>{}</td>
                <td>{}</td>
                <td class="actions">{}</td>
                </tr>
                """,
                report.name(),
                report.name(),
                status(report.status()),
                notices(report.notices()),
                report.pending().map(grant -> acceptance.show(grant, visitor)).orElse(Html.nothing()),
                registration(report),
                token(report),
                visitor.admin() ? buttons(report, visitor) : Html.nothing());
    }

    private Html status(ClientStatus status) {
        return Html.of(
                "<p class=\"status {}\">{}</p>\n<p class=\"reason\">{}</p>\n<dl>{}{}</dl>\n",
                Wording.style(status.audience()),
                Wording.of(status.code()),
                status.reason(),
                Pages.line("Setting", Pages.code(status.key())),
                Pages.line("Next try", Pages.time(status.retryAt(), clock)));
    }

    private static Html notices(List<String> notices) {
        var items = Html.join(
                notices.stream().map(notice -> Html.of("<li>{}</li>", notice)).toList());
        return notices.isEmpty() ? items : Html.of("<ul class=\"notices\">{}</ul>\n", items);
    }

    private static Html registration(ClientReport report) {
        return Html.of(
                "<dl>{}{}{}{}{}</dl>",
                Pages.line("Provider", Pages.code(report.provider())),
                Pages.line("client_id", Pages.code(report.clientId())),
                Pages.line("Present grant belongs to client_id", Pages.code(report.grantedTo())),
                redirectUris(report),
                Pages.line("For bundles", Pages.codes(new TreeSet<>(report.consumers()))));
    }

    /** A client that cannot be set up completely still shows what to register. */
    private static Html redirectUris(ClientReport report) {
        var known = report.ways().stream().map(Way::redirectUri).toList();
        var uris = known.isEmpty() ? report.redirectUri().stream().toList() : known;
        return Pages.line(
                uris.size() > 1 ? "Redirect URIs to register" : "Redirect URI to register", Pages.codes(uris));
    }

    private Html token(ClientReport report) {
        Set<String> granted = report.grantedScopes();
        Collection<String> scopes = granted.isEmpty() ? report.requestedScopes() : new TreeSet<>(granted);
        return Html.of(
                "<dl>{}{}{}{}</dl>",
                Pages.line(granted.isEmpty() ? "Scopes to ask for" : "Scopes granted", Pages.codes(scopes)),
                Pages.line("Expires", Pages.time(report.expiresAt(), clock)),
                Pages.line("Next refresh", Pages.time(report.nextRefreshAt(), clock)),
                Pages.line("Next sign-in", Pages.time(report.needsPersonAt(), clock)));
    }

    private Html buttons(ClientReport report, Visitor visitor) {
        String name = report.name();
        var buttons = new ArrayList<Html>();
        if (report.passwordDoor()) {
            buttons.add(question(name, "password", "Sign in with a password"));
        } else if (report.needsPerson()) {
            buttons.add(button(name, "authenticate", "Authenticate", visitor));
            buttons.add(button(name, "qr", "On another device", visitor));
        }
        if (report.deviceDoor()) {
            buttons.add(button(name, "device", "With a code", visitor));
        }
        if (report.hasGrant() || !report.needsPerson()) {
            buttons.add(button(name, "refresh", "Refresh", visitor));
        }
        if (report.hasGrant()) {
            buttons.add(question(name, "forget", "Forget"));
            buttons.add(question(name, "revoke", "Revoke"));
        }
        return Html.join(buttons);
    }

    /** Leads to a page that asks before anything is done. */
    private static Html question(String client, String action, String label) {
        return Html.of(
                "<a class=\"button\" href=\"{}\" aria-label=\"{} {}\">{}</a>\n",
                Paths.action(client, action),
                label,
                client,
                label);
    }

    private Html button(String client, String action, String label, Visitor visitor) {
        String path = Paths.action(client, action);
        return Html.of(
                "<form method=\"post\" action=\"{}\">{}<button aria-label=\"{} {}\">{}</button></form>\n",
                path,
                tokens.field(visitor.name(), path),
                label,
                client,
                label);
    }
}
