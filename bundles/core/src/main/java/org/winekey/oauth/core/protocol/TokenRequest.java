// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.secret.Secret;

/** Requests to the token endpoint (RFC 6749 section 3.2). All secrets go into the body or the header, none into the URL. */
public final class TokenRequest {

    /** Most bytes of a token response that are read. */
    public static final int BODY_CAP = 64 * 1024;

    private TokenRequest() {}

    /**
     * Exchanges a code (RFC 6749 section 4.1.3, RFC 7636 section 4.5). To be sent once, whatever comes back.
     *
     * @param redirectUri byte for byte as in the authorization request
     */
    public static HttpTransport.Call exchange(
            Registration registration, Secret code, CodeVerifier verifier, String redirectUri, Duration deadline) {
        var form = new LinkedHashMap<String, String>();
        form.put(Wire.GRANT_TYPE, Wire.AUTHORIZATION_CODE);
        form.put(Wire.CODE, code.reveal());
        form.put(Wire.REDIRECT_URI, redirectUri);
        form.put(Wire.CODE_VERIFIER, verifier.secret().reveal());
        return call(registration, form, deadline);
    }

    /** Asks for the tokens of a device code (RFC 8628 section 3.4). */
    static HttpTransport.Call device(
            Registration registration, Secret deviceCode, CodeVerifier verifier, Duration deadline) {
        var form = new LinkedHashMap<String, String>();
        form.put(Wire.GRANT_TYPE, Wire.DEVICE_GRANT);
        form.put(Wire.DEVICE_CODE, deviceCode.reveal());
        form.put(Wire.CODE_VERIFIER, verifier.secret().reveal());
        return call(registration, form, deadline);
    }

    /** Refreshes (RFC 6749 section 6). No scope is named: what was granted is meant. */
    public static HttpTransport.Call refresh(Registration registration, Secret refreshToken, Duration deadline) {
        var form = new LinkedHashMap<String, String>();
        form.put(Wire.GRANT_TYPE, Wire.REFRESH_TOKEN);
        form.put(Wire.REFRESH_TOKEN, refreshToken.reveal());
        return call(registration, form, deadline);
    }

    /**
     * Asks with the client's own credentials (RFC 6749 section 4.4.2). May be sent again, whatever came back: nothing is
     * spent by it.
     */
    public static HttpTransport.Call clientCredentials(Registration registration, Duration deadline) {
        var form = new LinkedHashMap<String, String>();
        form.put(Wire.GRANT_TYPE, Wire.CLIENT_CREDENTIALS);
        form.put(Wire.SCOPE, String.join(" ", registration.scopes()));
        return call(registration, form, deadline);
    }

    private static HttpTransport.Call call(Registration registration, Map<String, String> form, Duration deadline) {
        registration.tokenParameters().forEach((name, value) -> {
            if (!ReservedParameters.isReserved(name)) {
                form.putIfAbsent(name, value);
            }
        });
        return ClientRequest.of(
                registration,
                registration.endpoints().token(),
                form,
                registration.dialect().resources(),
                deadline);
    }
}
