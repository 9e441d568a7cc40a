// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A grant that came but is not in use: somebody else than its starter may have finished the sign-in, or it belongs to
 * another account than the present grant. It is sealed in the store, also over a restart, until an administrator accepts
 * or declines it or a newer sign-in of the client brings tokens; the grant before goes on serving.
 *
 * @param id names this very grant, so that nothing else is accepted than what was seen (never null)
 * @param client the client name (never null)
 * @param door the door it came through (never null)
 * @param account the provider's account it belongs to (never null, empty: not known; the provider's text, filtered but not
 *     escaped)
 * @param presentAccount the account of the present grant (never null, empty: there is none, or not known)
 * @param scopes the scopes that were granted (never null, may be empty)
 * @param starter who started the sign-in (never null)
 * @param finisher who finished it: the network address of the browser, {@code device}, or the user who pasted the answer
 *     (never null)
 * @param arrivedAt when the tokens came, by the wall clock (never null)
 * @param why why it waits, the weightiest reason (never null)
 */
public record PendingGrant(
        String id,
        String client,
        Door door,
        Optional<String> account,
        Optional<String> presentAccount,
        Set<String> scopes,
        Starter starter,
        String finisher,
        Instant arrivedAt,
        Why why) {
    /** Refuses nulls and copies the scopes. */
    public PendingGrant {
        requireNonNull(id, "id");
        requireNonNull(client, "client");
        requireNonNull(door, "door");
        requireNonNull(account, "account");
        requireNonNull(presentAccount, "presentAccount");
        scopes = Set.copyOf(scopes);
        requireNonNull(starter, "starter");
        requireNonNull(finisher, "finisher");
        requireNonNull(arrivedAt, "arrivedAt");
        requireNonNull(why, "why");
    }

    /** Why a grant waits. */
    public enum Why {
        /** The browser that brought the answer is not the one that left. */
        OTHER_BROWSER("another browser than the one that left brought the answer"),
        /** Another user than the starter pasted the answer. */
        OTHER_USER("another user than the one who started it pasted the answer"),
        /** It was finished on another device: through the QR code's link or the device door. */
        OTHER_DEVICE("it was finished on another device"),
        /** It belongs to another account than the present grant. */
        OTHER_ACCOUNT("it belongs to another account than the one in use"),
        /** The account of the present grant is known, and this time the provider did not tell whose it is. */
        ACCOUNT_NOT_TOLD("the provider did not tell this time whose account it is");

        private final String text;

        Why(String text) {
            this.text = text;
        }

        /**
         * The same for people.
         *
         * @return half a sentence (never null)
         */
        public String text() {
            return text;
        }
    }
}
