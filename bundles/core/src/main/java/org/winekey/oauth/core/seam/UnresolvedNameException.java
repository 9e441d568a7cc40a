// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import org.jspecify.annotations.Nullable;

/** That a name does not resolve. Nothing was sent. */
public final class UnresolvedNameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnresolvedNameException(String host, @Nullable Throwable cause) {
        super("the name " + host + " does not resolve", cause);
    }
}
