// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.Optional;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.OpenSignIn;

/**
 * What an administrator can do with a client, as buttons.
 *
 * <p>Thread-safe.
 */
final class Buttons {

    private final FormTokens tokens;

    Buttons(FormTokens tokens) {
        this.tokens = tokens;
    }

    /** The form of the button leads to ourselves, and its redirect to the one-time link at {@code base_uri}. */
    static String formTargets(Optional<URI> base) {
        // A source in a policy cannot name an IPv6 address; its scheme is the next narrower thing that can be said.
        return "'self'"
                + base.map(uri -> uri.getHost().indexOf(':') < 0
                                ? " " + Origins.originOf(uri)
                                : " " + uri.getScheme() + ":")
                        .orElse("");
    }

    /** What most people come for; nothing for a viewer. */
    Html few(ClientReport report, Visitor visitor) {
        if (!visitor.admin()) {
            return Html.nothing();
        }
        String name = report.name();
        var buttons = new ArrayList<Html>();
        if (report.passwordDoor()) {
            buttons.add(question(name, "password"));
        } else if (hasLinks(report)) {
            buttons.add(button(name, "authenticate", visitor));
            buttons.add(button(name, "signin", visitor));
        }
        if (report.deviceDoor()) {
            buttons.add(button(name, "device", visitor));
        }
        if (report.hasGrant() || !report.needsPerson()) {
            buttons.add(button(name, "refresh", visitor));
        }
        if (report.hasGrant()) {
            buttons.add(question(name, "forget"));
            buttons.add(question(name, "revoke"));
        }
        return Html.join(buttons);
    }

    /** Those, and what only the page of the client has. */
    Html all(ClientReport report, Visitor visitor) {
        if (!visitor.admin()) {
            return Html.nothing();
        }
        String name = report.name();
        return Html.of(
                "{}{}{}",
                few(report, visitor),
                report.hasGrant() ? button(name, "introspect", visitor) : Html.nothing(),
                question(name, "edit"));
    }

    /** What else can be opened of a sign-in that is under way, for who started it; nothing while an answer is exchanged. */
    Html doors(ClientReport report, OpenSignIn open, Visitor visitor) {
        if (!visitor.admin()
                || !open.starter().equals(visitor.starter())
                || open.doors().isEmpty()) {
            return Html.nothing();
        }
        var buttons = new ArrayList<Html>();
        if (report.deviceDoor() && open.deviceCode().isEmpty()) {
            buttons.add(button(report.name(), "device", visitor));
        }
        if (hasLinks(report) && open.link().isEmpty()) {
            buttons.add(button(report.name(), "signin", visitor));
        }
        return Html.join(buttons);
    }

    /** Ways that are not known yet may come, unless there is another door already. */
    private static boolean hasLinks(ClientReport report) {
        return report.needsPerson() && !(report.deviceDoor() && report.ways().isEmpty());
    }

    /** Leads to a page that asks before anything is done. */
    private static Html question(String client, String action) {
        var label = Html.say("do." + action);
        return Html.of(
                "<a class=\"button\" href=\"{}\" aria-label=\"{} {}\">{}</a>\n",
                Paths.action(client, action),
                label,
                client,
                label);
    }

    private Html button(String client, String action, Visitor visitor) {
        String path = Paths.action(client, action);
        var label = Html.say("do." + action);
        return Html.of(
                "<form method=\"post\" action=\"{}\">{}<button class=\"{}\" aria-label=\"{} {}\">{}</button></form>\n",
                path,
                tokens.field(visitor.name(), path),
                action.equals("authenticate") ? "button primary" : "button",
                label,
                client,
                label);
    }
}
