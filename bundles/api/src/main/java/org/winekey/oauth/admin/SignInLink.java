// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * The one-time links that a person opens to sign in. Whoever holds one can use it once: show them to their starter only.
 *
 * @param uri {@code <base_uri>/oauth/go/<nonce>}, for the browser of the starter (never null)
 * @param elsewhere the same for another device, meant for a QR code; a grant that comes this way waits for acceptance unless it
 *     belongs to the same account as before (never null)
 * @param ways the redirect doors, each with the redirect URI that must be registered at the provider, the preferred one first
 *     (never null, never empty)
 * @param expiresAt the deadline of the sign-in (never null)
 */
public record SignInLink(URI uri, URI elsewhere, List<Way> ways, Instant expiresAt) {
    /** Copies the ways. */
    public SignInLink {
        ways = List.copyOf(ways);
    }

    @Override
    public String toString() {
        return "SignInLink[***, expiresAt=" + expiresAt + "]";
    }
}
