// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import static org.winekey.oauth.simulator.HostileProvider.Rotation.GRACE;
import static org.winekey.oauth.simulator.HostileProvider.Rotation.NEVER;
import static org.winekey.oauth.simulator.HostileProvider.Rotation.NO_GRACE;
import static org.winekey.oauth.simulator.HostileProvider.Rotation.REPEATED;
import static org.winekey.oauth.simulator.HostileProvider.Rotation.REUSE_ENDS_FAMILY;

import java.util.List;
import org.winekey.oauth.simulator.HostileProvider.Habit;

/** The ten clients of a controller, each at a provider of its own. */
final class Clients {

    private static final long MINUTE = 60_000_000_000L;

    private Clients() {}

    static List<Client> ten() {
        return List.of(
                client(0, new Habit(NEVER, 4600, 4600, true, 0), true, false, 40),
                client(1, new Habit(REPEATED, 4800, 4200, true, 1), true, true, 30),
                client(2, new Habit(NO_GRACE, 4600, 4600, true, 2), false, false, 40),
                client(3, new Habit(NO_GRACE, 4500, 3600, true, 3), true, false, 30),
                client(4, new Habit(GRACE, 4700, 4700, true, 4), true, true, 40),
                client(5, new Habit(GRACE, 4600, 4600, true, 5), false, false, 45),
                client(6, new Habit(REUSE_ENDS_FAMILY, 4600, 4600, true, 0), true, false, 40),
                client(7, new Habit(REUSE_ENDS_FAMILY, 4200, 7800, true, 1), false, false, 30),
                // Short-lived on every tenth day.
                client(8, new Habit(GRACE, 4600, 600, true, 2), true, false, 30),
                // Does not say how long its tokens are good: refreshed when an API refuses one.
                client(9, new Habit(REUSE_ENDS_FAMILY, 3800, 3800, false, 3), true, true, 8));
    }

    private static Client client(int number, Habit habit, boolean confidential, boolean inBody, int minutes) {
        return new Client(
                number,
                new HostileProvider(number, habit),
                new Settings(number, confidential, inBody),
                minutes * MINUTE);
    }
}
