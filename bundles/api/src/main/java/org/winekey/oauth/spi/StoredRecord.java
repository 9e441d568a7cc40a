// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.spi;

import static java.util.Objects.requireNonNull;

/**
 * A sealed record as a store keeps it. A store never sees what is inside.
 *
 * @param version its fence (never null)
 * @param sealed the sealed bytes (never null); shared, not copied: nobody changes them
 */
public record StoredRecord(RecordVersion version, byte[] sealed) {
    /** Refuses nulls. */
    public StoredRecord {
        requireNonNull(version, "version");
        requireNonNull(sealed, "sealed");
    }

    @Override
    public String toString() {
        return "StoredRecord[" + version + ", " + sealed.length + " bytes]";
    }
}
