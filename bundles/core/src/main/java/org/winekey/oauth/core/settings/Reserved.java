// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.Locale;
import java.util.Set;

/** Parameters that the protocol itself sets, so that no setting may. */
final class Reserved {

    private static final Set<String> NAMES = Set.of(
            "client_id",
            "client_secret",
            "client_assertion",
            "client_assertion_type",
            "code",
            "code_challenge",
            "code_challenge_method",
            "code_verifier",
            "grant_type",
            "nonce",
            "password",
            "redirect_uri",
            "refresh_token",
            "request",
            "request_uri",
            "response_mode",
            "response_type",
            "scope",
            "state",
            "username");

    private Reserved() {}

    static boolean contains(String parameter) {
        return NAMES.contains(parameter.toLowerCase(Locale.ROOT));
    }
}
