// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.AccessToken;

/**
 * Tokens that an API answered 401 to. One forced refresh per token; when the API rejects what that brought, the next
 * ones back off: then it is the API that is unwell, and more requests would not help. For one lane only.
 */
final class Rejections {

    private static final Duration YOUNG = Duration.ofMinutes(5);
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 6;

    private @Nullable AccessToken rejected;
    private @Nullable AccessToken forced;
    private long forcedNanos;
    private int inARow;
    private @Nullable Long forceAt;

    /** Whether this very token was rejected. */
    boolean has(AccessToken token) {
        return rejected == token;
    }

    /** Whether the API rejects what a forced refresh brings. */
    boolean backingOff() {
        return inARow > 0 && rejected != null;
    }

    /** Whether the token is kept back: while its successor is being fetched, and for good when no clock can end it. */
    boolean withhold(Holding holding, boolean flying) {
        var held = holding.held();
        if (held == null || !has(held.granted().token()) || backingOff()) {
            return false;
        }
        return flying || !holding.ends() || !held.refreshable() || held.endedForGood();
    }

    /** When the next forced refresh is due (null: none is). */
    @Nullable
    Long forceAt() {
        return forceAt;
    }

    /** Takes note of a rejection, and plans the forced refresh. */
    void add(AccessToken token, long nanos) {
        rejected = token;
        if (token != forced || nanos - forcedNanos > YOUNG.toNanos()) {
            inARow = 0;
            forceAt = nanos;
            return;
        }
        var delay = LEAST.multipliedBy(1L << Math.min(inARow++, MOST_DOUBLINGS));
        forceAt = nanos + (delay.compareTo(MOST) < 0 ? delay : MOST).toNanos();
    }

    /** The forced refresh was sent. */
    void sent() {
        forceAt = null;
    }

    /** There is a new token. */
    void renewed(AccessToken token, boolean byForce, long nanos) {
        rejected = null;
        forceAt = null;
        if (byForce) {
            forced = token;
            forcedNanos = nanos;
        }
    }

    /** There is a new grant. */
    void clear() {
        rejected = null;
        forced = null;
        forceAt = null;
        inARow = 0;
    }
}
