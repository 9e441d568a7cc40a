// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.TokenResult;

/**
 * A failure that is remembered, and shared by all who ask while it lasts. Immutable.
 *
 * @param cause what would end it
 * @param result what callers get who have no usable token; built once
 * @param status what faces show
 * @param retryNanos monotonic time of the next attempt; null: none until the cause changes
 */
record Trouble(
        Cause cause,
        TokenResult result,
        ClientStatus status,
        @Nullable Long retryNanos) {

    /** Whether the provider asked for patience until a time that has passed by this wall clock. */
    boolean patienceOver(Instant now) {
        return cause == Cause.PATIENCE
                && status.retryAt().filter(at -> !at.isAfter(now)).isPresent();
    }

    /** Whose doing it is. */
    enum Cause {
        /** The world: network, provider, clock. */
        WORLD,
        /** The provider asked for patience until a certain time. */
        PATIENCE,
        /** A setting, or the provider's opinion of it. */
        SETTINGS,
        /** The grant itself. */
        GRANT,
        /** The token store. */
        STORE,
        /** This client has sent more than it should ever have to. */
        BUDGET
    }
}
