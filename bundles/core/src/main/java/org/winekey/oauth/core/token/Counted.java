// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import java.util.Map;

/**
 * What was counted of one client since its store was opened. Immutable.
 *
 * @param refreshes those that brought a token
 * @param failures those that did not, by class
 * @param queued how many had to wait for their turn
 * @param time from the decision to the token, of all together
 * @param longest the same, of the longest one
 */
public record Counted(long refreshes, Map<String, Long> failures, long queued, Duration time, Duration longest) {

    /** Copies the map. */
    public Counted {
        failures = Map.copyOf(failures);
    }
}
