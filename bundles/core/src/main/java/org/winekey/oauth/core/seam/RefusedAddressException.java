// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** That a request goes nowhere, because of the address that its host has. Nothing was sent, not even a connection made. */
public final class RefusedAddressException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String key;

    RefusedAddressException(@Nullable String key, String message) {
        super(message);
        this.key = key;
    }

    /** The setting that would admit it (empty: none does). */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }
}
