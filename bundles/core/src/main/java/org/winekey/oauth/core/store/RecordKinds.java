// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import org.winekey.oauth.spi.RecordKind;

/** Record kinds as numbers. Stateless; thread-safe. */
public final class RecordKinds {

    private RecordKinds() {}

    /** The number of a kind on disk and in what a record is authenticated with: fixed for ever, whatever the order in the source. */
    public static byte code(RecordKind kind) {
        return switch (kind) {
            case GRANT -> 1;
            case INTENT -> 2;
            case TICKET -> 3;
            case SET_ASIDE -> 4;
            case PENDING -> 5;
            case METADATA -> 6;
            case SECRETS -> 7;
        };
    }
}
