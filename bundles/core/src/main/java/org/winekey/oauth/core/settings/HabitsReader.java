// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import org.winekey.oauth.core.protocol.Habits;

/** Reads what is known of how the provider of a client treats its tokens. */
final class HabitsReader {

    private final Values values;

    HabitsReader(Values values) {
        this.values = values;
    }

    Habits read() throws SettingsException {
        values.text(ProviderKeys.REFRESH_BUDGET);
        return Habits.PLAIN;
    }
}
