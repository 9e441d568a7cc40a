// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.winekey.oauth.ClientStatus;

/**
 * The one port of all faces. An OSGi service for the bundles of this product and those that the setting {@code admins}
 * names; every method throws {@link AdminException} with {@link AdminException.Problem#NOT_PERMITTED} for others. It
 * returns no token and no client secret.
 *
 * <p>Thread-safe. No method blocks longer than {@code token_timeout}, except {@link #rotateKeys}.
 */
@ProviderType
public interface OAuthAdmin {

    /**
     * All configured clients, ordered by name.
     *
     * @return an immutable snapshot (never null, may be empty)
     */
    List<ClientReport> clients();

    /**
     * One configured client.
     *
     * @param client the client name (never null)
     * @return the report (never null, empty: no such client)
     */
    Optional<ClientReport> client(String client);

    /**
     * Starts a sign-in: stores a ticket and makes the one-time link that a person opens. A newer ticket of the same
     * client cancels the older one.
     *
     * @param client the client name (never null)
     * @param starter who asks (never null)
     * @return the link {@code <base_uri>/oauth/go/<nonce>} and its deadline (never null)
     * @throws AdminException NO_SUCH_CLIENT, MISCONFIGURED (with the key) or UNAVAILABLE
     */
    SignInLink begin(String client, Starter starter);

    /**
     * What the page behind a one-time link tells before a person goes on: who asked, for which client and scopes, where
     * it leads. Consumes nothing.
     *
     * @param nonce the last path segment of the link (never null, any text)
     * @return the offer (never null, empty: unknown, expired or already used)
     */
    Optional<SignInOffer> offer(String nonce);

    /**
     * Consumes a one-time link and binds the sign-in to the browser that asked.
     *
     * @param nonce the last path segment of the link (never null, any text)
     * @return where to send the browser and the binding to set as its cookie (never null, empty: unknown, expired or
     *     already used)
     * @throws AdminException UNAVAILABLE when the store cannot be written
     */
    Optional<Departure> depart(String nonce);

    /**
     * Finishes a sign-in with the authorization response (RFC 6749 section 4.1.2) that a browser brought to the callback.
     * The ticket is claimed before the code is exchanged; whatever is refused leaves the present grant untouched.
     *
     * @param arrival the response as it came (never null)
     * @return what became of it (never null)
     * @throws AdminException UNAVAILABLE when the store is not open
     */
    SignInOutcome arrive(Arrival arrival);

    /**
     * Finishes a sign-in with the address that the browser ended on, pasted by the user who started it, at
     * the face where it was started.
     *
     * @param address the whole redirected URL (never null)
     * @param starter who pastes (never null); must equal the starter of the ticket
     * @return what became of it (never null)
     * @throws AdminException UNAVAILABLE when the store is not open
     */
    SignInOutcome complete(String address, Starter starter);

    /**
     * Refreshes now, on a person's wish, and waits for the result at most {@code token_timeout}.
     *
     * @param client the client name (never null)
     * @return the status afterwards (never null)
     * @throws AdminException NO_SUCH_CLIENT, NO_GRANT or UNAVAILABLE
     */
    ClientStatus refresh(String client);

    /**
     * Forgets the grant and any open sign-in of this client, also of one that is no longer configured. Its tokens stop
     * being handed out at once.
     *
     * @param client the client name (never null)
     * @throws AdminException NO_SUCH_CLIENT when neither a configuration nor a grant of that name exists, UNAVAILABLE
     *     when the store cannot be written
     */
    void forget(String client);

    /**
     * Seals everything in the token store anew: with a new key if the key file seals, else with the key that the settings
     * choose. Tokens go on being handed out and refreshed meanwhile; repeating it does no harm, and what an interruption
     * leaves is finished by the next start.
     *
     * @return what became of it (never null)
     * @throws AdminException UNAVAILABLE when the store or its key cannot be used, and then the old key goes on
     */
    RotatedKeys rotateKeys();

    /**
     * Where this controller is reached by browsers: the setting {@code base_uri} or its default.
     *
     * @return scheme, host and port, no path (never null, empty: no HTTP service is up and none is set)
     */
    Optional<URI> baseUri();
}
