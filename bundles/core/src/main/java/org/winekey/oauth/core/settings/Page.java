// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.settings.DefinitionBook.Person;

/**
 * One configuration as it was delivered. Immutable.
 *
 * @param pid its PID
 * @param raw its settings
 * @param secretInClear whether Config Admin keeps a secret of it in clear
 * @param name the client that it is for; null: it names none
 * @param problem why it names none
 * @param leaving whether it is deleted but still in force
 */
record Page(
        String pid,
        Map<String, Object> raw,
        boolean secretInClear,
        @Nullable String name,
        @Nullable SettingsException problem,
        boolean leaving) {

    Optional<String> base() {
        try {
            return new Values(raw).text(Keys.EXTENDS);
        } catch (SettingsException e) {
            return Optional.empty();
        }
    }

    /** No configuration, only what a bundle defines. */
    static Page blank(String name) {
        return new Page(name, Map.of(), false, name, null, false);
    }

    Person person() {
        var values = new Values(raw);
        return new Person(ClientBook.namesServer(values), ClientReader.owner(values));
    }

    Page asLeaving() {
        return new Page(pid, raw, secretInClear, name, problem, true);
    }

    /** What Config Admin delivered under a PID. */
    static Page of(String pid, Map<String, Object> raw, boolean secretInClear) {
        try {
            return new Page(pid, raw, secretInClear, ClientNames.of(pid, raw), null, false);
        } catch (SettingsException e) {
            return new Page(pid, raw, secretInClear, null, e, false);
        }
    }
}
