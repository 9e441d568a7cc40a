// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.admin.ClientExplanation;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.OAuthAdmin;

/**
 * The page of one client: how it is and why, what to register, what was granted, what happened, what can be done.
 *
 * <p>Thread-safe.
 */
final class ClientPage {

    private final OAuthAdmin admin;
    private final Notes notes;
    private final Buttons buttons;
    private final Acceptance acceptance;
    private final Clock clock;

    ClientPage(OAuthAdmin admin, Notes notes, Buttons buttons, Acceptance acceptance, Clock clock) {
        this.admin = admin;
        this.notes = notes;
        this.buttons = buttons;
        this.acceptance = acceptance;
        this.clock = clock;
    }

    Answer show(String client, HttpServletRequest request, Visitor visitor) {
        try {
            var explanation = admin.explain(client);
            var content = Html.of(
                    "{}{}{}",
                    Pages.back(),
                    notes.show(request),
                    Pages.live(Paths.action(client, "live"), clock.instant(), parts(explanation, visitor)));
            return Answer.page(
                            HttpServletResponse.SC_OK,
                            Pages.page(Html.say("client.title", client), Pages.script(Paths.client(client)), content))
                    .withForm(Buttons.formTargets(admin.baseUri()))
                    .withScript();
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    /** The part that changes by itself. */
    Answer live(String client, HttpServletRequest request, Visitor visitor) {
        try {
            return Answer.page(HttpServletResponse.SC_OK, parts(admin.explain(client), visitor))
                    .unlessKnown(request);
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    private Html parts(ClientExplanation explanation, Visitor visitor) {
        var report = explanation.report();
        var pending = report.pending().map(grant -> acceptance.show(grant, visitor));
        return Html.of(
                "{}{}<div class=\"cards\">{}{}{}{}{}</div>\n{}",
                section("status", Html.of("{}{}", ClientParts.status(report.status(), clock), why(explanation))),
                pending.orElse(Html.nothing()),
                section("actions", buttons.all(report, visitor)),
                section("registration", registration(report, explanation.registration())),
                section("scopes", scopes(report)),
                section("token", ClientParts.times(report, clock)),
                section("notices", ClientParts.notices(report.notices())),
                section("events", events(explanation.events())));
    }

    private static Html section(String name, Html content) {
        return Pages.section(name, Html.say("head." + name), content);
    }

    private Html why(ClientExplanation explanation) {
        return Html.of(
                "<dl>{}{}{}</dl>\n",
                Pages.line("line.who-acts", Pages.english(explanation.whoActs())),
                Pages.line(
                        "line.next",
                        Html.of("{} {}", Pages.english(explanation.next()), Pages.time(explanation.nextAt(), clock))),
                Pages.line("line.evidence", Pages.english(String.join("; ", explanation.evidence()))));
    }

    private static Html registration(ClientReport report, String sentence) {
        return Html.of(
                "<dl>{}{}{}{}{}{}</dl>\n<p class=\"reason\" lang=\"en\">{}</p>\n",
                Pages.line("line.provider", Pages.code(report.provider())),
                Pages.line("line.account", report.account().map(Pages::text).orElse(Html.nothing())),
                Pages.line("line.client-id", Pages.code(report.clientId())),
                Pages.line("line.granted-to", Pages.code(report.grantedTo())),
                ClientParts.redirectUris(report),
                Pages.line("line.consumers", consumers(report)),
                sentence);
    }

    private static Html consumers(ClientReport report) {
        return report.consumers().isEmpty()
                ? Html.say("consumers.all")
                : Pages.codes(new TreeSet<>(report.consumers()));
    }

    private static Html scopes(ClientReport report) {
        var granted = new TreeSet<>(report.grantedScopes());
        var missing = report.requestedScopes().stream()
                .filter(scope -> !granted.contains(scope))
                .toList();
        return Html.of(
                "<dl>{}{}{}</dl>\n",
                Pages.line("line.scopes-asked", orNone(report.requestedScopes().stream())),
                Pages.line("line.scopes-granted", orNone(granted.stream())),
                Pages.line("line.scopes-missing", report.hasGrant() ? Pages.codes(missing) : Html.nothing()));
    }

    private static Html orNone(Stream<String> scopes) {
        var codes = Pages.codes(scopes.toList());
        return codes.isEmpty() ? Html.say("none") : codes;
    }

    private Html events(List<ClientEvent> events) {
        if (events.isEmpty()) {
            return Html.of("<p>{}</p>\n", Html.say("events.none"));
        }
        return Html.of(
                "<ol class=\"events\">\n{}</ol>\n",
                Html.join(events.stream().map(this::event).toList()));
    }

    private Html event(ClientEvent event) {
        var since = Pages.time(Optional.of(event.firstAt()), clock);
        return Html.of(
                "<li>{} {}{}{}</li>\n",
                Pages.time(Optional.of(event.lastAt()), clock),
                Pages.english(event.text()),
                event.times() == 1 ? Html.nothing() : Html.of(" ({})", Html.say("events.times", event.times(), since)),
                event.waitUntil()
                        .map(at -> Html.of(" ({})", Html.say("events.wait", Pages.time(Optional.of(at), clock))))
                        .orElse(Html.nothing()));
    }
}
