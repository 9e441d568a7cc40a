// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import org.winekey.oauth.core.store.Digests;

/**
 * A key that wraps data keys.
 *
 * @param id follows from the key and reveals nothing of it
 * @param bytes the key; whoever hands it out copies it
 */
record WrappingKey(String id, byte[] bytes) {

    static WrappingKey of(byte[] bytes) {
        return new WrappingKey(idOf(bytes), bytes);
    }

    private static String idOf(byte[] key) {
        return Digests.hex("winekey key id", key).substring(0, 16);
    }

    @Override
    public String toString() {
        return "WrappingKey[" + id + "]";
    }
}
