// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.winekey.oauth.ClientStatus;

/** Everything a face may show of one client; no secret among it. Immutable and thread-safe. */
@ProviderType
public interface ClientReport {

    /**
     * The client name.
     *
     * @return the name (never null)
     */
    String name();

    /**
     * How the client is.
     *
     * @return the status (never null)
     */
    ClientStatus status();

    /**
     * The provider's {@code client_id} in the present settings.
     *
     * @return the identifier (never null, empty: not set)
     */
    Optional<String> clientId();

    /**
     * The {@code client_id} that got the present grant, if it differs from the settings.
     *
     * @return the identifier (never null, empty: no grant, or the same)
     */
    Optional<String> grantedTo();

    /**
     * Whose account at the provider the present grant belongs to, where the provider tells (OpenID Connect).
     *
     * @return a name for people, the provider's text, filtered but not escaped (never null, empty: no grant, or not known)
     */
    default Optional<String> account() {
        return Optional.empty();
    }

    /**
     * Whether a person signs in for this client.
     *
     * @return false if it asks for tokens with its own credentials (RFC 6749 section 4.4)
     */
    default boolean needsPerson() {
        return true;
    }

    /**
     * Host of the authorization endpoint; of the token endpoint where nobody signs in.
     *
     * @return the host (never null, empty: not set)
     */
    Optional<String> provider();

    /**
     * The exact redirect URI that must be registered at the provider for the callback; {@link #ways()} has all of them.
     *
     * @return the URI (never null, empty: not known yet)
     */
    Optional<String> redirectUri();

    /**
     * The redirect doors, each with the exact redirect URI that must be registered at the provider, the preferred one first.
     *
     * @return the ways (never null, empty: not known yet, or nobody signs in)
     */
    List<Way> ways();

    /**
     * Whether the provider's device door can be opened (RFC 8628).
     *
     * @return true if the settings name a device authorization endpoint
     */
    boolean deviceDoor();

    /**
     * Whether a person signs in with user name and password alone, because the provider has nothing else: the legacy grant
     * of RFC 6749 section 4.3. Faces warn where they ask.
     *
     * @return true if the settings admit and name that grant type
     */
    boolean passwordDoor();

    /**
     * A grant that came but is not in use until an administrator accepts it.
     *
     * @return the grant (never null, empty: none waits)
     */
    Optional<PendingGrant> pending();

    /**
     * Scopes that the settings ask for.
     *
     * @return the scopes (never null, may be empty)
     */
    List<String> requestedScopes();

    /**
     * Scopes that were granted.
     *
     * @return the scopes (never null, may be empty)
     */
    Set<String> grantedScopes();

    /**
     * Whether a grant is held, also one that the provider has ended.
     *
     * @return true if the store has a grant
     */
    boolean hasGrant();

    /**
     * When the access token expires.
     *
     * @return the time (never null, empty: no token, or the provider did not say)
     */
    Optional<Instant> expiresAt();

    /**
     * When the next refresh is planned.
     *
     * @return the time (never null, empty: none)
     */
    Optional<Instant> nextRefreshAt();

    /**
     * From when nothing but a new sign-in helps, as far as is known by now: the end of a refresh token that refreshing does
     * not put off, the end of the access token when there is no refresh token, or, while refreshes fail, when an unused refresh
     * token ends.
     *
     * @return the time (never null, empty: not known, or never, or a person is needed now)
     */
    Optional<Instant> needsPersonAt();

    /**
     * Names of bundles that may use this client.
     *
     * @return symbolic names (never null, empty: every bundle)
     */
    Set<String> consumers();

    /**
     * Things worth knowing that are no fault, for instance {@code secret-in-clear}.
     *
     * @return one sentence each (never null, may be empty)
     */
    List<String> notices();
}
