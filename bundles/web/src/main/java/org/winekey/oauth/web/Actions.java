// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

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

    private static final String SIGN_IN_ANEW = "Whoever needs them again has to sign in anew.";
    private static final String FETCHED_ANEW = "The next one is fetched when it is asked for.";

    private final OAuthAdmin admin;
    private final Notes notes;
    private final FormTokens tokens;

    Actions(OAuthAdmin admin, Notes notes, FormTokens tokens) {
        this.admin = admin;
        this.notes = notes;
        this.tokens = tokens;
    }

    Answer refresh(String client) {
        try {
            ClientStatus status = admin.refresh(client);
            boolean good = status.audience() == ClientStatus.Audience.NONE;
            return backWith(new Note(good, client + (good ? " is well." : " is not well."), status.reason()));
        } catch (AdminException e) {
            return failed(client, e);
        }
    }

    Answer forget(String client) {
        try {
            admin.forget(client);
            return backWith(new Note(true, client + " is forgotten.", "Its tokens are no longer handed out."));
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
                <p>This ends the grant of <strong>{}</strong>: its tokens are no longer handed out and are deleted. {}</p>
                <form method="post" action="{}">{}<button>Forget {}</button></form>
                <p><a href="{}">Keep it</a></p>
                """,
                client,
                needsPerson ? SIGN_IN_ANEW : FETCHED_ANEW,
                path,
                tokens.field(visitor.name(), path),
                client,
                Paths.LIST);
        return Answer.page(HttpServletResponse.SC_OK, Pages.page("Forget " + client + "?", Html.nothing(), content))
                .withForm("'self'");
    }

    Answer revoke(String client) {
        try {
            var outcome = admin.revoke(client);
            boolean good = outcome.kind() == RevocationOutcome.Kind.CONFIRMED;
            return backWith(new Note(good, client + (good ? " is revoked." : ": look at this."), outcome.message()));
        } catch (AdminException e) {
            return failed(client, e);
        }
    }

    Answer askToRevoke(String client, Visitor visitor) {
        String path = Paths.action(client, "revoke");
        var content = Html.of(
                """
                <p>This asks the provider to end the grant of <strong>{}</strong>, and forgets it here. {}</p>
                <form method="post" action="{}">{}<button>Revoke {}</button></form>
                <p><a href="{}">Keep it</a></p>
                """, client, RevocationOutcome.WARNING, path, tokens.field(visitor.name(), path), client, Paths.LIST);
        return Answer.page(HttpServletResponse.SC_OK, Pages.page("Revoke " + client + "?", Html.nothing(), content))
                .withForm("'self'");
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
        String message = e.getMessage();
        return Pages.message(
                status,
                client + ": that did not work",
                message == null ? e.problem().name() : message);
    }
}
