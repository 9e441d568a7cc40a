// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Parameter names that settings may not add to a request, because the protocol sets them itself. */
public final class ReservedParameters {

    private static final Set<String> NAMES = Set.of(
            Wire.RESPONSE_TYPE,
            "response_mode",
            Wire.CLIENT_ID,
            Wire.CLIENT_SECRET,
            Wire.REDIRECT_URI,
            Wire.SCOPE,
            Wire.STATE,
            Wire.CODE,
            Wire.CODE_CHALLENGE,
            Wire.CODE_CHALLENGE_METHOD,
            Wire.CODE_VERIFIER,
            Wire.GRANT_TYPE,
            Wire.REFRESH_TOKEN,
            Wire.ACCESS_TOKEN,
            Wire.ISS,
            Wire.ERROR,
            "request",
            Wire.REQUEST_URI,
            "nonce",
            "token",
            "device_code",
            "username",
            "password",
            "assertion",
            "client_assertion",
            "client_assertion_type");

    private ReservedParameters() {}

    /**
     * What speaks against a parameter name in {@code parameters.<name>} or {@code token_parameters.<name>}; letter case
     * does not matter, since some servers ignore it.
     *
     * @return one sentence (empty: the name is fine)
     */
    public static Optional<String> check(String name) {
        if (name.isBlank() || !ForeignText.isLegal(name)) {
            return Optional.of("a parameter needs a name of printable ASCII characters");
        }
        return isReserved(name)
                ? Optional.of("the parameter " + name + " is set by the protocol; remove it here")
                : Optional.empty();
    }

    static boolean isReserved(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
