// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.ClientStatus;

/**
 * How a client is, for those who are told when that changes; no secret among it. Immutable.
 *
 * @param status how the client is
 * @param held whether a grant is held that the provider has not ended for good
 * @param grantId tells one consent from another (null: none is held)
 * @param issue counts the access tokens that were held since the start
 * @param expiresAt when the access token expires (null: there is none, or the provider did not say)
 * @param scopes the granted scopes
 */
public record Standing(
        ClientStatus status,
        boolean held,
        @Nullable String grantId,
        long issue,
        @Nullable Instant expiresAt,
        Set<String> scopes) {

    /** What is held at one moment; the count goes on when the token is another object than before. */
    static Standing of(View view, boolean held, @Nullable Standing before, boolean sameToken) {
        var grant = view.grant();
        var issues = before == null ? 0 : before.issue();
        return new Standing(
                view.report().status(),
                held,
                grant == null ? null : grant.version().grantId(),
                sameToken ? issues : issues + 1,
                view.report().accessTokenExpiresAt(),
                view.report().grantedScopes());
    }

    /** Whether nobody has to be told of the difference: a reason may be worded anew each minute. */
    boolean isLike(@Nullable Standing other) {
        return other != null
                && status.code() == other.status.code()
                && status.key().equals(other.status.key())
                && held == other.held
                && issue == other.issue
                && Objects.equals(grantId, other.grantId);
    }
}
