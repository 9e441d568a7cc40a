// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Looks for each planted bug, seed by seed. */
final class PlantedBugs {

    private static final int DAYS = 30;
    private static final long MOST_SEEDS = 50;

    private PlantedBugs() {}

    /** Looks for all of them and prints what was found; false when one was not. */
    static boolean all() {
        return Arrays.stream(Bug.values())
                .filter(bug -> bug != Bug.NONE)
                .map(PlantedBugs::printed)
                .reduce(true, Boolean::logicalAnd);
    }

    private static boolean printed(Bug bug) {
        var found = find(bug, MOST_SEEDS);
        System.out.printf(
                "%-28s %s%n",
                bug,
                found.isPresent()
                        ? "found at seed " + found.getAsLong() + ", " + found.getAsLong() + " seeds tried: "
                                + first(bug, found.getAsLong())
                        : "not found in " + MOST_SEEDS + " seeds");
        return found.isPresent();
    }

    private static String first(Bug bug, long seed) {
        return new World(seed, bug).live(DAYS).firstViolations.get(0);
    }

    /** The first seed that shows it (empty: none of so many does). */
    static OptionalLong find(Bug bug, long mostSeeds) {
        return LongStream.rangeClosed(1, mostSeeds)
                .filter(seed -> new World(seed, bug).live(DAYS).violations > 0)
                .findFirst();
    }
}
