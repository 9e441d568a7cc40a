// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.IOException;

/**
 * The store is there but must not be used now: the key is missing or another one, the folder cannot be had, or somebody
 * else holds it. Nothing was overwritten, nothing deleted; the message names the cause and the remedy.
 */
public final class LockedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Cause and remedy, without secrets. */
    public LockedException(String message) {
        super(message);
    }

    /** Cause and remedy, without secrets, and what the disk said. */
    public LockedException(String message, Throwable cause) {
        super(message, cause);
    }
}
