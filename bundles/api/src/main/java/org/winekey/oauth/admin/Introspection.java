// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a provider says of the access token that a client holds (RFC 7662). It holds no token and changes none.
 *
 * @param kind what came of the question (never null)
 * @param message the same for people, one or two sentences (never null); provider text in it is filtered and capped but
 *     not escaped for HTML
 * @param scopes what the provider says that the token is good for (never null; empty: it does not say)
 * @param expiresAt until when, as the provider says (never null; empty: it does not say)
 */
public record Introspection(Kind kind, String message, Set<String> scopes, Optional<Instant> expiresAt) {

    /** Refuses nulls, copies the scopes. */
    public Introspection {
        requireNonNull(kind, "kind");
        requireNonNull(message, "message");
        scopes = Set.copyOf(scopes);
        requireNonNull(expiresAt, "expiresAt");
    }

    /** The ends it can come to. */
    public enum Kind {
        /** The provider takes the token. */
        ACTIVE,
        /** The provider does not take the token any more. Nothing changes here by that. */
        INACTIVE,
        /** Nothing was sent: no introspection endpoint is known for this grant. */
        NOT_OFFERED,
        /** Nothing was sent: the grant is in quarantine. */
        QUARANTINED,
        /** The provider did not tell. */
        UNANSWERED
    }
}
