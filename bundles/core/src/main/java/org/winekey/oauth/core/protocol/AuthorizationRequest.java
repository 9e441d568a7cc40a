// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.winekey.oauth.core.secret.Secret;

/** The way to the provider's consent page (RFC 6749 section 4.1.1, always a code, with PKCE S256). */
public final class AuthorizationRequest {

    private AuthorizationRequest() {}

    /**
     * The authorization endpoint with its own query kept and ours added.
     *
     * @return carries {@code state}: meant for one browser
     * @throws IllegalArgumentException when a parameter of the settings has a reserved name or comes twice
     * @throws IllegalStateException when the redirect URI is not known yet
     */
    public static URI uri(Registration registration, Secret state, CodeVerifier verifier) {
        return with(
                registration,
                parameters(registration, state, verifier),
                registration.dialect().resources());
    }

    /** What the request says, but for the resources; in a browser's address or pushed ahead of it. */
    static Map<String, String> parameters(Registration registration, Secret state, CodeVerifier verifier) {
        var parameters = required(registration, state, verifier);
        registration.parameters().forEach((name, value) -> {
            if (ReservedParameters.isReserved(name)) {
                throw new IllegalArgumentException("parameters: the protocol sets this name itself: " + name);
            }
            parameters.put(name, value);
        });
        return Naming.of(registration.dialect().requests().authorization()).apply(parameters);
    }

    /** The authorization endpoint with its own query kept and these added. */
    static URI with(Registration registration, Map<String, String> parameters) {
        return with(registration, parameters, List.of());
    }

    private static URI with(Registration registration, Map<String, String> parameters, List<String> resources) {
        var endpoint = registration.endpoints().forBrowsers();
        refuseRepetition(endpoint, parameters);
        var query = Form.encode(parameters, Wire.RESOURCE, resources);
        var fragment = registration.dialect().requests().authorization().fragment();
        return fragment.isEmpty()
                ? Written.withQuery(endpoint, query)
                : URI.create(endpoint + "#" + fragment + "?" + query);
    }

    private static Map<String, String> required(Registration registration, Secret state, CodeVerifier verifier) {
        var redirectUri = registration.redirectUri();
        if (redirectUri == null) {
            throw new IllegalStateException("redirect_uri: not known yet");
        }
        var requests = registration.dialect().requests();
        var style = requests.authorization();
        var parameters = new LinkedHashMap<String, String>();
        parameters.put(Wire.RESPONSE_TYPE, style.responseType());
        parameters.put(Wire.CLIENT_ID, registration.clientId());
        parameters.put(Wire.REDIRECT_URI, redirectUri);
        parameters.put(Wire.SCOPE, requests.separator().join(registration.scopes(), Encoding.FORM));
        parameters.put(Wire.STATE, state.reveal());
        if (style.pkce()) {
            parameters.put(Wire.CODE_CHALLENGE, verifier.challenge());
            parameters.put(Wire.CODE_CHALLENGE_METHOD, Wire.S256);
        }
        return parameters;
    }

    private static void refuseRepetition(URI endpoint, Map<String, String> parameters) {
        var query = endpoint.getRawQuery();
        if (query == null) {
            return;
        }
        for (var name : Form.decode(query).keySet()) {
            if (parameters.containsKey(name) || ReservedParameters.isReserved(name)) {
                throw new IllegalArgumentException("authorization_endpoint: its query repeats a parameter: " + name);
            }
        }
    }
}
