// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.util.List;
import java.util.Set;

/** Which part of an answer decides: 407, 429 and 5xx by status, an OAuth error of 2xx and 4xx by its code, else by status. */
final class Precedence {

    static final List<Integer> STATUSES = List.of(
            200, 201, 202, 301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 413, 415,
            418, 422, 425, 429, 451, 500, 501, 502, 503, 504, 511, 520, 522, 530);

    /** RFC 6749 section 5.2 and 4.1.2.1, RFC 8628 section 3.5, OpenID Connect Core section 3.1.2.6; one unknown, one absent. */
    static final List<String> CODES = List.of(
            "invalid_grant",
            "invalid_client",
            "unauthorized_client",
            "invalid_scope",
            "invalid_request",
            "unsupported_grant_type",
            "server_error",
            "temporarily_unavailable",
            "access_denied",
            "interaction_required",
            "login_required",
            "consent_required",
            "slow_down",
            "expired_token",
            "Invalid_Grant",
            "");

    private static final Set<Integer> MOVED_OR_GONE = Set.of(301, 308, 404, 405, 410, 415);

    private Precedence() {}

    static Lot lot(int status, String code) {
        if (status == 407) {
            return Lot.PROXY;
        }
        if (status == 429 || status == 503) {
            return Lot.THROTTLED;
        }
        var carriesErrors = status / 100 == 2 || status / 100 == 4;
        return carriesErrors && !code.isEmpty() ? byCode(code) : byStatus(status);
    }

    private static Lot byStatus(int status) {
        if (status == 401) {
            return Lot.CONFIG_SECRET;
        }
        if (MOVED_OR_GONE.contains(status)) {
            return Lot.ENDPOINT;
        }
        if (status / 100 == 5) {
            return status == 511 ? Lot.TRANSIENT : Lot.UNKNOWN;
        }
        return status / 100 == 2 ? Lot.BROKEN : Lot.TRANSIENT;
    }

    private static Lot byCode(String code) {
        return switch (code) {
            case "invalid_grant" -> Lot.DEAD;
            case "invalid_client" -> Lot.CONFIG_SECRET;
            case "unauthorized_client" -> Lot.CONFIG_CLIENT;
            case "invalid_scope" -> Lot.CONFIG_SCOPE;
            case "server_error", "temporarily_unavailable" -> Lot.TRANSIENT;
            case "slow_down" -> Lot.THROTTLED;
            case "access_denied", "interaction_required", "login_required", "consent_required" -> Lot.PERSON;
            default -> Lot.CONFIG_ENDPOINT;
        };
    }
}
