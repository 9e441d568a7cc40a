// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.vault.KeyFile;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.TokenStore;

/**
 * The real store, open, and the vault over it.
 *
 * @param store the store
 * @param vault seals and opens its records
 */
public record OpenStore(FileTokenStore store, Vault vault) implements Closeable {

    /**
     * Opens store and key file, and makes what is missing.
     *
     * @param seen the store as the vault sees it: itself, or weakened
     */
    public static OpenStore at(StoreIo io, Place place, Entropy entropy, UnaryOperator<TokenStore> seen)
            throws IOException {
        var store = FileTokenStore.open(io, place.folder(), entropy);
        var opened = false;
        try {
            var below = seen.apply(store);
            var keys = KeyFile.open(io, place.keyFile(), entropy, below.list().isEmpty());
            opened = true;
            return new OpenStore(store, new Vault(below, keys, entropy));
        } finally {
            if (!opened) {
                store.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
