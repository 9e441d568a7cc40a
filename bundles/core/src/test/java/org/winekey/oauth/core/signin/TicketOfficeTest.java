// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.SimulatedEntropy;

/** Links of the newest sign-in, and of no other. */
class TicketOfficeTest extends SignInScene {

    @Test
    void issued_ticketThatWasReplaced_hasNoLinksAnyMore() throws Exception {
        var tickets = new Tickets(house.vault, house.time, new SimulatedEntropy(1));
        var office = new TicketOffice(tickets, house.doors(), house.means());
        var registration = SignInHouse.registration("spotify", "id-1");

        var first = office.issue("spotify", registration, SignInHouse.KARAF, null);
        var second = office.issue("spotify", registration, SignInHouse.KARAF, null);

        assertThat(office.issued(first.open())).isEmpty();
        assertThat(office.issued(second.open())).contains(second);
    }
}
