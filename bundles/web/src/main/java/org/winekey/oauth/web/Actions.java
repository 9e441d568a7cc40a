// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Clock;
import java.util.TreeSet;
import javax.servlet.http.HttpServletResponse;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.RevocationOutcome;
import org.winekey.oauth.web.Notes.Note;

/**
 * What an administrator does to one client. Callers have checked role, origin and form token.
 *
 * <p>Thread-safe.
 */
final class Actions {

    private final OAuthAdmin admin;
    private final Notes notes;
    private final FormTokens tokens;
    private final Clock clock;

    Actions(OAuthAdmin admin, Notes notes, FormTokens tokens, Clock clock) {
        this.admin = admin;
        this.notes = notes;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** The same in the name of a user. */
    Actions by(Visitor visitor) {
        return new Actions(admin.as(visitor.starter()), notes, tokens, clock);
    }

    Answer refresh(String client) {
        try {
            ClientStatus status = admin.refresh(client);
            boolean good = status.audience() == ClientStatus.Audience.NONE;
            return backWith(new Note(
                    good, Html.say(good ? "refreshed.good" : "refreshed.bad", client), Pages.english(status.reason())));
        } catch (AdminException e) {
            return failed(client, e);
        }
    }

    Answer forget(String client) {
        try {
            admin.forget(client);
            return backWith(new Note(true, Html.say("forgotten.title", client), Html.say("forgotten.text")));
        } catch (AdminException e) {
            return failed(client, e);
        }
    }

    Answer askToForget(String client, Visitor visitor) {
        String path = Paths.action(client, "forget");
        boolean needsPerson =
                admin.client(client).map(ClientReport::needsPerson).orElse(true);
        var content = Html.of(
                """
                <p>{} {}</p>
                <form method="post" action="{}">{}<button>{}</button></form>
                <p><a href="{}">{}</a></p>
                """,
                Html.say("forget.warning", strong(client)),
                Html.say(needsPerson ? "forget.anew" : "forget.fetched"),
                path,
                tokens.field(visitor.name(), path),
                Html.say("forget.button", client),
                Paths.client(client),
                Html.say("keep"));
        return Answer.page(
                        HttpServletResponse.SC_OK,
                        Pages.page(Html.say("forget.title", client), Html.nothing(), content))
                .withForm("'self'");
    }

    Answer revoke(String client) {
        try {
            var outcome = admin.revoke(client);
            boolean good = outcome.kind() == RevocationOutcome.Kind.CONFIRMED;
            return backWith(new Note(
                    good, Html.say(good ? "revoked.good" : "revoked.bad", client), Pages.english(outcome.message())));
        } catch (AdminException e) {
            return failed(client, e);
        }
    }

    Answer askToRevoke(String client, Visitor visitor) {
        String path = Paths.action(client, "revoke");
        var content = Html.of(
                """
                <p>{} {}</p>
                <form method="post" action="{}">{}<button>{}</button></form>
                <p><a href="{}">{}</a></p>
                """,
                Html.say("revoke.what", strong(client)),
                Html.say("revoke.warning"),
                path,
                tokens.field(visitor.name(), path),
                Html.say("revoke.button", client),
                Paths.client(client),
                Html.say("keep"));
        return Answer.page(
                        HttpServletResponse.SC_OK,
                        Pages.page(Html.say("revoke.title", client), Html.nothing(), content))
                .withForm("'self'");
    }

    /** Asks the provider, and shows on a page of its own what it said. */
    Answer introspect(String client) {
        try {
            var answer = admin.introspect(client);
            var content = Html.of(
                    "<p lang=\"en\">{}</p>\n<dl>{}{}</dl>\n<p><a href=\"{}\">{}</a></p>\n",
                    answer.message(),
                    Pages.line("line.scopes-granted", Pages.codes(new TreeSet<>(answer.scopes()))),
                    Pages.line("line.expires", Pages.time(answer.expiresAt(), clock)),
                    Paths.client(client),
                    Html.say("to.client", client));
            return Answer.page(
                    HttpServletResponse.SC_OK,
                    Pages.page(Html.say("introspected.title", client), Html.nothing(), content));
        } catch (AdminException e) {
            return failed(client, e);
        }
    }

    private static Html strong(String text) {
        return Html.of("<strong>{}</strong>", text);
    }

    private Answer backWith(Note note) {
        return Answer.seeOther(Paths.listWithNote(notes.keep(note)));
    }

    /** Tells why something did not work. */
    static Answer failed(String client, AdminException e) {
        int status = switch (e.problem()) {
            case NO_SUCH_CLIENT, NO_SUCH_BATCH, NO_SUCH_SIGN_IN -> HttpServletResponse.SC_NOT_FOUND;
            case NO_GRANT, MISCONFIGURED, BACKUP_UNUSABLE, FILE_UNUSABLE -> HttpServletResponse.SC_CONFLICT;
            case UNAVAILABLE, NOT_PERMITTED -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        };
        return Pages.message(status, Html.say("failed.title", client), Pages.english(Pages.told(e)));
    }
}
