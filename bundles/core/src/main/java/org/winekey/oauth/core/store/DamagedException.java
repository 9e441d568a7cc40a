// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.IOException;

/** Records were there and cannot be read any more: the disk, not a person, changed them. Damage is never "no record". */
public final class DamagedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What is damaged and what a person can do, without secrets. */
    public DamagedException(String message) {
        super(message);
    }
}
