// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.FakeProvider.fails;
import static org.winekey.oauth.core.token.House.HOUR;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.core.seam.HttpTransport.Fault;

/** What is counted of a client. */
@Timeout(20)
final class KeeperCountersTest {

    private final House house = new House();

    private Counted counted() {
        return house.keeper().counted();
    }

    private House signedIn(Duration ago) {
        return house.signedIn(house.grant(ago, HOUR)).configured();
    }

    @Test
    void tokenThatIsThere_handedOut_countsNothing() {
        signedIn(Duration.ZERO);

        for (var call = 0; call < 1000; call++) {
            house.token();
        }

        assertThat(counted()).isEqualTo(new Counted(0, Map.of(), 0, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void refresh_thatBringsAToken_countsWithItsTime() {
        house.provider.latency(Duration.ofMillis(300));
        signedIn(HOUR.multipliedBy(2));

        house.token();

        var counted = counted();
        assertThat(counted.refreshes()).isOne();
        assertThat(counted.failures()).isEmpty();
        assertThat(counted.time()).isBetween(Duration.ofMillis(300), Duration.ofMillis(400));
        assertThat(counted.longest()).isEqualTo(counted.time());
    }

    @Test
    void refresh_thatFails_countsByClass() {
        house.provider.always(fails(true, Fault.CUT));
        signedIn(HOUR.multipliedBy(2));

        house.token();
        house.pass(Duration.ofMinutes(1));

        assertThat(counted().refreshes()).isZero();
        assertThat(counted().failures()).containsOnlyKeys("UNKNOWN");
        assertThat(counted().failures().get("UNKNOWN")).isEqualTo((long) house.posts());
    }

    @Test
    void refresh_thatTheBudgetRefuses_countsAsSuch() {
        house.provider.always(fails(true, Fault.CUT)).latency(HOUR);
        signedIn(HOUR.multipliedBy(2));
        for (var crash = 0; crash < 2 * Budget.SIZE; crash++) {
            house.restarted().configured();
            house.keepers.tokenTimeout(Duration.ofMillis(100));
            house.token();
            house.pass(Duration.ofMillis(200));
        }

        assertThat(counted().failures()).containsKey("BUDGET");
    }

    @Test
    void restart_beginsAtNothing() {
        signedIn(HOUR.multipliedBy(2));
        house.token();

        house.restarted().configured();

        assertThat(counted().refreshes()).isZero();
        assertThat(house.keepers.since()).isEqualTo(house.time.now());
    }
}
