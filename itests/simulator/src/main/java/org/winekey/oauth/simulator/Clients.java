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
                client(0, new Habit(NEVER, 4000, 4000, true, 0), true, false, 40),
                client(1, new Habit(REPEATED, 4200, 3600, true, 1), true, true, 30),
                client(2, new Habit(NO_GRACE, 4000, 4000, true, 2), false, false, 40),
                client(3, new Habit(NO_GRACE, 3900, 3000, true, 3), true, false, 30),
                client(4, new Habit(GRACE, 4100, 4100, true, 4), true, true, 40),
                client(5, new Habit(GRACE, 4000, 4000, true, 5), false, false, 45),
                client(6, new Habit(REUSE_ENDS_FAMILY, 4000, 4000, true, 0), true, false, 40),
                client(7, new Habit(REUSE_ENDS_FAMILY, 3600, 7200, true, 1), false, false, 30),
                // Short-lived on every tenth day.
                client(8, new Habit(GRACE, 4000, 600, true, 2), true, false, 30),
                // Does not say how long its tokens are good: refreshed when an API refuses one.
                client(9, new Habit(REUSE_ENDS_FAMILY, 3300, 3300, false, 3), true, true, 8));
    }

    private static Client client(int number, Habit habit, boolean confidential, boolean inBody, int minutes) {
        return new Client(
                number,
                new HostileProvider(number, habit),
                new Settings(number, confidential, inBody),
                minutes * MINUTE);
    }
}
