// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.secret.Secret;

/** A form that a client posts to its authorization server, with the proof of who it is (RFC 6749 section 2.3). */
final class ClientRequest {

    private ClientRequest() {}

    /** Adds the client's one method of authentication; every secret goes into the body or the header, none into the URL. */
    static HttpTransport.Call of(Registration registration, URI endpoint, Map<String, String> form, Duration deadline) {
        return of(registration, endpoint, form, List.of(), deadline);
    }

    /** The same, naming these resources (RFC 8707 section 2). */
    static HttpTransport.Call of(
            Registration registration,
            URI endpoint,
            Map<String, String> form,
            List<String> resources,
            Duration deadline) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", Form.MEDIA_TYPE);
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "winekey");
        var authenticated = new LinkedHashMap<>(form);
        authenticate(registration, headers, authenticated);
        var body = Form.encode(authenticated, Wire.RESOURCE, resources).getBytes(US_ASCII);
        return new HttpTransport.Call(
                "POST", endpoint, headers, body, deadline, TokenRequest.BODY_CAP, registration.route());
    }

    /** One method and no other (RFC 6749 section 2.3); without a secret the client is public. */
    private static void authenticate(Registration registration, Map<String, String> headers, Map<String, String> form) {
        var secret = registration.clientSecret();
        var method = secret == null ? ClientAuthentication.NONE : registration.authentication();
        if (method == ClientAuthentication.BASIC && secret != null) {
            var isRaw = registration.dialect().rawBasic();
            headers.put(
                    "Authorization",
                    isRaw ? rawBasic(registration.clientId(), secret) : basic(registration.clientId(), secret));
            return;
        }
        form.put(Wire.CLIENT_ID, registration.clientId());
        if (method == ClientAuthentication.POST && secret != null) {
            form.put(Wire.CLIENT_SECRET, secret.reveal());
        }
    }

    /** Form-encoded first, then Base64 (RFC 6749 section 2.3.1): a colon in the identifier would end it otherwise. */
    private static String basic(String clientId, Secret secret) {
        return basic(Form.encode(clientId) + ":" + Form.encode(secret.reveal()));
    }

    /** As they are (RFC 7617 section 2), for servers that do not decode. */
    private static String rawBasic(String clientId, Secret secret) {
        return basic(clientId + ":" + secret.reveal());
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }
}
