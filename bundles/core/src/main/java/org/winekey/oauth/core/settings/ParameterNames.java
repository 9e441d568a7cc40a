// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Keys that give the parameters of the protocol other names, or leave them out. */
final class ParameterNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.~-]{1,64}");

    private final Values values;

    ParameterNames(Values values) {
        this.values = values;
    }

    /**
     * Other names of parameters.
     *
     * @param prefix of the keys
     * @param known the parameters that there are
     * @return the other name, by the one of the RFC
     */
    Map<String, String> renamed(String prefix, List<String> known) throws SettingsException {
        var renamed = values.open(prefix);
        var taken = new HashSet<>(known);
        taken.removeAll(renamed.keySet());
        for (var name : renamed.entrySet()) {
            var key = prefix + name.getKey();
            if (!known.contains(name.getKey())) {
                throw new SettingsException(
                        key,
                        "renames no parameter that is sent or comes; what stands after the point is one of "
                                + String.join(", ", known));
            }
            if (!NAME.matcher(name.getValue()).matches()) {
                throw new SettingsException(
                        key, "is no name of a parameter; write letters, digits, and of the others . _ ~ -");
            }
            if (!taken.add(name.getValue())) {
                throw new SettingsException(key, "gives a name that another parameter has; choose the provider's own");
            }
        }
        return renamed;
    }

    /** Parameters that are left out. */
    List<String> omitted(String key, List<String> omissible, Map<String, String> renamed) throws SettingsException {
        var omitted = values.words(key);
        for (var name : omitted) {
            if (!omissible.contains(name)) {
                throw new SettingsException(
                        key, "names a parameter that cannot be left out; these can: " + String.join(", ", omissible));
            }
            if (renamed.containsKey(name)) {
                throw new SettingsException(key, "names " + name + ", which another key renames; remove one of them");
            }
        }
        return omitted;
    }
}
