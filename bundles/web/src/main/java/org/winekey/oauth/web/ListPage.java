// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.winekey.oauth.ClientStatus.Audience;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.OAuthAdmin;

/**
 * The page {@code /oauth}: every client, how it is, who has to act and what can be done about it. A viewer sees the same
 * without buttons.
 *
 * <p>Thread-safe.
 */
final class ListPage {

    private final OAuthAdmin admin;
    private final Notes notes;
    private final Buttons buttons;
    private final Acceptance acceptance;
    private final Clock clock;

    ListPage(OAuthAdmin admin, Notes notes, Buttons buttons, Acceptance acceptance, Clock clock) {
        this.admin = admin;
        this.notes = notes;
        this.buttons = buttons;
        this.acceptance = acceptance;
        this.clock = clock;
    }

    Answer show(HttpServletRequest request, Visitor visitor) {
        var content = Html.of(
                "{}{}{}{}<p class=\"foot\">{}</p>\n",
                notes.show(request),
                elsewhere(request),
                Pages.live(Paths.LIVE, clock.instant(), table(visitor)),
                visitor.admin() ? add() : Html.nothing(),
                Html.say(visitor.admin() ? "list.admin" : "list.viewer", visitor.name()));
        return Answer.page(
                        HttpServletResponse.SC_OK,
                        Pages.page(Html.say("list.title"), Pages.script(Paths.LIST), content))
                .withForm(Buttons.formTargets(admin.baseUri()))
                .withScript();
    }

    /** The part that changes by itself. */
    Answer live(HttpServletRequest request, Visitor visitor) {
        return Answer.page(HttpServletResponse.SC_OK, table(visitor)).unlessKnown(request);
    }

    private static Html add() {
        return Html.of(
                "<p><a class=\"button\" href=\"{}\">{}</a> <a class=\"button\" href=\"{}\">{}</a></p>\n",
                Paths.ADD,
                Html.say("add.link"),
                Paths.IMPORT,
                Html.say("import.link"));
    }

    private Html elsewhere(HttpServletRequest request) {
        return admin.baseUri()
                .filter(base -> !base.getHost().equalsIgnoreCase(request.getServerName()))
                .map(base -> Html.of(
                        "<p class=\"note\">{}</p>\n",
                        Html.say(
                                "list.elsewhere",
                                Html.of("<code>{}</code>", base),
                                Html.of("<code>{}</code>", "base_uri"),
                                Html.of("<code>{}</code>", "org.winekey.oauth"))))
                .orElse(Html.nothing());
    }

    private Html table(Visitor visitor) {
        var reports = admin.clients();
        if (reports.isEmpty()) {
            return Html.of(
                    "<p>{}</p>\n", Html.say("list.empty", Html.of("<code>{}</code>", "org.winekey.oauth.client")));
        }
        var rows = reports.stream().map(report -> row(report, visitor)).toList();
        return Html.of("""
                {}<table>
                <thead><tr>{}</tr></thead>
                <tbody>
                {}</tbody>
                </table>
                """, summary(reports), heads(), Html.join(rows));
    }

    private static Html heads() {
        return Html.join(Stream.of("client", "status", "registration", "token", "actions")
                .map(head -> Html.of("<th scope=\"col\">{}</th>", Html.say("head." + head)))
                .toList());
    }

    /** How many clients wait for whom, those of people and the operator first. */
    private static Html summary(List<ClientReport> reports) {
        return Html.of(
                "<ul class=\"summary\">{}</ul>\n",
                Html.join(Arrays.asList(Audience.PERSON, Audience.OPERATOR, Audience.WAIT, Audience.NONE).stream()
                        .map(audience -> summary(audience, reports))
                        .toList()));
    }

    private static Html summary(Audience audience, List<ClientReport> reports) {
        long many = reports.stream()
                .filter(report -> report.status().audience() == audience)
                .count();
        return many == 0
                ? Html.nothing()
                : Html.of(
                        "<li class=\"status {}\">{}</li>",
                        Wording.style(audience),
                        Html.say("summary." + Wording.style(audience), many));
    }

    private Html row(ClientReport report, Visitor visitor) {
        return Html.of(
                """
                <tr id="client-{}">
                <th scope="row"><a href="{}">{}</a></th>
                <td>{}{}{}</td>
                <td><dl>{}{}{}{}{}</dl></td>
                <td>{}</td>
                <td class="actions">{}</td>
                </tr>
                """,
                report.name(),
                Paths.client(report.name()),
                report.name(),
                ClientParts.status(report.status(), clock),
                ClientParts.notices(report.notices()),
                report.pending().map(grant -> acceptance.show(grant, visitor)).orElse(Html.nothing()),
                Pages.line("line.provider", Pages.code(report.provider())),
                Pages.line("line.account", report.account().map(Pages::text).orElse(Html.nothing())),
                Pages.line("line.client-id", Pages.code(report.clientId())),
                Pages.line("line.granted-to", Pages.code(report.grantedTo())),
                ClientParts.redirectUris(report),
                ClientParts.times(report, clock),
                buttons.few(report, visitor));
    }
}
