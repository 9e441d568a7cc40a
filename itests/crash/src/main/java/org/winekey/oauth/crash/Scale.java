// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

/** How long a programme goes on. */
public enum Scale {
    /** Seconds: part of every build. */
    QUICK,
    /** Minutes: by hand. */
    FULL;

    /** The number for this scale. */
    public int of(int quick, int full) {
        return this == QUICK ? quick : full;
    }
}
