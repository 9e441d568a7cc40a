// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
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
 * @param refreshTokenExpiresIn lifetime of the refresh token from now; null: the provider did not say
 * @param kept what else it says and the settings want to keep; no secret
 */
public record TokenResponse(
        Secret accessToken,
        @Nullable Secret refreshToken,
        @Nullable Duration expiresIn,
        @Nullable Set<String> scopes,
        @Nullable Duration refreshTokenExpiresIn,
        Map<String, String> kept) {

    /** One that says nothing about the life of the refresh token. */
    public TokenResponse(
            Secret accessToken,
            @Nullable Secret refreshToken,
            @Nullable Duration expiresIn,
            @Nullable Set<String> scopes) {
        this(accessToken, refreshToken, expiresIn, scopes, null);
    }

    /** One that says nothing else. */
    public TokenResponse(
            Secret accessToken,
            @Nullable Secret refreshToken,
            @Nullable Duration expiresIn,
            @Nullable Set<String> scopes,
            @Nullable Duration refreshTokenExpiresIn) {
        this(accessToken, refreshToken, expiresIn, scopes, refreshTokenExpiresIn, Map.of());
    }

    /** The same with more that is kept; what the provider says here counts. */
    public TokenResponse alsoKeeping(Map<String, String> more) {
        return new TokenResponse(
                accessToken, refreshToken, expiresIn, scopes, refreshTokenExpiresIn, KeptValues.merged(more, kept));
    }

    /** The same, where a provider that names no scopes granted these. */
    public TokenResponse granting(Collection<String> asked) {
        return scopes != null
                ? this
                : new TokenResponse(
                        accessToken, refreshToken, expiresIn, Set.copyOf(asked), refreshTokenExpiresIn, kept);
    }

    /** This answer to a second exchange, with what only the first one said of the refresh token and the scopes. */
    public TokenResponse after(TokenResponse first) {
        var renewed = refreshToken != null;
        return new TokenResponse(
                accessToken,
                renewed ? refreshToken : first.refreshToken,
                expiresIn,
                scopes == null ? first.scopes : scopes,
                renewed ? refreshTokenExpiresIn : first.refreshTokenExpiresIn,
                KeptValues.merged(first.kept, kept));
    }

    /** Copies the collections. */
    public TokenResponse {
        requireNonNull(accessToken, "accessToken");
        scopes = scopes == null ? null : Set.copyOf(scopes);
        kept = Map.copyOf(kept);
    }
}
