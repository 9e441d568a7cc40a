// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.OpenSignIn;

/**
 * Opens the doors of a sign-in and takes the answer that a person pastes. Callers have checked role, origin and form token.
 *
 * <p>Thread-safe.
 */
final class Doors {

    private final OAuthAdmin admin;
    private final Notes notes;

    Doors(OAuthAdmin admin, Notes notes) {
        this.admin = admin;
        this.notes = notes;
    }

    /** Starts a sign-in and leads straight to the link for this browser. */
    Answer authenticate(String client, Visitor visitor) {
        try {
            return isExchanging(client, visitor)
                    ? toSignIn(client)
                    : Answer.seeOther(
                            admin.begin(client, visitor.starter()).uri().toASCIIString());
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    /** Leads to all doors of the sign-in, of a new one if this user has none whose links are known. */
    Answer open(String client, Visitor visitor) {
        try {
            if (!isExchanging(client, visitor) && !hasLinks(client, visitor)) {
                admin.begin(client, visitor.starter());
            }
            return toSignIn(client);
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    Answer device(String client, Visitor visitor) {
        try {
            if (!isExchanging(client, visitor)) {
                admin.device(client, visitor.starter());
            }
            return toSignIn(client);
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    /** Whether a new sign-in would throw away the tokens that this user's answer is about to bring. */
    private boolean isExchanging(String client, Visitor visitor) {
        return admin.openSignIn(client, visitor.starter())
                .filter(open -> open.starter().equals(visitor.starter()))
                .filter(open -> open.doors().isEmpty())
                .isPresent();
    }

    private boolean hasLinks(String client, Visitor visitor) {
        return admin.openSignIn(client, visitor.starter())
                .flatMap(OpenSignIn::link)
                .isPresent();
    }

    private static Answer toSignIn(String client) {
        return Answer.seeOther(Paths.action(client, "signin"));
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
