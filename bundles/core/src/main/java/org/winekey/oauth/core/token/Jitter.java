// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import org.winekey.oauth.core.seam.Entropy;

/**
 * Chance that spreads moments, and is not worth a refresh: where the source breaks, the middle will do. Thread-safe when
 * the source is.
 */
record Jitter(Entropy source) implements Entropy {

    private static final double MIDDLE = 0.5;

    @Override
    public byte[] bytes(int count) {
        return source.bytes(count);
    }

    @Override
    public double fraction() {
        try {
            return source.fraction();
        } catch (RuntimeException e) {
            return MIDDLE;
        }
    }
}
