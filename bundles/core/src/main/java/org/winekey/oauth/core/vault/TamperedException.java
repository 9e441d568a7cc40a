// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import java.io.IOException;

/**
 * A record came from the disk whole but does not authenticate: somebody altered it, or moved it here from another client,
 * kind, generation or store.
 */
public final class TamperedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Which record, without secrets. */
    public TamperedException(String message) {
        super(message);
    }
}
