// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Clock;
import java.util.Optional;
import java.util.TreeSet;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.PendingGrant;
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
                <div class="pending" role="status"><p><strong>{}</strong> {}.</p>
                <dl>{}{}{}{}{}{}{}</dl>
                {}{}</div>
                """,
                Html.say("pending"),
                Wording.of(grant.why()),
                Pages.line("line.account", Wording.account(grant.account())),
                Pages.line(
                        "line.present-account",
                        Pages.text(grant.presentAccount().orElse(""))),
                Pages.line("line.scopes-granted", Pages.codes(new TreeSet<>(grant.scopes()))),
                Pages.line("line.door", Wording.of(grant.door())),
                Pages.line("line.finished-by", Pages.text(grant.finisher())),
                Pages.line("line.started-by", Pages.text(grant.starter().user())),
                Pages.line("line.arrived", Pages.time(Optional.of(grant.arrivedAt()), clock)),
                button(grant, "accept", visitor),
                button(grant, "decline", visitor));
    }

    /** The same in the name of a user. */
    Acceptance by(Visitor visitor) {
        return new Acceptance(admin.as(visitor.starter()), notes, tokens, clock);
    }

    Answer accept(String client, Parameters form) {
        try {
            var outcome = admin.accept(client, form.only(ID).orElse(""));
            return backWith(Wording.note(outcome));
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    Answer decline(String client, Parameters form) {
        try {
            admin.decline(client, form.only(ID).orElse(""));
            return backWith(new Note(true, Html.say("declined.title", client), Html.say("declined.text")));
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    private Html button(PendingGrant grant, String action, Visitor visitor) {
        if (!visitor.admin()) {
            return Html.nothing();
        }
        String path = Paths.action(grant.client(), action);
        return Html.of(
                """
                <form method="post" action="{}">{}<input type="hidden" name="{}" value="{}">\
                <button aria-label="{}">{}</button></form>
                """,
                path,
                tokens.field(visitor.name(), path),
                ID,
                grant.id(),
                Html.say(action + ".label", grant.client()),
                Html.say("do." + action));
    }

    private Answer backWith(Note note) {
        return Answer.seeOther(Paths.listWithNote(notes.keep(note)));
    }
}
