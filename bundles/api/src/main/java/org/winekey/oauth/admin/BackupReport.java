// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import java.nio.file.Path;
import java.util.List;

/**
 * What a backup saved.
 *
 * @param file where it is (never null)
 * @param grants names of the clients whose grants are in it (never null, may be empty)
 * @param settings names of the clients whose settings are in it (never null, may be empty)
 * @param notes what could not be saved and what else is worth knowing, one sentence each (never null, may be empty)
 */
public record BackupReport(Path file, List<String> grants, List<String> settings, List<String> notes) {
    /** Copies the lists. */
    public BackupReport {
        grants = List.copyOf(grants);
        settings = List.copyOf(settings);
        notes = List.copyOf(notes);
    }
}
