// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what becomes of clients, as an OSGi service of the bundle that wants to know. With the service property {@link
 * OAuthClient#CLIENT_PROPERTY} (a text, or several) it hears of these clients only. It hears of clients only that its bundle
 * may use.
 *
 * <p>A listener that comes late is told how things are: {@link #available} or {@link #authorizationRequired}, and {@link
 * #statusChanged}, once for each client. From then on it is told what changes. What changes back before its turn comes is
 * left out, so the last thing that it heard of a client is always so.
 *
 * <p>The calls of one listener come one after another, in order for each client, on a thread that runs code of bundles
 * only; never on that of a caller, a servlet or a refresh. One that is slow, blocks or throws holds up nobody but itself; what it
 * throws is logged by its class. None carries a token or a secret; ask {@link OAuthClient#token()}.
 *
 * <p>Implementations must be thread-safe: consecutive calls come on different threads.
 */
@ConsumerType
public interface OAuthListener {

    /**
     * A person signed in: another grant is in use than before. Not told again to a listener that comes late.
     *
     * @param client the client name (never null)
     */
    default void authorized(String client) {}

    /**
     * A grant is held that the provider has not ended, so that tokens can be had; also through outages and faults of
     * settings.
     *
     * @param client the client name (never null)
     */
    default void available(String client) {}

    /**
     * The provider issued another access token (RFC 6749 section 5.1), at a sign-in or a refresh. Not told again to a
     * listener that comes late.
     *
     * @param client the client name (never null)
     * @param expiresAt when it expires (null: the provider did not say)
     * @param scopes the granted scopes (never null, may be empty; immutable)
     */
    default void tokenIssued(String client, @Nullable Instant expiresAt, Set<String> scopes) {}

    /**
     * A person has to sign in before there is a token again.
     *
     * @param client the client name (never null)
     * @param status why (never null)
     */
    default void authorizationRequired(String client, ClientStatus status) {}

    /**
     * The status has another code, or points at another setting.
     *
     * @param client the client name (never null)
     * @param status how the client is (never null)
     */
    default void statusChanged(String client, ClientStatus status) {}

    /**
     * What was {@link #available} is not any more: the grant was ended or forgotten, or the client was removed, switched off,
     * or taken from this bundle.
     *
     * @param client the client name (never null)
     */
    default void withdrawn(String client) {}
}
