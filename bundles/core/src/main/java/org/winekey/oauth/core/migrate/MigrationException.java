// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.migrate;

/** A file of another system that cannot be used; the message says why and what to do, and quotes no value. */
public final class MigrationException extends Exception {

    private static final long serialVersionUID = 1L;

    MigrationException(String message) {
        super(message);
    }
}
