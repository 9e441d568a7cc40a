// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import org.winekey.oauth.core.seam.Entropy;

/** How long to wait after the n-th failure in a row. Not thread-safe. */
final class Backoff {

    private static final int MOST_DOUBLINGS = 20;

    private final Entropy entropy;
    private int failures;

    Backoff(Entropy entropy) {
        this.entropy = entropy;
    }

    /** How often in a row it failed. */
    int failures() {
        return failures;
    }

    void reset() {
        failures = 0;
    }

    /** The next wait: doubling from the least to the most, and of that a random part, but never less than the least. */
    Duration next(Duration least, Duration most) {
        var doubled = least.multipliedBy(1L << Math.min(++failures, MOST_DOUBLINGS));
        var ceiling = doubled.compareTo(most) < 0 ? doubled : most;
        var spread = ceiling.minus(least).toNanos();
        return least.plusNanos((long) (spread * entropy.fraction()));
    }

    /** A wait that somebody asked for, and up to a tenth more, never less. */
    Duration atLeast(Duration asked) {
        failures++;
        return asked.plusNanos((long) (asked.toNanos() / 10.0 * entropy.fraction()));
    }
}
