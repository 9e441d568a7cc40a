// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Fuzzes one target after the other and prints a line for each. Arguments: the folder of the module, seconds for each,
 * and the targets if not all. The exit code is 0 when nothing was found.
 */
public final class Main {

    private Main() {}

    /** The entry. */
    public static void main(String[] arguments) throws Exception {
        var module = Path.of(arguments[0]).toAbsolutePath().normalize();
        var time = Duration.ofSeconds(Long.parseLong(arguments[1]));
        var good = true;
        for (var target : chosen(Arrays.asList(arguments).subList(2, arguments.length))) {
            var outcome = new Session(target, time, Session.ANY_SEED, module).run();
            System.out.println(target + ": " + outcome);
            good &= outcome.isGood();
        }
        System.exit(good ? 0 : 1);
    }

    private static List<Target> chosen(List<String> names) {
        return names.isEmpty()
                ? List.of(Target.values())
                : names.stream().map(Target::named).toList();
    }
}
