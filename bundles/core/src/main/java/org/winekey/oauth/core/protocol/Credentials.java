// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.secret.Secret;

/** The proof of who the client is, in a header or among the parameters (RFC 6749 section 2.3). */
final class Credentials {

    private Credentials() {}

    /** Adds the client's one method; without a secret the client is public. */
    static void add(Registration registration, Map<String, String> headers, Map<String, String> form) {
        var header = header(registration, registration.clientSecret());
        if (header != null) {
            headers.put("Authorization", header);
        }
        if (header == null || registration.authentication() == ClientAuthentication.BASIC_AND_POST) {
            addToForm(registration, form);
        }
    }

    private static @Nullable String header(Registration registration, @Nullable Secret secret) {
        if (secret == null) {
            return null;
        }
        var raw = registration.dialect().rawBasic();
        return switch (registration.authentication()) {
            case BASIC, BASIC_AND_POST ->
                basic(written(registration.clientId(), raw) + ":" + written(secret.reveal(), raw));
            case BASIC_AS_USER -> basic(written(secret.reveal(), raw) + ":");
            case POST, NONE, TLS, SELF_SIGNED_TLS -> null;
        };
    }

    private static void addToForm(Registration registration, Map<String, String> form) {
        var secret = registration.clientSecret();
        form.put(Wire.CLIENT_ID, registration.clientId());
        var method = registration.authentication();
        if (secret != null && (method == ClientAuthentication.POST || method == ClientAuthentication.BASIC_AND_POST)) {
            form.put(Wire.CLIENT_SECRET, secret.reveal());
        }
    }

    /**
     * Form-encoded (RFC 6749 section 2.3.1), since a colon in the identifier would end it otherwise; or as it is (RFC 7617
     * section 2), for servers that do not decode.
     */
    private static String written(String part, boolean raw) {
        return raw ? part : Form.encode(part);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }
}
