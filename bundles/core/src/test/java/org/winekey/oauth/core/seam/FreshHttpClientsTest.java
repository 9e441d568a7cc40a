// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreshHttpClientsTest {

    private final SimulatedTime time = new SimulatedTime();
    private final FreshHttpClients clients =
            new FreshHttpClients(time, TlsContexts.standard(), InetAddress::getAllByName);

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void acquire_clientYoungerThanTwoSeconds_isTheSame() {
        var first = clients.acquire(Route.PUBLIC);
        clients.release(first);
        time.pass(Duration.ofMillis(1_999));

        assertThat(clients.acquire(Route.PUBLIC)).isSameAs(first);
    }

    @Test
    void acquire_clientOfTwoSeconds_isAnother() {
        var first = clients.acquire(Route.PUBLIC);
        time.pass(Duration.ofSeconds(2));

        assertThat(clients.acquire(Route.PUBLIC)).isNotSameAs(first);
    }
}
