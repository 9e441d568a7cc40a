// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import java.io.IOException;

/** A backup that cannot be made or used. The message says why and what to do, without secrets. */
public final class BackupException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Cause and remedy. */
    public BackupException(String message) {
        super(message);
    }

    /** Cause and remedy, and what the disk said. */
    public BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
