// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where the settings of clients are kept. Thread-safe. */
public interface ConfigurationShelf {

    /** The settings of every client, one each, as they were written. */
    List<SavedSettings> all() throws IOException;

    /** Why settings could not be created for a client that has none; empty: they could. */
    Optional<String> refusal(SavedSettings settings) throws IOException;

    /** Who would get the secrets of these settings, for people: a host, or what the settings say instead of one. */
    String receiver(SavedSettings settings);

    /**
     * Keeps settings for a client that has none.
     *
     * @throws BackupException when there are some by now, or {@link #refusal} says why not
     */
    void create(SavedSettings settings) throws IOException;
}
