// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Clock;
import java.util.Optional;
import java.util.TreeSet;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.web.Notes.Note;

/**
 * Grants that wait until an administrator has seen whose they are. Callers have checked role, origin and form token.
 *
 * <p>Thread-safe.
 */
final class Acceptance {

    private static final String ID = "id";

    private final OAuthAdmin admin;
    private final Notes notes;
    private final FormTokens tokens;
    private final Clock clock;

    Acceptance(OAuthAdmin admin, Notes notes, FormTokens tokens, Clock clock) {
        this.admin = admin;
        this.notes = notes;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** What the list shows of a grant that waits, with the two buttons for an administrator. */
    Html show(PendingGrant grant, Visitor visitor) {
        return Html.of(
                """
                <div class="pending" role="status"><p><strong>A sign-in waits for acceptance:</strong> {}.</p>
                <dl>{}{}{}{}{}{}{}</dl>
                {}{}</div>
                """,
                grant.why().text(),
                Pages.line("Account at the provider", Pages.text(grant.account().orElse("not known"))),
                Pages.line(
                        "Account in use now", Pages.text(grant.presentAccount().orElse(""))),
                Pages.line("Scopes granted", Pages.codes(new TreeSet<>(grant.scopes()))),
                Pages.line("Came through", Pages.text(Wording.of(grant.door()))),
                Pages.line("Finished by", Pages.text(grant.finisher())),
                Pages.line("Started by", Pages.text(grant.starter().user())),
                Pages.line("Arrived", Pages.time(Optional.of(grant.arrivedAt()), clock)),
                button(grant, "accept", "Accept", visitor),
                button(grant, "decline", "Decline", visitor));
    }

    Answer accept(String client, Parameters form) {
        try {
            var outcome = admin.accept(client, form.only(ID).orElse(""));
            boolean good = outcome.kind() == SignInOutcome.Kind.DONE;
            return backWith(new Note(good, Wording.of(outcome.kind()) + ".", outcome.message()));
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    Answer decline(String client, Parameters form) {
        try {
            admin.decline(client, form.only(ID).orElse(""));
            return backWith(new Note(
                    true,
                    "The sign-in of " + client + " was declined.",
                    "Its tokens are dropped. If it was not one of yours, take the access away at the provider too."));
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    private Html button(PendingGrant grant, String action, String label, Visitor visitor) {
        if (!visitor.admin()) {
            return Html.nothing();
        }
        String path = Paths.action(grant.client(), action);
        return Html.of("""
                <form method="post" action="{}">{}<input type="hidden" name="{}" value="{}">\
                <button aria-label="{} the sign-in of {}">{}</button></form>
                """, path, tokens.field(visitor.name(), path), ID, grant.id(), label, grant.client(), label);
    }

    private Answer backWith(Note note) {
        return Answer.seeOther(Paths.listWithNote(notes.keep(note)));
    }
}
