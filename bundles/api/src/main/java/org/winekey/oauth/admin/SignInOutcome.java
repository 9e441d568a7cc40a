// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

/**
 * What became of an authorization response.
 *
 * @param kind what happened (never null)
 * @param client the client name (never null; as asked for when no such client exists)
 * @param message the same for people, one or two sentences (never null); provider text in it is filtered and capped but
 *     not escaped for HTML
 */
public record SignInOutcome(Kind kind, String client, String message) {
    /** Refuses nulls. */
    public SignInOutcome {
        requireNonNull(kind, "kind");
        requireNonNull(client, "client");
        requireNonNull(message, "message");
    }

    /** The ends a sign-in can come to. */
    public enum Kind {
        /** The grant is durable and in use. */
        DONE,
        /** The grant is durable but not in use: an administrator has to accept it, see {@link PendingGrant}. */
        AWAITING_ACCEPTANCE,
        /** No open sign-in fits this response: unknown, used, expired or another client's. */
        NO_SUCH_SIGN_IN,
        /** The sign-in exists but this is not the browser or session that started it, and its answer cannot wait. */
        NOT_THE_STARTER,
        /** The response breaks the protocol (repeated parameter, wrong issuer, nothing to exchange). */
        MALFORMED,
        /** The settings of the client changed between start and answer. */
        SETTINGS_CHANGED,
        /** The provider refused (RFC 6749 section 4.1.2.1). */
        REFUSED_BY_PROVIDER,
        /** The code could not be exchanged for tokens; a new sign-in is needed. */
        EXCHANGE_FAILED,
        /** The answer, or the tokens it brought, could not be made durable. */
        NOT_STORED
    }
}
