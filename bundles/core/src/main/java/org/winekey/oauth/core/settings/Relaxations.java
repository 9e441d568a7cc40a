// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Settings with which a client does less than the requirements demand, for a provider that cannot do better. */
final class Relaxations {

    /** A value of a key, and the requirement that is relaxed by it. */
    private static final Map<String, String> RELAXED = Map.of(
            ProviderKeys.PKCE + "=off", "R-003",
            ProviderKeys.TOKEN_REQUEST_FORMAT + "=query", "R-040",
            Keys.AUTH_METHOD + "=client_secret_basic_and_post", "R-042");

    private Relaxations() {}

    /** The number of the requirement (empty: none is relaxed). */
    static Optional<String> of(String key, Object value) {
        return Optional.ofNullable(RELAXED.get((key + "=" + value).toLowerCase(Locale.ROOT)));
    }
}
