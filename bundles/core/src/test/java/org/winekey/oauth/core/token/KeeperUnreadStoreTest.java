// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.House.HOUR;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.admin.ClientEvent.Kind;

/** A store that was not read when the settings came, and who makes the keeper look again before its own alarm rings. */
@Timeout(20)
final class KeeperUnreadStoreTest {

    private static final String OTHER_ID = "00000000000000000000000000000002";

    private final House house = new House();

    /** A client with a token at hand, whose store can be read again, but nobody told it so. */
    private House healed() {
        house.signedIn(house.grant(Duration.ZERO, HOUR));
        house.store.readsFail(new IOException("input/output error"));
        house.configured();
        house.store.readsFail(null);
        return house;
    }

    private boolean found() {
        return house.keeper().explain().events().stream().map(ClientEvent::kind).anyMatch(Kind.FOUND::equals);
    }

    @Test
    void unreadable_nothingIsToldOfTheClientUntilItIsKnown() {
        var heard = new ArrayList<String>();
        house.keepers.onChange((client, now) -> heard.add(client));
        healed();
        assertThat(house.told).isEmpty();
        assertThat(heard).isEmpty();

        house.pass(Duration.ofSeconds(31));

        assertThat(house.told).containsExactly("music true");
        assertThat(heard).containsExactly("music");
    }

    @Test
    void settingsNotThereYet_storeTellsOfAChange_nothingIsToldOfTheClient() {
        var heard = new ArrayList<String>();
        house.keepers.onChange((client, now) -> heard.add(client));
        var keeper = house.keeper();

        house.signedIn(house.grant(Duration.ZERO, HOUR));
        house.scheduler.settle();

        assertThat(heard).isEmpty();
        assertThat(found()).isFalse();
        assertThat(keeper.status().code()).isEqualTo(Code.STARTING);
        assertThat(keeper.status().reason()).contains("configurations");
    }

    @Test
    void personRefreshes_readsItFirst() {
        healed();

        assertThat(house.keeper().refreshNow().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    void storeTellsOfAChange_isReadAtOnce() {
        healed();
        assertThat(house.keeper().status().code()).isEqualTo(Code.LOCKED);

        house.signedIn(OTHER_ID, house.grant(Duration.ZERO, HOUR));
        house.scheduler.settle();

        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(house.told).containsExactly("music true");
    }

    // An error is logged: that of the store.
    @Test
    void storeOfOthersEndsTheTaskWithAnError_whoAsksForATokenGetsIt() {
        house.signedIn(house.grant(Duration.ZERO, HOUR));
        house.store.beforeReading(() -> {
            throw new LinkageError("its bundle is being updated");
        });
        house.configured();
        house.store.beforeReading(() -> {});

        assertThat(house.text()).isEqualTo("access-0");
    }

    @Test
    void settingsAllowNothing_storeTellsOfAChange_isNotReadUntilTheyDo() {
        house.configured(new ClientTerms.Disabled());

        house.signedIn(house.grant(Duration.ZERO, HOUR));
        house.scheduler.settle();
        assertThat(found()).isFalse();

        house.configured();
        assertThat(found()).isTrue();
        assertThat(house.text()).isEqualTo("access-0");
    }
}
