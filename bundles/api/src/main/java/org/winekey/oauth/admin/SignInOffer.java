// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import java.time.Instant;
import java.util.List;

/**
 * What a person is told before leaving for the provider.
 *
 * @param client the client name (never null)
 * @param provider host of the authorization endpoint (never null)
 * @param scopes the scopes that will be asked for (never null, may be empty)
 * @param starter who started the sign-in (never null)
 * @param startedAt when (never null)
 * @param ways the redirect doors to choose from, the preferred one first; a door whose answer was used up is missing (never
 *     null, may be empty)
 * @param elsewhere whether this link is meant for another device, and so for the home network alone
 * @param expiresAt the deadline (never null)
 */
public record SignInOffer(
        String client,
        String provider,
        List<String> scopes,
        Starter starter,
        Instant startedAt,
        List<Way> ways,
        boolean elsewhere,
        Instant expiresAt) {
    /** Copies the lists. */
    public SignInOffer {
        scopes = List.copyOf(scopes);
        ways = List.copyOf(ways);
    }
}
