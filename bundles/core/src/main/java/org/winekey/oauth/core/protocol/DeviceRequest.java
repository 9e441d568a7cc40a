// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.time.Duration;
import java.util.LinkedHashMap;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.secret.Secret;

/** The requests of the device grant (RFC 8628), with the client authentication of the token endpoint. */
public final class DeviceRequest {

    private DeviceRequest() {}

    /**
     * Asks for a device code (RFC 8628 section 3.1). The challenge (RFC 7636) is not in that RFC; servers that do not know
     * it pass it over, some want it.
     *
     * @throws IllegalStateException when the settings name no endpoint for this
     */
    public static HttpTransport.Call authorization(
            Registration registration, CodeVerifier verifier, Duration deadline) {
        var endpoint = registration.endpoints().deviceAuthorization();
        if (endpoint == null) {
            throw new IllegalStateException("device_authorization_endpoint: not set");
        }
        var form = new LinkedHashMap<String, String>();
        form.put(Wire.CLIENT_ID, registration.clientId());
        var requests = registration.dialect().requests();
        form.put(Wire.SCOPE, requests.separator().join(registration.scopes(), Encoding.FORM));
        if (requests.authorization().pkce()) {
            form.put(Wire.CODE_CHALLENGE, verifier.challenge());
            form.put(Wire.CODE_CHALLENGE_METHOD, Wire.S256);
        }
        registration.parameters().forEach((name, value) -> {
            if (!ReservedParameters.isReserved(name)) {
                form.putIfAbsent(name, value);
            }
        });
        return ClientRequest.of(
                registration, endpoint, form, registration.dialect().resources(), deadline);
    }

    /** Asks whether the person has consented (RFC 8628 section 3.4). May be sent again until it brings tokens. */
    public static HttpTransport.Call poll(
            Registration registration, Secret deviceCode, CodeVerifier verifier, Duration deadline) {
        return TokenRequest.device(registration, deviceCode, verifier, deadline);
    }
}
