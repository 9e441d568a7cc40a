// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.ClientStatus;

/**
 * What faces may know of a client's grant; no secret among it. Immutable.
 *
 * @param status how the client is
 * @param hasGrant whether a grant is held, also one that the provider has ended
 * @param accessTokenExpiresAt null: no token, or the provider did not say
 * @param refreshPlannedAt when the next refresh is planned; null: none
 * @param grantedScopes the granted scopes
 * @param otherClientId the {@code client_id} that got the grant, if the settings now name another
 * @param personNeededAt from when nothing but a new sign-in helps; null: not known, or never
 * @param account whose grant it is, for people; null: not known
 * @param kept what the provider said when somebody signed in, and the settings keep
 */
public record KeeperReport(
        ClientStatus status,
        boolean hasGrant,
        @Nullable Instant accessTokenExpiresAt,
        @Nullable Instant refreshPlannedAt,
        Set<String> grantedScopes,
        @Nullable String otherClientId,
        @Nullable Instant personNeededAt,
        @Nullable String account,
        Map<String, String> kept) {

    /** What is known while no grant is. */
    public static KeeperReport of(ClientStatus status) {
        return new KeeperReport(status, false, null, null, Set.of(), null, null, null, Map.of());
    }

    /** Copies the collections. */
    public KeeperReport {
        grantedScopes = Set.copyOf(grantedScopes);
        kept = Map.copyOf(kept);
    }

    /** When the access token expires (empty: no token, or the provider did not say). */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(accessTokenExpiresAt);
    }

    /** When the next refresh is planned (empty: none). */
    public Optional<Instant> nextRefreshAt() {
        return Optional.ofNullable(refreshPlannedAt);
    }

    /** From when nothing but a new sign-in helps (empty: not known, or never). */
    public Optional<Instant> needsPersonAt() {
        return Optional.ofNullable(personNeededAt);
    }

    /** The {@code client_id} that got the grant, if it differs from the settings. */
    public Optional<String> grantedTo() {
        return Optional.ofNullable(otherClientId);
    }
}
