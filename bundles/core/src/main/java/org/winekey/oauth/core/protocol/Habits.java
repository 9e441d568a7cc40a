// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of how a provider treats the tokens it gave, and no answer of it tells. Immutable.
 *
 * @param refreshNotBefore how long before the end of an access token a refresh is refused no more; null: it never is
 * @param refreshTokenLifetime how long a refresh token lives from its issue on; null: nobody knows, or answers tell
 * @param refreshTokenIdle how long a refresh token lives without being used; null: nobody knows
 * @param allowance how many refreshes it admits; null: more than are ever sent
 */
public record Habits(
        @Nullable Duration refreshNotBefore,
        @Nullable Duration refreshTokenLifetime,
        @Nullable Duration refreshTokenIdle,
        @Nullable Allowance allowance) {

    /** Nothing is known. */
    public static final Habits PLAIN = new Habits(null, null, null, null);

    /**
     * So many refreshes within any such span.
     *
     * @param refreshes at least one
     * @param span longer than none
     */
    public record Allowance(int refreshes, Duration span) {
        /** Refuses what admits nothing. */
        public Allowance {
            requireNonNull(span, "span");
            if (refreshes < 1 || span.isNegative() || span.isZero()) {
                throw new IllegalArgumentException("refreshes: at least one in a span");
            }
        }
    }
}
