// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.migrate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.secret.Secret;

/**
 * A sign-in that another system holds. Immutable.
 *
 * @param entry what that system calls it
 * @param title what a client name can be made of; empty when there is nothing
 * @param accessToken the access token
 * @param refreshToken the refresh token; null when there is none
 * @param scopes the scopes; empty when they are not written down
 * @param issuedAt when the access token reached that system; null when nobody knows
 * @param expiresAt when it expires; null: nothing was said of it
 * @param origin the registration that got it
 */
public record ForeignGrant(
        String entry,
        String title,
        Secret accessToken,
        @Nullable Secret refreshToken,
        Set<String> scopes,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        Origin origin) {

    /** Copies the scopes. */
    public ForeignGrant {
        scopes = Set.copyOf(scopes);
    }

    /**
     * The registration that got a sign-in, as far as the files tell it.
     *
     * @param settings by the keys of a client, without the secret; empty when nothing is told
     * @param secret the client secret; null when none is told
     */
    public record Origin(
            Map<String, Object> settings, @Nullable Secret secret) {

        /** Nothing is told. */
        public static final Origin UNKNOWN = new Origin(Map.of(), null);

        /** Copies the settings. */
        public Origin {
            settings = Map.copyOf(settings);
        }
    }

    /**
     * What was found in files.
     *
     * @param system the system that wrote them, for people
     * @param grants the sign-ins, in the order of the files
     * @param warnings what could not be used, one sentence each
     */
    public record Found(String system, List<ForeignGrant> grants, List<String> warnings) {
        /** Copies the lists. */
        public Found {
            grants = List.copyOf(grants);
            warnings = List.copyOf(warnings);
        }
    }
}
