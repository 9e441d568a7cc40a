// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import javax.servlet.http.HttpServletResponse;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.web.Notes.Note;

/**
 * Asks for user name and password, for the few clients whose settings admit it. Neither is ever shown again. Callers have
 * checked role, origin and form token.
 *
 * <p>Thread-safe.
 */
final class PasswordPage {

    private final OAuthAdmin admin;
    private final Notes notes;
    private final FormTokens tokens;

    PasswordPage(OAuthAdmin admin, Notes notes, FormTokens tokens) {
        this.admin = admin;
        this.notes = notes;
        this.tokens = tokens;
    }

    Answer ask(String client, Visitor visitor) {
        String path = Paths.action(client, "password");
        var content = Html.of("""
                <p class="note bad"><strong>This gives the password of your account away.</strong> No provider should ask for
                that; this one is said to offer nothing else. The password is sent to it once and kept nowhere.</p>
                <form method="post" action="{}">{}<p><label for="user">User name at the provider</label>
                <input id="user" name="user" required autocomplete="off" spellcheck="false"></p>
                <p><label for="password">Password at the provider</label>
                <input id="password" name="password" type="password" required autocomplete="off"></p>
                <button>Sign in {}</button></form>
                <p><a href="{}">Back</a></p>
                """, path, tokens.field(visitor.name(), path), client, Paths.LIST);
        return Answer.page(
                        HttpServletResponse.SC_OK,
                        Pages.page("Sign in " + client + " with a password", Html.nothing(), content))
                .withForm("'self'");
    }

    Answer signIn(String client, Parameters form, Visitor visitor) {
        var user = form.only("user").orElse("").strip();
        var password = form.only("password").orElse("").toCharArray();
        try {
            var outcome = admin.signIn(client, user, password, visitor.starter());
            boolean good = outcome.kind() == SignInOutcome.Kind.DONE;
            return Answer.seeOther(Paths.listWithNote(
                    notes.keep(new Note(good, Wording.of(outcome.kind()) + ".", outcome.message()))));
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }
}
