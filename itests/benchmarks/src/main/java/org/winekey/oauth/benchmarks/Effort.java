// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How much is measured.
 *
 * @param rounds how often each benchmark has its turn, in a JVM of its own
 * @param warmups of each turn
 * @param iterations of each turn
 * @param iteration length of one
 * @param herds how often each herd runs
 * @param starts of a service with many clients, in each JVM
 * @param clients how many that are
 */
record Effort(int rounds, int warmups, int iterations, TimeValue iteration, int herds, int starts, int clients) {

    static final Effort WHOLE = new Effort(3, 2, 3, TimeValue.milliseconds(700), 9, 8, 10_000);

    /** Shows that everything works; the figures mean nothing. */
    static final Effort SMOKE = new Effort(1, 1, 1, TimeValue.milliseconds(200), 2, 1, 500);
}
