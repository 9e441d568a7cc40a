// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

import java.util.Locale;

/** What a store is spared, so that a programme can show that it would notice. */
public enum Weakness {
    /** Nothing: the store as it is shipped. */
    NONE,
    /** Written files are not flushed. */
    NO_FORCE,
    /** Folders are not flushed. */
    NO_DIRECTORY_FORCE,
    /** What was written is not read back. */
    NO_READ_BACK,
    /** A record counts as written before it is. */
    PUBLISH_BEFORE_WRITE,
    /** The folder is not locked. */
    NO_LOCK,
    /** Nobody looks whether the present key is the one that the records need. */
    NO_KEY_CHECK,
    /** A file of plain text, written anew and renamed without a flush, as others do. */
    PLAIN_FILE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
