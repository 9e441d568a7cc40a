// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.winekey.oauth.crash.ForwardingTokenStore;
import org.winekey.oauth.spi.TokenStore;

/**
 * A store that lists its clients in the order of their names: the order of an immutable set is another one in each JVM,
 * and a seed could not be replayed.
 */
class OrderedStore extends ForwardingTokenStore {

    OrderedStore(TokenStore store) {
        super(store);
    }

    @Override
    public Set<String> list() throws IOException {
        return new TreeSet<>(super.list());
    }
}
