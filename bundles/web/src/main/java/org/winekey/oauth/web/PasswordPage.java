// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import javax.servlet.http.HttpServletResponse;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.OAuthAdmin;

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
        var content = Html.of(
                """
                <p class="note bad"><strong>{}</strong> {}</p>
                <form method="post" action="{}">{}<p><label for="user">{}</label>
                <input id="user" name="user" required autocomplete="off" spellcheck="false"></p>
                <p><label for="password">{}</label>
                <input id="password" name="password" type="password" required autocomplete="off"></p>
                <button>{}</button></form>
                <p><a href="{}">{}</a></p>
                """,
                Html.say("password.warning"),
                Html.say("password.why"),
                path,
                tokens.field(visitor.name(), path),
                Html.say("password.user"),
                Html.say("password.password"),
                Html.say("password.button", client),
                Paths.LIST,
                Html.say("back"));
        return Answer.page(
                        HttpServletResponse.SC_OK,
                        Pages.page(Html.say("password.title", client), Html.nothing(), content))
                .withForm("'self'");
    }

    Answer signIn(String client, Parameters form, Visitor visitor) {
        var user = form.only("user").orElse("").strip();
        var password = form.only("password").orElse("").toCharArray();
        try {
            var outcome = admin.signIn(client, user, password, visitor.starter());
            return Answer.seeOther(Paths.listWithNote(notes.keep(Wording.note(outcome))));
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }
}
