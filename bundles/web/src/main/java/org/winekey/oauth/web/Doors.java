// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import javax.servlet.http.HttpServletResponse;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.DeviceCode;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.OpenSignIn;

/**
 * The doors of a sign-in beside the browser's own: the link as a QR symbol, the device code, the pasted address. Codes and
 * links are shown to the administrator who started the sign-in, and to nobody else. Callers have checked role, origin and
 * form token.
 *
 * <p>Thread-safe.
 */
final class Doors {

    private final OAuthAdmin admin;
    private final Notes notes;
    private final FormTokens tokens;
    private final Clock clock;

    Doors(OAuthAdmin admin, Notes notes, FormTokens tokens, Clock clock) {
        this.admin = admin;
        this.notes = notes;
        this.tokens = tokens;
        this.clock = clock;
    }

    Answer authenticate(String client, Visitor visitor) {
        try {
            return Answer.seeOther(admin.begin(client, visitor.starter()).uri().toASCIIString());
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    /** The answer to the form itself, because nothing but the link knows the link. */
    Answer qr(String client, Visitor visitor) {
        try {
            var link = admin.begin(client, visitor.starter());
            String address = link.elsewhere().toASCIIString();
            var content = Html.of(
                    """
                    <p>{}</p>
                    {}<dl>{}{}</dl>
                    <p>{}</p>
                    <p><a href="{}">{}</a></p>
                    """,
                    Html.say("qr.scan"),
                    Qr.svg(address, Html.say("qr.label")),
                    Pages.line("line.address", Pages.code(Optional.of(address))),
                    Pages.line("line.finish-before", Pages.time(Optional.of(link.expiresAt()), clock)),
                    Html.say("qr.then"),
                    Paths.action(client, "signin"),
                    Html.say("qr.progress"));
            return Answer.page(
                    HttpServletResponse.SC_OK, Pages.page(Html.say("qr.title", client), Html.nothing(), content));
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    Answer device(String client, Visitor visitor) {
        try {
            admin.device(client, visitor.starter());
            return Answer.seeOther(Paths.action(client, "signin"));
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    /** How a sign-in goes on; comes again by itself while a device code is open. */
    Answer progress(String client, Visitor visitor) {
        try {
            return admin.openSignIn(client, visitor.starter())
                    .map(open -> progress(open, visitor))
                    .orElseGet(() -> over(client));
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    private Answer progress(OpenSignIn open, Visitor visitor) {
        String self = Paths.action(open.client(), "signin");
        var content = Html.of(
                "{}<dl>{}{}{}</dl>\n{}<p><a href=\"{}\">{}</a></p>\n",
                open.deviceCode().map(code -> device(open.client(), code)).orElse(Html.nothing()),
                Pages.line(
                        "line.started-by",
                        Pages.text(open.starter().user() + " (" + open.starter().face() + ")")),
                Pages.line("line.started-at", Pages.time(Optional.of(open.startedAt()), clock)),
                Pages.line("line.finish-before", Pages.time(Optional.of(open.expiresAt()), clock)),
                visitor.admin() ? pasteLink(open.client()) : Html.nothing(),
                Paths.LIST,
                Html.say("to.list"));
        return Answer.page(
                HttpServletResponse.SC_OK,
                Pages.page(Html.say("progress.title", open.client()), Pages.reload(5, self), content));
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
                Pages.line("line.valid-until", Pages.time(Optional.of(code.expiresAt()), clock)),
                Qr.svg(code.verificationUriComplete().orElse(code.verificationUri()), Html.say("device.label")));
    }

    private static Html address(String text) {
        String scheme = URI.create(text).getScheme();
        return "https".equals(scheme) || "http".equals(scheme)
                ? Html.of("<a href=\"{}\" rel=\"noreferrer noopener\" target=\"_blank\">{}</a>", text, text)
                : Pages.code(Optional.of(text));
    }

    private static Html pasteLink(String client) {
        return Html.of(
                "<p>{} <a href=\"{}\">{}</a></p>\n",
                Html.say("paste.question"),
                Paths.action(client, "paste"),
                Html.say("paste.link"));
    }

    private Answer over(String client) {
        var report = admin.client(client);
        var text = report.map(known -> known.pending().isPresent()
                        ? Html.say("progress.waits")
                        : Pages.english(known.status().reason()))
                .orElseGet(() -> Html.say("progress.unknown"));
        return Pages.message(HttpServletResponse.SC_OK, Html.say("progress.over", client), text);
    }

    Answer askToPaste(String client, Visitor visitor) {
        String path = Paths.action(client, "paste");
        var content = Html.of(
                """
                <p>{}</p>
                <form method="post" action="{}">{}<p><label for="address">{}</label>
                <textarea id="address" name="address" rows="4" required autocomplete="off" spellcheck="false"></textarea></p>
                <button>{}</button></form>
                <p><a href="{}">{}</a></p>
                """,
                Html.say("paste.what"),
                path,
                tokens.field(visitor.name(), path),
                Html.say("line.address"),
                Html.say("paste.button"),
                Paths.action(client, "signin"),
                Html.say("back"));
        return Answer.page(
                        HttpServletResponse.SC_OK, Pages.page(Html.say("paste.title", client), Html.nothing(), content))
                .withForm("'self'");
    }

    Answer paste(String client, Parameters form, Visitor visitor) {
        try {
            var outcome = admin.complete(form.only("address").orElse("").strip(), visitor.starter());
            return Answer.seeOther(Paths.listWithNote(notes.keep(Wording.note(outcome))));
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }
}
