// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.TokenResult.Unavailable;

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
     * The same after the wall clock moved on its own. Ahead: what waits for a moment of it waits no longer than until
     * then; guards against a machine that slept, whose monotonic clock stood still meanwhile. Back: the moment is the one
     * at which the wait ends by the monotonic clock; guards against a moment that was told while the clock was ahead.
     */
    Trouble clockJumped(Instant now, long nanos) {
        var planned = retryNanos;
        var promised = status.retryAt().orElse(null);
        if (planned == null || promised == null || cause == Cause.GRANT) {
            return this;
        }
        var left = Duration.ofNanos(planned - nanos);
        var leftByWall = Duration.between(now, promised);
        if (leftByWall.compareTo(left) < 0) {
            var due = nanos + (leftByWall.isNegative() ? 0 : leftByWall.toNanos());
            return new Trouble(cause, result, status, due);
        }
        var moment = now.plus(left);
        var told = result instanceof Unavailable unavailable ? new Unavailable(unavailable.reason(), moment) : result;
        return new Trouble(cause, told, status.withRetryAt(moment), planned);
    }

    /** The same while the next attempt is under way. */
    Trouble triedAgain() {
        return new Trouble(cause, result, status.withRetryAt(null), null);
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
