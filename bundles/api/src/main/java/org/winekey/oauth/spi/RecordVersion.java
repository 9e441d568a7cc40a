// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.spi;

import static java.util.Objects.requireNonNull;

/**
 * The fence of a stored record: which consent it belongs to, and its place in the order of writes.
 *
 * @param grantId 32 lower-case hexadecimal digits, random, made at each consent or ticket (never null)
 * @param generation 1 for the first write of a kind, then rising by one
 */
public record RecordVersion(String grantId, long generation) {
    /** Refuses what no store wrote. */
    public RecordVersion {
        requireNonNull(grantId, "grantId");
        if (generation < 1) {
            throw new IllegalArgumentException("generation: " + generation);
        }
    }

    /**
     * The version of the next write for the same consent.
     *
     * @return the successor (never null)
     */
    public RecordVersion next() {
        return new RecordVersion(grantId, generation + 1);
    }

    /**
     * The version of the next write for another consent; generations go on rising, so that the newest slot wins.
     *
     * @param otherGrantId the new consent (never null)
     * @return the successor (never null)
     */
    public RecordVersion nextFor(String otherGrantId) {
        return new RecordVersion(otherGrantId, generation + 1);
    }
}
