// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import java.net.URI;
import java.time.Instant;

/**
 * A one-time link that a person opens to sign in. Whoever holds it can use it once: show it to its starter only.
 *
 * @param uri {@code <base_uri>/oauth/go/<nonce>} (never null)
 * @param redirectUri the redirect URI that must be registered at the provider (never null)
 * @param expiresAt the deadline of the sign-in (never null)
 */
public record SignInLink(URI uri, String redirectUri, Instant expiresAt) {
    @Override
    public String toString() {
        return "SignInLink[***, expiresAt=" + expiresAt + "]";
    }
}
