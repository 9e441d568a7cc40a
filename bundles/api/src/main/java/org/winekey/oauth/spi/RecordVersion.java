// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.spi;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

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
     * The version of the next write for this consent, after whatever is there; generations go on rising, so that the newest
     * slot wins.
     *
     * @param before the version that is there (null: none)
     * @param grantId the consent that is written (never null)
     * @return the successor (never null)
     */
    public static RecordVersion after(@Nullable RecordVersion before, String grantId) {
        return new RecordVersion(grantId, before == null ? 1 : before.generation + 1);
    }
}
