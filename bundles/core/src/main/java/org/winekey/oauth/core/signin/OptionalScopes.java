// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.winekey.oauth.core.protocol.Registration;

/**
 * Which scopes are asked for: the optional ones too, until the provider says {@code invalid_scope} to them. That is
 * remembered as long as the service runs and the settings name the same ones. Thread-safe.
 */
final class OptionalScopes {

    static final String INVALID_SCOPE = "invalid_scope"; // RFC 6749 section 4.1.2.1

    private final Map<String, List<String>> refused = new ConcurrentHashMap<>();

    /** The registration with the scopes that are asked for. */
    Registration asking(Registration registration) {
        var optional = optional(registration);
        if (optional.isEmpty() || isRefused(registration)) {
            return registration;
        }
        var all = new ArrayList<>(registration.scopes());
        all.addAll(optional);
        return registration.asking(all);
    }

    /**
     * Takes note of an answer.
     *
     * @param registration as in the settings
     * @return whether a request without the optional scopes may fare better
     */
    boolean refused(Registration registration, String error) {
        if (!error.equals(INVALID_SCOPE) || optional(registration).isEmpty() || isRefused(registration)) {
            return false;
        }
        refused.put(registration.client(), optional(registration));
        return true;
    }

    private boolean isRefused(Registration registration) {
        return optional(registration).equals(refused.get(registration.client()));
    }

    static List<String> optional(Registration registration) {
        return registration.dialect().requests().authorization().optionalScopes();
    }
}
