// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.secret.Secret;

/** Asks the provider to revoke a token, with the client authentication of the token endpoint (RFC 7009 section 2.1). */
public final class RevocationRequest {

    private RevocationRequest() {}

    /**
     * For a refresh token; most providers end the access tokens of the same grant with it.
     *
     * @throws IllegalStateException when the registration has no endpoint for this
     */
    public static HttpTransport.Call ofRefreshToken(Registration registration, Secret token, Duration deadline) {
        return of(registration, token, Wire.REFRESH_TOKEN, deadline);
    }

    /** As {@link #ofRefreshToken}, for an access token. */
    public static HttpTransport.Call ofAccessToken(Registration registration, Secret token, Duration deadline) {
        return of(registration, token, Wire.ACCESS_TOKEN, deadline);
    }

    private static HttpTransport.Call of(Registration registration, Secret token, String hint, Duration deadline) {
        URI endpoint = registration.endpoints().revocation();
        if (endpoint == null) {
            throw new IllegalStateException("revocation_endpoint: not set");
        }
        var form = new LinkedHashMap<String, String>();
        form.put(Wire.TOKEN, token.reveal());
        form.put(Wire.TOKEN_TYPE_HINT, hint);
        return ClientRequest.of(registration, endpoint, form, deadline);
    }
}
