// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which requests may pass through the proxy of the machine. */
@Timeout(20)
class TunnelsOnlyTest {

    private static final InetSocketAddress ADDRESS = InetSocketAddress.createUnresolved("proxy.example", 3128);
    private static final ProxySelector MACHINE = ProxySelector.of(ADDRESS);

    @Test
    @Tag("R-075")
    void proxyForEverything_plainHttp_goesPastIt() {
        var selector = new TunnelsOnly(() -> MACHINE);

        assertThat(selector.select(URI.create("http://127.0.0.1:8080/me"))).containsExactly(Proxy.NO_PROXY);
        assertThat(selector.select(URI.create("HTTP://localhost/me"))).containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void proxyForEverything_https_goesThroughIt() {
        assertThat(new TunnelsOnly(() -> MACHINE).select(URI.create("https://api.example/me")))
                .isEqualTo(List.of(new Proxy(Proxy.Type.HTTP, ADDRESS)));
    }

    @Test
    void noSelector_isNoProxy() {
        assertThat(new TunnelsOnly(() -> null).select(URI.create("https://api.example/me")))
                .containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void requestsOfBundles_useIt() {
        try (var shared = new SharedHttpClient()) {
            assertThat(shared.use("music", Route.PUBLIC).http().proxy()).containsInstanceOf(CheckedAddresses.class);
        }
    }
}
