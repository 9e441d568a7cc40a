// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.profile;

import org.winekey.oauth.core.protocol.ForeignText;

/** A profile that cannot be used, and what to do about it. */
public final class ProfileException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int MOST = 400;

    /** The message may name what a document has in it, which is shown as far as it is printable, and not without end. */
    ProfileException(String message) {
        super(ForeignText.plain(message, MOST));
    }
}
