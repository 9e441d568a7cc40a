// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.util.Locale;

/** Figures as text. */
final class Report {

    private static final double DAYS_OF_A_YEAR = 365;
    private static final long COUNTS = 100;

    private Report() {}

    /** One line, for a run that is under way. */
    static String line(Tally tally) {
        return String.format(
                Locale.ROOT,
                "%.1f controller-years, %.1f client-years, %.0f refreshes per client-year, %d kills, %d power cuts, "
                        + "%d starts, %d violations",
                tally.days / DAYS_OF_A_YEAR,
                tally.clientDays / DAYS_OF_A_YEAR,
                tally.refreshes / Math.max(1e-9, tally.clientDays / DAYS_OF_A_YEAR),
                tally.kills,
                tally.powerCuts,
                tally.starts,
                tally.violations);
    }

    /** Everything. */
    static String whole(Tally tally) {
        var text = new StringBuilder("mishap, layer, moment, effect, hits\n");
        var counting = 0;
        for (var fault : Mishap.values()) {
            var hits = tally.hits.getOrDefault(fault, 0L);
            counting += hits >= COUNTS ? 1 : 0;
            text.append(String.format(
                    "%-36s %-9s %-14s %-16s %9d%s%n",
                    fault,
                    fault.layer(),
                    fault.moment(),
                    fault.effect(),
                    hits,
                    hits < COUNTS ? "  does not count" : ""));
        }
        text.append(String.format("%d of %d fault kinds count%n", counting, Mishap.values().length));
        text.append(String.format(
                "%d POSTs, %d tokens asked for, %d sign-ins (%d grants ended, %d rotations lost), %d starts refused, "
                        + "%d events%n",
                tally.posts,
                tally.tokens,
                tally.signIns,
                tally.deadGrants,
                tally.lostRotations,
                tally.startsRefused,
                tally.events));
        tally.firstViolations.forEach(what -> text.append(what).append('\n'));
        return text.append(line(tally)).toString();
    }
}
