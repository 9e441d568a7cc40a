// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.util.Locale;

/** {@code run quick|full|bugs [seed]}: the exit code is 0 when no rule was broken and every planted bug was found. */
public final class Main {

    private static final int YEAR = 365;
    private static final int MONTH = 30;
    private static final int QUICK = 24;
    private static final int PRINT_EVERY = 10;

    private Main() {}

    /** The entry. */
    public static void main(String[] arguments) throws Exception {
        var form = arguments.length == 0 ? "quick" : arguments[0];
        var good = switch (form) {
            case "quick" -> arguments.length > 1 ? replay(arguments[1], MONTH) : quick();
            case "full" -> arguments.length > 1 ? replay(arguments[1], YEAR) : full();
            default -> PlantedBugs.all();
        };
        System.exit(good ? 0 : 1);
    }

    private static boolean quick() throws Exception {
        return printed(new Campaign(Bug.NONE, MONTH, 1, QUICK, 0).run());
    }

    private static boolean full() throws Exception {
        var years = Integer.getInteger("simulator.years", 1000);
        var first = Integer.getInteger("simulator.first", 1);
        return printed(new Campaign(Bug.NONE, YEAR, first, years, PRINT_EVERY).run());
    }

    private static boolean printed(Tally tally) {
        System.out.println(Report.whole(tally));
        return tally.violations == 0;
    }

    /** Lives through one seed twice. */
    private static boolean replay(String seed, int days) {
        var number = Long.parseLong(seed);
        var bug = Bug.valueOf(System.getProperty("simulator.bug", "none").toUpperCase(Locale.ROOT));
        var once = new World(number, bug);
        var good = printed(once.live(days));
        var again = new World(number, bug);
        again.live(days);
        System.out.printf("trace %016x, again %016x%n", once.fingerprint(), again.fingerprint());
        return good && once.fingerprint() == again.fingerprint();
    }
}
