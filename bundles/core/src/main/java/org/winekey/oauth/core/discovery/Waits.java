// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.discovery;

import java.time.Duration;
import org.winekey.oauth.core.seam.Entropy;

/** How long to wait before a provider is asked again. Not thread-safe. */
final class Waits {

    static final Duration LEAST = Duration.ofSeconds(5);
    static final Duration MOST = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);

    private static final int MOST_DOUBLINGS = 12;

    private final Entropy entropy;
    private int failures;

    Waits(Entropy entropy) {
        this.entropy = entropy;
    }

    void reset() {
        failures = 0;
    }

    /**
     * Doubling with each failure in a row, and of that a random part; never less than the server asks for.
     *
     * @param known whether a client works all the same
     */
    Duration afterFailure(Finding.Missing missing, boolean known) {
        var most = missing.misconfigured() || known ? HOUR : MOST;
        var doubled = LEAST.multipliedBy(1L << Math.min(++failures, MOST_DOUBLINGS));
        var ceiling = doubled.compareTo(most) < 0 ? doubled : most;
        var wait = LEAST.plus(within(ceiling.minus(LEAST)));
        var asked = missing.retryAfter();
        return asked == null || asked.compareTo(wait) < 0 ? wait : asked.plus(within(asked.dividedBy(10)));
    }

    /** A random part of this. */
    Duration within(Duration most) {
        return Duration.ofNanos((long) (most.toNanos() * entropy.fraction()));
    }
}
