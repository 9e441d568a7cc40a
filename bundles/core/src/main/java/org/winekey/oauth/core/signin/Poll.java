// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.winekey.oauth.core.protocol.CodeVerifier;
import org.winekey.oauth.core.protocol.DeviceAuthorization;

/**
 * The open device door of a ticket (RFC 8628). Immutable.
 *
 * @param codes what the provider gave
 * @param verifier the code verifier that went with the request (RFC 7636)
 */
record Poll(DeviceAuthorization codes, CodeVerifier verifier) {

    /** RFC 8628 section 3.5. */
    private static final Duration SLOWER = Duration.ofSeconds(5);

    /** Refuses nulls. */
    Poll {
        requireNonNull(codes, "codes");
        requireNonNull(verifier, "verifier");
    }

    /** The same after the provider said {@code slow_down}. */
    Poll slower() {
        return new Poll(
                new DeviceAuthorization(
                        codes.deviceCode(),
                        codes.userCode(),
                        codes.verificationUri(),
                        codes.verificationUriComplete(),
                        codes.expiresIn(),
                        codes.interval().plus(SLOWER)),
                verifier);
    }

    /** Whether it is about the same device code. */
    boolean sameAs(Poll other) {
        return codes.deviceCode().equals(other.codes.deviceCode());
    }
}
