// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.winekey.oauth.core.settings.Keys.RESOURCE;

import java.util.Map;
import org.winekey.oauth.core.protocol.ReservedParameters;

/** Keys that add parameters to requests. */
final class ParameterReader {

    private static final String GRANT_TYPE = "grant_type";

    private final Values values;

    ParameterReader(Values values) {
        this.values = values;
    }

    /** The parameters of all keys with this prefix; none is one that the protocol sets. */
    Map<String, String> parameters(String prefix) throws SettingsException {
        var parameters = values.open(prefix);
        for (var parameter : parameters.keySet()) {
            var complaint = ReservedParameters.check(parameter);
            if (complaint.isPresent()) {
                throw new SettingsException(prefix + parameter, complaint.get());
            }
            refuseSecondResource(prefix + parameter, parameter);
        }
        return parameters;
    }

    /** The same, with a grant type other than that of the password grant. */
    Map<String, String> withGrantType(String prefix) throws SettingsException {
        var parameters = new ParameterReader(values.without(prefix + GRANT_TYPE)).parameters(prefix);
        var grantType = values.text(prefix + GRANT_TYPE);
        if (grantType.isPresent()) {
            parameters.put(GRANT_TYPE, GrantTypes.unlikePassword(prefix + GRANT_TYPE, grantType.get()));
        }
        return parameters;
    }

    /** Refuses a parameter that a key of its own sets already. */
    void refuseSecondResource(String key, String parameter) throws SettingsException {
        if (parameter.equals(RESOURCE) && !values.words(RESOURCE).isEmpty()) {
            throw new SettingsException(key, "sets what the key " + RESOURCE + " sets already; remove one of them");
        }
    }
}
