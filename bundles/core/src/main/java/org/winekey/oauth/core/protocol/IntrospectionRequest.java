// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.secret.Secret;

/** Asks the provider about a token, with the client authentication of the token endpoint (RFC 7662 section 2.1). */
public final class IntrospectionRequest {

    private IntrospectionRequest() {}

    /**
     * For an access token, which goes into the body.
     *
     * @throws IllegalStateException when the registration has no endpoint for this
     */
    public static HttpTransport.Call ofAccessToken(Registration registration, Secret token, Duration deadline) {
        URI endpoint = registration.endpoints().introspection();
        if (endpoint == null) {
            throw new IllegalStateException("introspection_endpoint: not set");
        }
        var form = new LinkedHashMap<String, String>();
        form.put(Wire.TOKEN, token.reveal());
        form.put(Wire.TOKEN_TYPE_HINT, Wire.ACCESS_TOKEN);
        return ClientRequest.of(registration, endpoint, form, deadline);
    }
}
