// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.secret.Secret;

/** Takes an authorization response apart; every parameter may come from an attacker. */
final class AuthorizationResponseParser {

    private static final List<String> SINGLE = List.of(Wire.STATE, Wire.CODE, Wire.ISS, Wire.ERROR);

    private static final Set<String> OPAQUE = Set.of(Wire.STATE, Wire.CODE);

    private AuthorizationResponseParser() {}

    /** The parameters by the names of the RFC; one that has another name here counts under that alone. */
    static Map<String, List<String>> translated(Map<String, List<String>> parameters, Map<String, String> renamed) {
        var translated = new LinkedHashMap<>(parameters);
        renamed.keySet().forEach(translated::remove);
        renamed.forEach((name, theirs) -> {
            var values = parameters.get(theirs);
            if (values != null) {
                translated.put(name, values);
            }
        });
        return translated;
    }

    static AuthorizationResponse parse(Map<String, List<String>> parameters) {
        var state = secret(only(parameters, Wire.STATE));
        for (var name : SINGLE) {
            var values = parameters.getOrDefault(name, List.of());
            if (values.size() > 1) {
                return malformed("the parameter " + name + " comes more than once", state);
            }
            if (OPAQUE.contains(name) && values.stream().anyMatch(AuthorizationResponseParser::isTooLong)) {
                return malformed("the parameter " + name + " is too long", name.equals(Wire.STATE) ? null : state);
            }
        }
        return parseSingle(parameters, state);
    }

    private static AuthorizationResponse parseSingle(Map<String, List<String>> parameters, @Nullable Secret state) {
        var code = secret(only(parameters, Wire.CODE));
        var error = only(parameters, Wire.ERROR);
        var iss = only(parameters, Wire.ISS);
        if (code != null && error != null) {
            return malformed("the response carries a code and an error", state);
        }
        if (error != null) {
            var description = only(parameters, Wire.ERROR_DESCRIPTION);
            return new AuthorizationResponse.Refusal(
                    ForeignText.filtered(error, ForeignText.MOST_CODE), refusalText(error, description), state, iss);
        }
        return code == null
                ? malformed("the response carries neither a code nor an error", state)
                : new AuthorizationResponse.Code(code, state, iss);
    }

    private static String refusalText(String error, @Nullable String description) {
        var text = meaning(error) + " (" + ForeignText.filtered(error, ForeignText.MOST_CODE) + ")";
        return description == null
                ? text
                : text + ": " + ForeignText.filtered(description, ForeignText.MOST_DESCRIPTION);
    }

    /** The codes of RFC 6749 section 4.1.2.1. */
    private static String meaning(String error) {
        return switch (error) {
            case "invalid_request" -> "The provider does not understand the request";
            case "unauthorized_client" -> "The provider does not let this client ask for a code";
            case "access_denied" -> "The consent was refused";
            case "unsupported_response_type" -> "The provider does not offer the authorization code flow";
            case "invalid_scope" -> "The provider does not know a scope, or does not grant it";
            case "server_error" -> "The provider has a fault of its own";
            case "temporarily_unavailable" -> "The provider is overloaded or being maintained; try again later";
            default -> "The provider refused";
        };
    }

    private static boolean isTooLong(String value) {
        return value.length() > AuthorizationResponse.MOST_CHARACTERS;
    }

    private static AuthorizationResponse malformed(String why, @Nullable Secret state) {
        return new AuthorizationResponse.Malformed(why, state);
    }

    /** The value of a parameter that comes exactly once and is not empty. */
    private static @Nullable String only(Map<String, List<String>> parameters, String name) {
        var values = parameters.getOrDefault(name, List.of());
        return values.size() == 1 && !values.get(0).isEmpty() ? values.get(0) : null;
    }

    private static @Nullable Secret secret(@Nullable String text) {
        return text == null ? null : Secret.of(text);
    }
}
