// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One registration at one authorization server and the one grant it holds. Also registered as a service of its own with
 * the property {@value #CLIENT_PROPERTY}.
 *
 * <p>Thread-safe.
 */
@ProviderType
public interface OAuthClient {

    /** Name of the service property that carries the client name, type {@code String}. */
    String CLIENT_PROPERTY = "oauth.client";

    /**
     * The client name, for instance {@code spotify}; not the {@code client_id} of RFC 6749.
     *
     * @return the name (never null)
     */
    String name();

    /**
     * How this client is, and who has to act if it is not well. Never blocks.
     *
     * @return the present status (never null)
     */
    ClientStatus status();

    /**
     * A valid access token, by the first of these that applies:
     *
     * <ol>
     *   <li>a usable token exists: it is returned, without lock, allocation or input and output;
     *   <li>it is stale (near its expiry): it is returned all the same, and the refresh runs behind the caller;
     *   <li>it has expired: the caller joins the one refresh in flight and waits at most {@code token_timeout};
     *   <li>there is no grant: {@link TokenResult.SignInRequired}.
     * </ol>
     *
     * <p>A disabled client, wrong settings, or a bundle that {@code consumers} does not name, get {@link
     * TokenResult.Misconfigured} instead. A failed refresh is remembered: until it makes sense to try again, every caller
     * gets its reason at once.
     *
     * <p>It cannot fail while a usable token exists, whatever {@link #status()} says. An interrupted wait answers
     * {@link TokenResult.Unavailable} and keeps the interrupt flag.
     *
     * @return the result (never null)
     */
    TokenResult token();

    /**
     * Tells that an API answered 401 to this token (RFC 6750 section 3.1). At most one forced refresh follows per
     * token, and none when the client has a newer token already. Returns at once.
     *
     * @param token the token that was refused (never null)
     */
    void rejected(AccessToken token);
}
