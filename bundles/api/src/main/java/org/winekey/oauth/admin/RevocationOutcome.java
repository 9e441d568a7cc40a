// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

/**
 * What became of the wish to end a grant at its provider (RFC 7009).
 *
 * @param kind what happened (never null)
 * @param message the same for people, one or two sentences (never null); provider text in it is filtered and capped but
 *     not escaped for HTML
 */
public record RevocationOutcome(Kind kind, String message) {

    /** What a person has to read before saying yes. */
    public static final String WARNING =
            "Some providers end every grant of that user and client with it, those on other systems too.";

    /** Refuses nulls. */
    public RevocationOutcome {
        requireNonNull(kind, "kind");
        requireNonNull(message, "message");
    }

    /** The ends it can come to. */
    public enum Kind {
        /** The provider ended the grant, and it is forgotten here. */
        CONFIRMED,
        /** The provider did not confirm; the grant is forgotten here all the same. */
        NOT_CONFIRMED,
        /** Nothing changed: no revocation endpoint is known for this grant. */
        NOT_OFFERED,
        /** Nothing changed: the grant is in quarantine, and another system may use the same sign-in. */
        QUARANTINED,
        /** Nothing was sent: the grant was replaced before it came to that. */
        REPLACED,
        /** It is not over yet; the grant goes when it is. */
        UNDERWAY
    }
}
