// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.event;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.ClientStatus.Code;

/**
 * What listeners may know of a client at one moment; no secret among it. Immutable.
 *
 * @param status how the client is
 * @param held whether a grant is held that was not ended for good
 * @param grantId tells one consent from another (null: there is none)
 * @param issue counts the access tokens that came since the start
 * @param expiresAt when the access token expires (null: not known)
 * @param scopes the granted scopes
 */
public record ClientState(
        ClientStatus status,
        boolean held,
        @Nullable String grantId,
        long issue,
        @Nullable Instant expiresAt,
        Set<String> scopes) {

    /** Copies the scopes. */
    public ClientState {
        scopes = Set.copyOf(scopes);
    }

    boolean needsPerson() {
        return status.code() == Code.SIGN_IN_REQUIRED;
    }

    boolean isOfAnotherGrant(ClientState before) {
        return grantId != null && !grantId.equals(before.grantId);
    }

    boolean hasOtherStatus(ClientState before) {
        return status.code() != before.status.code() || !status.key().equals(before.status.key());
    }
}
