// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.util.Random;

/** Chance that repeats itself: the same seed, the same run. */
public final class SimulatedEntropy implements Entropy {

    private final Random random;

    public SimulatedEntropy(long seed) {
        random = new Random(seed);
    }

    @Override
    public synchronized byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
