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
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.web.Notes.Note;

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
                    <p>Scan this with the phone or tablet you want to sign in with. It works once, on this home network.</p>
                    {}<dl>{}{}</dl>
                    <p>What comes back from there waits for an administrator to accept it.
                    To refuse, close the page: nothing happens until somebody agrees at the provider.</p>
                    <p><a href="{}">What has become of it</a></p>
                    """,
                    Qr.svg(address, "QR code with the address below"),
                    Pages.line("Address", Pages.code(Optional.of(address))),
                    Pages.line("Finish before", Pages.time(Optional.of(link.expiresAt()), clock)),
                    Paths.action(client, "signin"));
            return Answer.page(
                    HttpServletResponse.SC_OK,
                    Pages.page("Sign in " + client + " on another device", Html.nothing(), content));
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
                "{}<dl>{}{}{}</dl>\n{}<p><a href=\"{}\">To the list of clients</a></p>\n",
                open.deviceCode().map(code -> device(open.client(), code)).orElse(Html.nothing()),
                Pages.line(
                        "Started by",
                        Pages.text(open.starter().user() + " (" + open.starter().face() + ")")),
                Pages.line("Started at", Pages.time(Optional.of(open.startedAt()), clock)),
                Pages.line("Finish before", Pages.time(Optional.of(open.expiresAt()), clock)),
                visitor.admin() ? pasteLink(open.client()) : Html.nothing(),
                Paths.LIST);
        return Answer.page(
                HttpServletResponse.SC_OK,
                Pages.page("Sign-in of " + open.client() + " under way", Pages.reload(5, self), content));
    }

    /** With the symbol always the address and the code as text, to compare (RFC 8628 section 3.3.1). */
    private Html device(String client, DeviceCode code) {
        return Html.of(
                """
                <p>On any device, open the address below and enter the code. The page there must show this very code and ask\
                 for what <strong>{}</strong> needs; if it does not, close it.</p>
                <dl>{}{}{}</dl>
                {}""",
                client,
                Pages.line("Address", address(code.verificationUri())),
                Pages.line("Code", Html.of("<code class=\"user-code\">{}</code>", code.userCode())),
                Pages.line("Valid until", Pages.time(Optional.of(code.expiresAt()), clock)),
                Qr.svg(
                        code.verificationUriComplete().orElse(code.verificationUri()),
                        "QR code with the provider's address"));
    }

    private static Html address(String text) {
        String scheme = URI.create(text).getScheme();
        return "https".equals(scheme) || "http".equals(scheme)
                ? Html.of("<a href=\"{}\" rel=\"noreferrer noopener\" target=\"_blank\">{}</a>", text, text)
                : Pages.code(Optional.of(text));
    }

    private static Html pasteLink(String client) {
        return Html.of(
                "<p>Did the browser end on a page that cannot be reached? <a href=\"{}\">Paste its address</a></p>\n",
                Paths.action(client, "paste"));
    }

    private Answer over(String client) {
        var report = admin.client(client);
        String text = report.map(known -> known.pending().isPresent()
                        ? "Tokens came, and wait to be accepted or declined in the list of clients."
                        : known.status().reason())
                .orElse("There is no client of this name.");
        return Pages.message(HttpServletResponse.SC_OK, "No sign-in of " + client + " is open", text);
    }

    Answer askToPaste(String client, Visitor visitor) {
        String path = Paths.action(client, "paste");
        var content = Html.of("""
                <p>Paste the whole address that the browser ended on after you agreed at the provider, also if its page could\
                 not be reached. It is good for this one sign-in. Nobody ever asks for this address anywhere else.</p>
                <form method="post" action="{}">{}<p><label for="address">Address</label>
                <textarea id="address" name="address" rows="4" required autocomplete="off" spellcheck="false"></textarea></p>
                <button>Finish the sign-in</button></form>
                <p><a href="{}">Back</a></p>
                """, path, tokens.field(visitor.name(), path), Paths.action(client, "signin"));
        return Answer.page(
                        HttpServletResponse.SC_OK,
                        Pages.page("Paste the answer for " + client, Html.nothing(), content))
                .withForm("'self'");
    }

    Answer paste(String client, Parameters form, Visitor visitor) {
        try {
            var outcome = admin.complete(form.only("address").orElse("").strip(), visitor.starter());
            boolean good = outcome.kind() == SignInOutcome.Kind.DONE;
            return Answer.seeOther(Paths.listWithNote(
                    notes.keep(new Note(good, Wording.of(outcome.kind()) + ".", outcome.message()))));
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }
}
