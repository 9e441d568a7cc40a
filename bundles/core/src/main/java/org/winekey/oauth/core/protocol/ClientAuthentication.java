// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.Arrays;
import java.util.Optional;

/** How the client proves itself at the token endpoint (RFC 6749 section 2.3, RFC 7591 section 2). */
public enum ClientAuthentication {
    /** HTTP Basic; identifier and secret are form-encoded first (RFC 6749 section 2.3.1). */
    BASIC("client_secret_basic"),
    /** Identifier and secret in the request body. */
    POST("client_secret_post"),
    /** Both at once, for servers that ask for it against RFC 6749 section 2.3. */
    BASIC_AND_POST("client_secret_basic_and_post"),
    /** HTTP Basic with the secret as the user and no password. */
    BASIC_AS_USER("client_secret_basic_as_user"),
    /** A public client: the identifier in the body, no secret. */
    NONE("none"),
    /** A certificate that an authority signed, shown while the connection is made; the identifier in the body (RFC 8705). */
    TLS("tls_client_auth"),
    /** The same with a certificate that the provider knows by itself. */
    SELF_SIGNED_TLS("self_signed_tls_client_auth");

    private final String wireName;

    ClientAuthentication(String wireName) {
        this.wireName = wireName;
    }

    /** The name that settings and metadata use. */
    public String wireName() {
        return wireName;
    }

    /** Whether the client shows a certificate. */
    public boolean byCertificate() {
        return this == TLS || this == SELF_SIGNED_TLS;
    }

    /** The method of that name. */
    public static Optional<ClientAuthentication> of(String wireName) {
        return Arrays.stream(values())
                .filter(method -> method.wireName.equals(wireName))
                .findFirst();
    }
}
