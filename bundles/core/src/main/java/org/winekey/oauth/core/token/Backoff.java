// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import org.winekey.oauth.core.seam.Entropy;

/** How long to wait after the n-th failure in a row. Not thread-safe. */
final class Backoff {

    private static final int MOST_DOUBLINGS = 20;
    private static final int SHARE_OF_THE_MOST = 20;
    private static final int SHARE_OF_WHAT_IS_ASKED = 10;

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

    /**
     * The next wait: doubling from the least, and of that a random part, but never less than the least. Once it has grown
     * to the most, that less up to a twentieth: by then those that failed together are spread already, and an outage of a
     * day shall not cost twice as many requests.
     */
    Duration next(Duration least, Duration most) {
        var doubled = least.multipliedBy(1L << Math.min(++failures, MOST_DOUBLINGS));
        return doubled.compareTo(most) < 0 ? between(least, doubled) : between(later(least, nearly(most)), most);
    }

    /** The longer of the next wait and of one that somebody asked for, with up to a tenth more, never less. */
    Duration next(Duration least, Duration most, Duration asked) {
        return later(next(least, most), between(asked, asked.plus(asked.dividedBy(SHARE_OF_WHAT_IS_ASKED))));
    }

    private static Duration nearly(Duration most) {
        return most.minus(most.dividedBy(SHARE_OF_THE_MOST));
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private Duration between(Duration from, Duration to) {
        return from.plusNanos((long) (to.minus(from).toNanos() * entropy.fraction()));
    }
}
