// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.List;
import org.winekey.oauth.core.protocol.Scopes;

/** Reads scopes (RFC 6749 section 3.3). */
final class ScopeReader {

    private ScopeReader() {}

    /** The scopes that a sign-in needs. */
    static List<String> needed(Values values) throws SettingsException {
        return scopes(values, Keys.SCOPE);
    }

    /** The scopes that a sign-in does without when the provider refuses one. */
    static List<String> optional(Values values) throws SettingsException {
        var optional = scopes(values, ProviderKeys.OPTIONAL_SCOPE);
        if (values.words(Keys.SCOPE).stream().anyMatch(optional::contains)) {
            throw new SettingsException(
                    ProviderKeys.OPTIONAL_SCOPE, "names a scope that " + Keys.SCOPE + " names too; remove one of them");
        }
        return optional;
    }

    private static List<String> scopes(Values values, String key) throws SettingsException {
        var scopes = values.words(key);
        if (!scopes.stream().allMatch(Scopes::isToken)) {
            throw new SettingsException(key, "contains a character that no scope has (quote, backslash, umlaut)");
        }
        return scopes;
    }
}
