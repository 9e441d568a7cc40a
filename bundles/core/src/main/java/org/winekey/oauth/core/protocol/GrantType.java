// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.Arrays;
import java.util.Optional;

/** By whose leave a client gets its tokens (RFC 6749 section 1.3). */
public enum GrantType {
    /** A person signs in and consents (RFC 6749 section 4.1). */
    AUTHORIZATION_CODE(Wire.AUTHORIZATION_CODE),
    /** Nobody signs in: the client asks with its own credentials (RFC 6749 section 4.4). */
    CLIENT_CREDENTIALS(Wire.CLIENT_CREDENTIALS),
    /** A person gives the password of the account away, once (RFC 6749 section 4.3; RFC 9700 section 2.4 forbids it). */
    PASSWORD(Wire.PASSWORD);

    private final String wireName;

    GrantType(String wireName) {
        this.wireName = wireName;
    }

    /** The name that settings and token requests use. */
    public String wireName() {
        return wireName;
    }

    /** Whether a person has to consent before there is a token. */
    public boolean needsPerson() {
        return this != CLIENT_CREDENTIALS;
    }

    /** Whether that person consents at the provider, behind a door of a sign-in. */
    public boolean hasDoors() {
        return this == AUTHORIZATION_CODE;
    }

    /** The grant type of that name. */
    public static Optional<GrantType> of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst();
    }
}
