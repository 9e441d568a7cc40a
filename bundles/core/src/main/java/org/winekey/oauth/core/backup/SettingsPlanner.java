// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.RestorePlan.SettingsStep;

/** Says what a restore would do with the settings of a client. Changes nothing. */
final class SettingsPlanner {

    private final ConfigurationShelf shelf;

    SettingsPlanner(ConfigurationShelf shelf) {
        this.shelf = shelf;
    }

    /** What would become of settings, and the same in words. */
    record Judged(SettingsStep step, String reason) {}

    /**
     * Looks at the settings of one client.
     *
     * @param saved those of the backup (null: it has none)
     * @param there those that are there (null: none)
     */
    Judged judge(@Nullable SavedSettings saved, @Nullable SavedSettings there) throws IOException {
        if (saved == null) {
            return new Judged(SettingsStep.NONE, "");
        }
        if (there == null) {
            return create(saved);
        }
        return isSame(saved, there)
                ? new Judged(SettingsStep.SAME, "; the settings are the same")
                : new Judged(SettingsStep.DIFFERENT, "; the settings differ, and those that are there stay");
    }

    private Judged create(SavedSettings saved) throws IOException {
        var refusal = shelf.refusal(saved);
        return refusal.isPresent()
                ? new Judged(SettingsStep.REFUSED, "; the settings are not created: " + refusal.get())
                : new Judged(
                        SettingsStep.CREATE,
                        "; the settings are created in Config Admin and send secrets to " + shelf.receiver(saved));
    }

    private static boolean isSame(SavedSettings saved, SavedSettings there) {
        try {
            return BackupJson.properties(saved).equals(BackupJson.properties(there));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
