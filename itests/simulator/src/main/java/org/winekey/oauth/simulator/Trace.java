// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

/** The fingerprint of everything that happened in a world, in its order. Not thread-safe. */
final class Trace {

    private long hash = 0x9E3779B97F4A7C15L;
    private long events;

    void mix(long value) {
        hash = (hash ^ value) * 0xBF58476D1CE4E5B9L;
        hash ^= hash >>> 29;
        events++;
    }

    void mix(String name) {
        mix(name.hashCode());
    }

    void mix(long one, long other) {
        mix(one * 31 + other);
    }

    long hash() {
        return hash;
    }

    /** How much went into it. */
    long events() {
        return events;
    }
}
