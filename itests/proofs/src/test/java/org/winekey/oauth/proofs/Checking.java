// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.proofs;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * How Lincheck looks: two threads, two operations each, from the first moment on, because what went before would hide a
 * race. {@code -Dlincheck.iterations} and {@code -Dlincheck.invocations} make it look longer.
 */
final class Checking {

    private Checking() {}

    /** Tries interleavings one by one; for what takes few steps. */
    static ModelCheckingOptions everyStep(Class<?> specification) {
        return from(new ModelCheckingOptions(), specification, 2, 300);
    }

    /** Runs real threads against each other; for the whole engine, with sealing and store. */
    static StressOptions realThreads(Class<?> specification) {
        return from(new StressOptions(), specification, 2, 150);
    }

    private static <O extends Options<O, ?>> O from(
            O options, Class<?> specification, int iterations, int invocations) {
        return options.actorsBefore(0)
                .actorsAfter(0)
                .threads(2)
                .actorsPerThread(2)
                .iterations(Integer.getInteger("lincheck.iterations", iterations))
                .invocationsPerIteration(Integer.getInteger("lincheck.invocations", invocations))
                .minimizeFailedScenario(false)
                .sequentialSpecification(specification);
    }
}
