// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.secret.Secret;

/**
 * What a person consented to: the tokens, and the registration that got them. Immutable.
 *
 * @param registration the registration that got this grant; its tokens and secret go to the endpoints in here only
 * @param accessToken the newest access token
 * @param refreshToken the newest refresh token; null when the provider gave none
 * @param scopes the granted scopes
 * @param issuedAt wall clock when the access token reached us
 * @param expiresAt wall clock when it expires; null: the provider did not say
 * @param consentedAt wall clock of the sign-in
 * @param keptRefreshTokens how many refreshes in a row kept the refresh token (rotation not observed)
 * @param ended why the provider no longer honours the refresh token; null while it does. The tokens are kept.
 */
public record Grant(
        Registration registration,
        Secret accessToken,
        @Nullable Secret refreshToken,
        Set<String> scopes,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        Instant consentedAt,
        int keptRefreshTokens,
        @Nullable Ended ended) {

    /** Copies the scopes. */
    public Grant {
        requireNonNull(registration, "registration");
        requireNonNull(accessToken, "accessToken");
        requireNonNull(issuedAt, "issuedAt");
        requireNonNull(consentedAt, "consentedAt");
        scopes = Set.copyOf(scopes);
    }

    /**
     * That the provider ended this grant.
     *
     * @param kind DEAD or LOST_ROTATION
     * @param reason one sentence without secrets
     * @param at wall clock of the verdict
     * @param confirmed whether a second attempt had the same verdict
     */
    public record Ended(String kind, String reason, Instant at, boolean confirmed) {}
}
