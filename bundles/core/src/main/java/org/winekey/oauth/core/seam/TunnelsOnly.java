// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The proxies of the machine, for https only. Plain http is for servers of this machine and its network, and a proxy would
 * read the tokens in it. Thread-safe.
 */
final class TunnelsOnly extends ProxySelector {

    private final Supplier<@Nullable ProxySelector> machine;

    /** Asks for the selector of the machine each time (null: it has none). */
    TunnelsOnly(Supplier<@Nullable ProxySelector> machine) {
        this.machine = machine;
    }

    @Override
    public List<Proxy> select(URI uri) {
        var selector = machine.get();
        return selector == null || "http".equalsIgnoreCase(uri.getScheme())
                ? List.of(Proxy.NO_PROXY)
                : selector.select(uri);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException trouble) {
        var selector = machine.get();
        if (selector != null) {
            selector.connectFailed(uri, address, trouble);
        }
    }
}
