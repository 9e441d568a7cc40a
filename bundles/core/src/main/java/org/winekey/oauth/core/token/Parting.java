// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What became of the wish to revoke a grant.
 *
 * @param kind what happened
 * @param text the same for people, without secrets
 * @param notRemoved why the disk refuses to remove the grant, which is tried again; null: it does not
 */
public record Parting(Kind kind, String text, @Nullable IOException notRemoved) {

    /** The ends it can come to. */
    public enum Kind {
        /** The provider ended the grant, and it is forgotten here. */
        CONFIRMED,
        /** The provider did not confirm; the grant is forgotten here all the same. */
        NOT_CONFIRMED,
        /** Nothing changed: the provider takes no revocations, as far as is known. */
        NOT_OFFERED,
        /** Nothing changed: the grant is in quarantine. */
        QUARANTINED,
        /** Nothing changed: no grant is held. */
        NOTHING_HELD,
        /** Nothing was sent: the grant was gone or another one before it came to that. */
        REPLACED,
        /** It is not over yet. */
        UNDERWAY
    }

    Parting(Kind kind, String text) {
        this(kind, text, null);
    }
}
