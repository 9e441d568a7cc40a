// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.spi;

/** What a stored record is about. Each kind of a client has its own place, its own generations and its own fence. */
public enum RecordKind {
    /** The grant that is in use. */
    GRANT,
    /** That a refresh is about to be sent, or was sent with unknown outcome. */
    INTENT,
    /** A started sign-in. */
    TICKET,
    /** A grant that was replaced or ended; the three newest are kept. */
    SET_ASIDE,
    /** A grant that came but is not in use until an administrator accepts it. */
    PENDING,
    /** What the provider's metadata said when a client took its endpoints from it. */
    METADATA,
    /** Secrets of a client's settings that a person entered here rather than in Config Admin. */
    SECRETS
}
