// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Clock;
import java.util.List;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.Way;

/** What the list and the page of a client both show of it. */
final class ClientParts {

    private ClientParts() {}

    static Html status(ClientStatus status, Clock clock) {
        return Html.of(
                """
                <p class="status {}">{}</p>
                <p class="who">{}</p>
                <p class="reason" lang="en">{}</p>
                <dl>{}{}</dl>
                """,
                Wording.style(status.audience()),
                Wording.of(status.code()),
                Wording.whoActs(status, clock),
                status.reason(),
                Pages.line("line.setting", Pages.code(status.key())),
                Pages.line("line.next-try", Pages.time(status.retryAt(), clock)));
    }

    static Html notices(List<String> notices) {
        var items = Html.join(
                notices.stream().map(notice -> Html.of("<li>{}</li>", notice)).toList());
        return notices.isEmpty() ? items : Html.of("<ul class=\"notices\" lang=\"en\">{}</ul>\n", items);
    }

    /** A client that cannot be set up completely still shows what to register. */
    static Html redirectUris(ClientReport report) {
        var known = report.ways().stream().map(Way::redirectUri).toList();
        var uris = known.isEmpty() ? report.redirectUri().stream().toList() : known;
        return Pages.line(uris.size() > 1 ? "line.redirect-uris" : "line.redirect-uri", Pages.codes(uris));
    }

    static Html times(ClientReport report, Clock clock) {
        return Html.of(
                "<dl>{}{}{}</dl>",
                Pages.line("line.expires", Pages.time(report.expiresAt(), clock)),
                Pages.line("line.next-refresh", Pages.time(report.nextRefreshAt(), clock)),
                Pages.line("line.next-sign-in", Pages.time(report.needsPersonAt(), clock)));
    }
}
