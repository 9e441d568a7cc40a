// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.DeviceCode;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.OpenSignIn;
import org.winekey.oauth.admin.SignInLink;
import org.winekey.oauth.admin.Way;

/**
 * The page of a sign-in that is under way: its doors side by side, how long they are open, and what became of it. Codes and
 * links are shown to the user who started it, and to nobody else.
 *
 * <p>Thread-safe.
 */
final class SignInPage {

    private final OAuthAdmin admin;
    private final Buttons buttons;
    private final Acceptance acceptance;
    private final FormTokens tokens;
    private final Clock clock;

    SignInPage(OAuthAdmin admin, Buttons buttons, Acceptance acceptance, FormTokens tokens, Clock clock) {
        this.admin = admin;
        this.buttons = buttons;
        this.acceptance = acceptance;
        this.tokens = tokens;
        this.clock = clock;
    }

    Answer show(String client, Visitor visitor) {
        try {
            var content = Html.of(
                    "{}<noscript><p><a href=\"{}\">{}</a></p></noscript>\n{}{}",
                    Pages.back(),
                    Paths.action(client, "signin"),
                    Html.say("signin.again"),
                    Pages.live(Paths.action(client, "signin/live"), clock.instant(), parts(client, visitor)),
                    visitor.admin() ? paste(client, visitor) : Html.nothing());
            return Answer.page(
                            HttpServletResponse.SC_OK,
                            Pages.page(Html.say("signin.title", client), Pages.script(), content))
                    .withForm(Buttons.formTargets(admin.baseUri()))
                    .withScript();
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    /** The part that changes by itself. */
    Answer live(String client, HttpServletRequest request, Visitor visitor) {
        try {
            return Answer.page(HttpServletResponse.SC_OK, parts(client, visitor))
                    .unlessKnown(request);
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    private Html parts(String client, Visitor visitor) {
        var report = admin.client(client);
        return admin.openSignIn(client, visitor.starter())
                .map(open -> underWay(open, report, visitor))
                .orElseGet(() -> over(client, report, visitor));
    }

    private Html underWay(OpenSignIn open, Optional<ClientReport> report, Visitor visitor) {
        var doors = new ArrayList<Html>();
        // Whoever lost the role since they started has nothing to open any more.
        if (visitor.admin()) {
            open.link().ifPresent(link -> {
                doors.add(section("here", here(link)));
                doors.add(section("elsewhere", elsewhere(link)));
            });
            open.deviceCode().ifPresent(code -> doors.add(section("device", device(open.client(), code))));
        }
        var more = report.map(known -> buttons.doors(known, open, visitor)).orElse(Html.nothing());
        return Html.of(
                "<p class=\"who\" data-said>{}</p>\n<dl class=\"row\">{}{}{}</dl>\n<div class=\"cards\">\n{}{}</div>\n",
                Html.say(state(open, visitor)),
                Pages.line(
                        "line.started-by",
                        Pages.text(open.starter().user() + " (" + open.starter().face() + ")")),
                Pages.line("line.started-at", Pages.time(Optional.of(open.startedAt()), clock)),
                Pages.line("line.finish-before", left(open.expiresAt())),
                Html.join(doors),
                more.isEmpty() ? more : section("more", more));
    }

    private static String state(OpenSignIn open, Visitor visitor) {
        if (open.doors().isEmpty()) {
            return "signin.exchanging";
        }
        return open.starter().equals(visitor.starter()) ? "signin.waits" : "signin.of-another";
    }

    private Html left(Instant end) {
        return Html.of("{} <span data-until=\"{}\"></span>", Pages.time(Optional.of(end), clock), Pages.seconds(end));
    }

    private static Html here(SignInLink link) {
        return Html.of(
                "<p>{}</p>\n<p><a class=\"button primary\" href=\"{}\">{}</a></p>\n<dl>{}</dl>\n",
                Html.say("signin.here"),
                link.uri().toASCIIString(),
                Html.say("signin.go"),
                Pages.line(
                        link.ways().size() > 1 ? "line.redirect-uris" : "line.redirect-uri",
                        Pages.codes(link.ways().stream().map(Way::redirectUri).toList())));
    }

    private static Html elsewhere(SignInLink link) {
        String address = link.elsewhere().toASCIIString();
        return Html.of(
                "<p>{}</p>\n{}<dl>{}</dl>\n<p>{}</p>\n",
                Html.say("qr.scan"),
                Qr.svg(address, Html.say("qr.label")),
                Pages.line("line.address", Pages.code(Optional.of(address))),
                Html.say("qr.then"));
    }

    /** With the symbol always the address and the code as text, to compare (RFC 8628 section 3.3.1). */
    private Html device(String client, DeviceCode code) {
        return Html.of(
                """
                <p>{}</p>
                <dl>{}{}{}</dl>
                {}""",
                Html.say("device.enter", Html.of("<strong>{}</strong>", client)),
                Pages.line("line.address", address(code.verificationUri())),
                Pages.line("line.code", Html.of("<code class=\"user-code\">{}</code>", code.userCode())),
                Pages.line("line.valid-until", left(code.expiresAt())),
                Qr.svg(code.verificationUriComplete().orElse(code.verificationUri()), Html.say("device.label")));
    }

    private static Html address(String text) {
        String scheme = URI.create(text).getScheme();
        return "https".equals(scheme) || "http".equals(scheme)
                ? Html.of("<a href=\"{}\" rel=\"noreferrer noopener\" target=\"_blank\">{}</a>", text, text)
                : Pages.code(Optional.of(text));
    }

    private static Html section(String name, Html content) {
        return Pages.section("door-" + name, Html.say("signin.head." + name), content);
    }

    private Html over(String client, Optional<ClientReport> report, Visitor visitor) {
        return report.map(known -> Html.of(
                        "<div class=\"over\"><p data-said>{}</p>\n{}{}{}</div>\n",
                        Html.say("signin.over", client),
                        ClientParts.status(known.status(), clock),
                        known.pending()
                                .map(grant -> acceptance.show(grant, visitor))
                                .orElse(Html.nothing()),
                        buttons.few(known, visitor)))
                .orElseGet(() -> Html.of("<p class=\"over\">{}</p>\n", Html.say("signin.unknown")));
    }

    /** Outside the part that changes, so that nothing is taken from under whoever is typing. */
    private Html paste(String client, Visitor visitor) {
        String path = Paths.action(client, "paste");
        return Pages.section(
                "door-paste",
                Html.say("signin.head.paste"),
                Html.of(
                        """
                        <p>{}</p>
                        <form method="post" action="{}">{}<p><label for="address">{}</label>
                        <textarea id="address" name="address" rows="4" required autocomplete="off" spellcheck="false"></textarea></p>
                        <button>{}</button></form>
                        """,
                        Html.say("paste.what"),
                        path,
                        tokens.field(visitor.name(), path),
                        Html.say("line.address"),
                        Html.say("paste.button")));
    }
}
