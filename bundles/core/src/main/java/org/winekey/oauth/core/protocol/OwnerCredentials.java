// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import org.winekey.oauth.core.secret.Secret;

/**
 * User name and password of an account, as a person typed them (RFC 6749 section 4.3). Immutable.
 *
 * @param user the user name
 * @param password the password
 */
public record OwnerCredentials(Secret user, Secret password) {

    /** Refuses nulls. */
    public OwnerCredentials {
        requireNonNull(user, "user");
        requireNonNull(password, "password");
    }

    /** Whether neither is missing. */
    public boolean isWhole() {
        return !user.reveal().isBlank() && !password.reveal().isEmpty();
    }
}
