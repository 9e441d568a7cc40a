// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.secret.Secret;

/**
 * An authorization request that goes to the provider before the browser does (RFC 9126), so that the browser carries no
 * more than a reference to it.
 */
public final class PushedRequest {

    private PushedRequest() {}

    /**
     * Everything that the browser would carry otherwise, with the client authentication of the token endpoint (RFC 9126
     * section 2.1).
     *
     * @throws IllegalArgumentException when a parameter of the settings has a reserved name
     * @throws IllegalStateException when the redirect URI is not known yet, or the settings name no endpoint for this
     */
    public static HttpTransport.Call of(
            Registration registration, Secret state, CodeVerifier verifier, Duration deadline) {
        var endpoint = registration.endpoints().pushedAuthorization();
        if (endpoint == null) {
            throw new IllegalStateException("pushed_authorization_request_endpoint: not set");
        }
        return ClientRequest.of(
                registration,
                endpoint,
                AuthorizationRequest.parameters(registration, state, verifier),
                registration.dialect().resources(),
                deadline);
    }

    /**
     * Where the browser goes then (RFC 9126 section 4): the authorization endpoint with {@code client_id} and the
     * reference. To be handed out once.
     */
    public static URI uri(Registration registration, PushedAnswer.Pushed pushed) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put(Wire.CLIENT_ID, registration.clientId());
        parameters.put(Wire.REQUEST_URI, pushed.requestUri().reveal());
        var naming = Naming.of(registration.dialect().requests().authorization());
        return AuthorizationRequest.with(registration, naming.apply(parameters));
    }
}
