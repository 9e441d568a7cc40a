// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.records;

import java.util.Set;
import org.winekey.oauth.crash.ForwardingTokenStore;
import org.winekey.oauth.spi.TokenStore;

/** A weakened store: it shows no client, so nobody can look which key its records need. Thread-safe. */
final class BlindStore extends ForwardingTokenStore {

    BlindStore(TokenStore store) {
        super(store);
    }

    @Override
    public Set<String> list() {
        return Set.of();
    }
}
