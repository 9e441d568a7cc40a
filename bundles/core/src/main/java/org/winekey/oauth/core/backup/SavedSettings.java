// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of one client as Config Admin keeps them, references not replaced. They may hold a client secret in clear,
 * so that they show no value. Immutable.
 *
 * @param client the client name
 * @param properties keys compare without case, as in Config Admin
 */
public record SavedSettings(String client, Map<String, Object> properties) {

    /** Copies the properties. */
    public SavedSettings {
        var copy = new TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(properties);
        properties = Collections.unmodifiableMap(copy);
    }

    @Override
    public String toString() {
        return "SavedSettings[" + client + ", " + properties.keySet() + "]";
    }
}
