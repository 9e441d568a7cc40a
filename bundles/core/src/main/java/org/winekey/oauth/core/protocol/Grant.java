// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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
 * @param copied whether this came out of a copy (a backup, a cloned disk) and no refresh has succeeded here since: the
 *     refresh token may have been spent elsewhere
 * @param quarantine why nothing may be refreshed or revoked with this grant until a person allows it; null: it may
 * @param refreshTokenEnd when the refresh token ends if it is not used; null: the provider did not say
 * @param account whose account it is; null: not known
 * @param kept what else the provider said and the settings keep, by its names; no secret
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
        @Nullable Ended ended,
        boolean copied,
        @Nullable Quarantine quarantine,
        @Nullable RefreshTokenEnd refreshTokenEnd,
        @Nullable Account account,
        Map<String, String> kept) {

    /** Copies the collections. */
    public Grant {
        requireNonNull(registration, "registration");
        requireNonNull(accessToken, "accessToken");
        requireNonNull(issuedAt, "issuedAt");
        requireNonNull(consentedAt, "consentedAt");
        scopes = Set.copyOf(scopes);
        kept = Map.copyOf(kept);
    }

    /** A grant with which nothing else is kept. */
    public Grant(
            Registration registration,
            Secret accessToken,
            @Nullable Secret refreshToken,
            Set<String> scopes,
            Instant issuedAt,
            @Nullable Instant expiresAt,
            Instant consentedAt,
            int keptRefreshTokens,
            @Nullable Ended ended,
            boolean copied,
            @Nullable Quarantine quarantine,
            @Nullable RefreshTokenEnd refreshTokenEnd,
            @Nullable Account account) {
        this(
                registration,
                accessToken,
                refreshToken,
                scopes,
                issuedAt,
                expiresAt,
                consentedAt,
                keptRefreshTokens,
                ended,
                copied,
                quarantine,
                refreshTokenEnd,
                account,
                Map.of());
    }

    /** A grant that no other system has a copy of, as far as is known. */
    public Grant(
            Registration registration,
            Secret accessToken,
            @Nullable Secret refreshToken,
            Set<String> scopes,
            Instant issuedAt,
            @Nullable Instant expiresAt,
            Instant consentedAt,
            int keptRefreshTokens,
            @Nullable Ended ended) {
        this(
                registration,
                accessToken,
                refreshToken,
                scopes,
                issuedAt,
                expiresAt,
                consentedAt,
                keptRefreshTokens,
                ended,
                false,
                null,
                null,
                null);
    }

    /** When the access token expires (null: nobody knows, as with one that came from elsewhere and is said to be of 1970). */
    public @Nullable Instant knownEnd() {
        return Instant.EPOCH.equals(expiresAt) ? null : expiresAt;
    }

    /** What the next token is asked for with (null: the provider gave nothing for that). */
    public @Nullable Secret renewable() {
        return registration.dialect().requests().refresh().byAccessToken() ? accessToken : refreshToken;
    }

    /** The same grant, of this account (null: of an account that is not known). */
    public Grant of(@Nullable Account owner) {
        return new Grant(
                registration,
                accessToken,
                refreshToken,
                scopes,
                issuedAt,
                expiresAt,
                consentedAt,
                keptRefreshTokens,
                ended,
                copied,
                quarantine,
                refreshTokenEnd,
                owner,
                kept);
    }

    /**
     * When the refresh token ends.
     *
     * @param at wall clock of its end
     * @param fixed whether the last refresh did not put it off, so that only a person can
     */
    public record RefreshTokenEnd(Instant at, boolean fixed) {}

    /**
     * That the provider ended this grant.
     *
     * @param kind DEAD or LOST_ROTATION
     * @param reason one sentence without secrets
     * @param at wall clock of the verdict
     * @param confirmed whether a second attempt had the same verdict
     */
    public record Ended(String kind, String reason, Instant at, boolean confirmed) {}

    /**
     * That another system may hold the same refresh token. A provider that rotates takes a second use of one for theft
     * and ends the whole sign-in; so only a person, who knows that the other system is off, releases the grant.
     *
     * @param batch the grants that one answer releases together: 1 to 32 small letters, digits and hyphens
     * @param reason one sentence without secrets
     * @param since wall clock of the discovery
     */
    public record Quarantine(String batch, String reason, Instant since) {

        private static final Pattern BATCH = Pattern.compile("[a-z0-9-]{1,32}");

        /** Refuses a batch that a person cannot type. */
        public Quarantine {
            requireNonNull(reason, "reason");
            requireNonNull(since, "since");
            if (!BATCH.matcher(batch).matches()) {
                throw new IllegalArgumentException("batch: 1 to 32 small letters, digits and hyphens");
            }
        }
    }
}
