// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.run;

import java.util.List;
import java.util.Locale;
import org.winekey.oauth.crash.Programme;
import org.winekey.oauth.crash.Scale;
import org.winekey.oauth.crash.Weakness;

/**
 * Runs programmes and prints a line for each: {@code run quick|full [programme]}. The exit code is 0 when the store lost
 * nothing, every weakened one lost something, and nothing was left out.
 */
public final class Main {

    private Main() {}

    /** The entry. */
    public static void main(String[] arguments) throws Exception {
        var scale = arguments.length == 0 ? Scale.QUICK : Scale.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        var good = true;
        for (var programme : chosen(scale, arguments)) {
            good &= run(programme, scale);
        }
        System.exit(good ? 0 : 1);
    }

    private static List<Programme> chosen(Scale scale, String[] arguments) {
        if (arguments.length > 1) {
            return List.of(Programmes.named(arguments[1]));
        }
        return Programmes.all().stream()
                .filter(programme -> scale == Scale.FULL || programme.isQuick())
                .toList();
    }

    /** Runs one programme against the store and against the weakened ones; false when it did not show what it must. */
    static boolean run(Programme programme, Scale scale) throws Exception {
        var lacks = programme.lacks();
        if (lacks.isPresent()) {
            System.out.println(programme.name() + ": not run, because " + lacks.get());
            return false;
        }
        var outcome = programme.run(Weakness.NONE, scale);
        System.out.println(programme.name() + ": " + outcome);
        var good = outcome.runs() > 0 && outcome.lost() == 0;
        for (var weakness : programme.mustCatch()) {
            var weak = programme.run(weakness, Scale.QUICK);
            System.out.println(programme.name() + ", weakened (" + weakness + "): " + weak);
            good &= weak.lost() > 0;
        }
        return good;
    }
}
