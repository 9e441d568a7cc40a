// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import java.io.IOException;
import java.util.List;

/** Where the settings of clients are kept. Thread-safe. */
public interface ConfigurationShelf {

    /** The settings of every client, one each, as they were written. */
    List<SavedSettings> all() throws IOException;

    /**
     * Keeps settings for a client that has none.
     *
     * @throws BackupException when there are some by now
     */
    void create(SavedSettings settings) throws IOException;
}
