// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SimulatorIT {

    private static final int DAYS = 10;

    @Test
    void worlds_fourSeeds_breakNoRule() throws Exception {
        var tally = new Campaign(Bug.NONE, DAYS, 1, 4, 0).run();

        assertThat(tally.firstViolations).isEmpty();
        assertThat(tally.refreshes).isGreaterThan(5_000);
        assertThat(tally.kills).isPositive();
    }

    @Test
    void world_sameSeedTwice_leavesSameTrace() {
        var once = new World(7, Bug.NONE);
        var again = new World(7, Bug.NONE);

        once.live(3);
        again.live(3);

        assertThat(again.fingerprint()).isEqualTo(once.fingerprint());
    }

    @ParameterizedTest
    @EnumSource(
            value = Bug.class,
            names = {"PUBLISH_BEFORE_WRITE", "TWO_ENGINES", "RETRY_AFTER_IN_MILLISECONDS", "OLDER_RECORD_READ"})
    void plantedBug_fewSeeds_isFound(Bug bug) {
        assertThat(PlantedBugs.find(bug, 5)).isPresent();
    }
}
