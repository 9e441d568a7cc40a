// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import java.io.IOException;
import org.winekey.oauth.spi.KeyProvider;

/** Keys in a place that notes who uses them, so that no key goes which another store needs. Thread-safe. */
interface StoreKeys extends KeyProvider {

    /**
     * Notes, durably, that a store is about to seal with a key; called before the first record.
     *
     * @return false: the key is gone, the current one is another
     * @throws IOException when it is not certain that the note is durable
     */
    boolean claim(String keyId, String storeId) throws IOException;
}
