// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.FakeProvider.LOSES_ANSWER;
import static org.winekey.oauth.core.token.House.HOUR;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that is closed, refuses, heals or changes at the wrong moment. */
@Timeout(20)
final class KeeperStoreTest {

    private final House house = new House();

    private House expired() {
        return house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured();
    }

    @Test
    void closedDuringARefresh_landingPlansAndSendsNothing() {
        house.provider.latency(Duration.ofSeconds(5)).next(LOSES_ANSWER);
        expired().untilPosted();

        house.keepers.close();
        house.pass(Duration.ofMinutes(2));

        assertThat(house.posts()).isEqualTo(1);
        assertThat(house.scheduler.waiting()).isZero();
    }

    @Test
    void closed_askedForAToken_sendsNothing() {
        expired();
        var keeper = house.keeper();
        house.keepers.close();
        house.scheduler.settle();

        var unused = keeper.token();
        keeper.configure(new ClientTerms.Ready(House.registration("id-1", "other")));
        house.pass(HOUR);

        assertThat(house.posts()).isZero();
        assertThat(house.scheduler.waiting()).isZero();
    }
}
