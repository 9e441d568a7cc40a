// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
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

    /**
     * The same after the wall clock moved ahead: what waits for a moment of it waits no longer than until then. Guards
     * against a machine that slept, whose monotonic clock stood still meanwhile.
     */
    Trouble awake(Instant now, long nanos) {
        var planned = retryNanos;
        if (planned == null || status.retryAt().isEmpty() || cause == Cause.GRANT) {
            return this;
        }
        var left = Duration.between(now, status.retryAt().get());
        var due = nanos + (left.isNegative() ? 0 : left.toNanos());
        return due - planned < 0 ? new Trouble(cause, result, status, due) : this;
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
