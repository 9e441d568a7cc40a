// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.spi;

import java.io.IOException;

/** A write named a version that is no longer the newest: somebody else was faster, and nothing was written. */
public final class StaleVersionException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Says which record was lost.
     *
     * @param message client and kind (never null), no secret
     */
    public StaleVersionException(String message) {
        super(message);
    }
}
