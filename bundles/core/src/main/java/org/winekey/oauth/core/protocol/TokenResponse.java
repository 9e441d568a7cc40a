// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.secret.Secret;

/**
 * A successful answer of the token endpoint (RFC 6749 section 5.1). Tokens are opaque. Immutable.
 *
 * @param accessToken a bearer token
 * @param refreshToken null: none came, the old one stays
 * @param expiresIn lifetime from now; null: the provider did not say, or nothing sensible
 * @param scopes what was granted; null: as requested
 */
public record TokenResponse(
        Secret accessToken,
        @Nullable Secret refreshToken,
        @Nullable Duration expiresIn,
        @Nullable Set<String> scopes) {

    /** Copies the scopes. */
    public TokenResponse {
        requireNonNull(accessToken, "accessToken");
        scopes = scopes == null ? null : Set.copyOf(scopes);
    }
}
