// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.profile;

/** A profile that cannot be used, and what to do about it. */
public final class ProfileException extends Exception {

    private static final long serialVersionUID = 1L;

    ProfileException(String message) {
        super(message);
    }
}
