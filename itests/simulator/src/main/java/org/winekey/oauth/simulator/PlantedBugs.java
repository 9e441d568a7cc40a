// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.util.Arrays;
import java.util.Optional;

/** Looks for each planted bug, seed by seed, in the first month of a controller. */
final class PlantedBugs {

    /** So many seeds are enough for each. */
    static final int MOST_SEEDS = 20;

    private static final int DAYS = 30;

    private PlantedBugs() {}

    /**
     * A bug that was noticed.
     *
     * @param seed the first seed that shows it; those from 1 on were tried
     * @param violation the rule that it broke
     */
    record Found(long seed, String violation) {}

    /** Looks for all of them and prints what was found; false when one was not. */
    static boolean all() {
        return Arrays.stream(Bug.values())
                .filter(bug -> bug != Bug.NONE)
                .map(PlantedBugs::printed)
                .reduce(true, Boolean::logicalAnd);
    }

    private static boolean printed(Bug bug) {
        var found = find(bug, MOST_SEEDS);
        var text = found.map(first -> "found, " + first.seed + " seeds tried: " + first.violation)
                .orElse("not found in " + MOST_SEEDS + " seeds");
        System.out.printf("%-28s %s%n", bug, text);
        return found.isPresent();
    }

    /** The first seed that shows it (empty: none of so many does). */
    static Optional<Found> find(Bug bug, int mostSeeds) {
        for (var seed = 1L; seed <= mostSeeds; seed++) {
            var violation = new World(seed, bug).liveUntilViolation(DAYS);
            if (violation.isPresent()) {
                return Optional.of(new Found(seed, violation.get()));
            }
        }
        return Optional.empty();
    }
}
