// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.migrate;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.ForeignText;

/** Config Admin replaces placeholders with secrets and variables of this machine: none comes in from elsewhere. Stateless. */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$[\\[{]");

    private Placeholders() {}

    /** Adds a setting that was found in a file; nothing when there is no value. */
    static void put(Map<String, Object> settings, String key, @Nullable String value) throws MigrationException {
        if (value == null) {
            return;
        }
        if (PLACEHOLDER.matcher(value).find()) {
            throw new MigrationException(
                    "holds a placeholder, $[...] or ${...}, as " + ForeignText.plain(key) + "; remove it");
        }
        settings.put(key, value);
    }
}
