// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What a person needs at the device door (RFC 8628 section 3.3). Show it to the starter only; with the complete address
 * always show the plain address and the code as text too, so that the person can compare. The device code itself is not
 * among it: it never leaves the service.
 *
 * @param userCode what the person types at the provider (never null; the provider's text, filtered but not escaped)
 * @param verificationUri where (never null; http or https)
 * @param verificationUriComplete the same with the code in it, for a QR code (never null, empty: the provider has none)
 * @param expiresAt the end of the code, and never later than that of the sign-in (never null)
 */
public record DeviceCode(
        String userCode, String verificationUri, Optional<String> verificationUriComplete, Instant expiresAt) {
    /** Refuses nulls. */
    public DeviceCode {
        requireNonNull(userCode, "userCode");
        requireNonNull(verificationUri, "verificationUri");
        requireNonNull(verificationUriComplete, "verificationUriComplete");
        requireNonNull(expiresAt, "expiresAt");
    }

    @Override
    public String toString() {
        return "DeviceCode[***, expiresAt=" + expiresAt + "]";
    }
}
