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
 * @param redirectUri where the answer will come home (never null)
 * @param expiresAt the deadline (never null)
 */
public record SignInOffer(
        String client,
        String provider,
        List<String> scopes,
        Starter starter,
        Instant startedAt,
        String redirectUri,
        Instant expiresAt) {}
