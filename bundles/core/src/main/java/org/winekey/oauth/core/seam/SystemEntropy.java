// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.security.SecureRandom;

/** The randomness of this machine. Thread-safe. */
public final class SystemEntropy implements Entropy {

    private final SecureRandom random = new SecureRandom();

    @Override
    public byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
