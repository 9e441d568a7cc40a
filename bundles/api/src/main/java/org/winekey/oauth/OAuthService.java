// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth;

import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The OAuth clients of this controller. An OSGi service; fetch it with the context of the bundle that uses the tokens,
 * because that bundle decides whether {@code consumers} lets it. With Declarative Services this is what
 * {@code @Reference} does.
 *
 * <p>Thread-safe.
 */
@ProviderType
public interface OAuthService {

    /**
     * The client of that name, also when no such client is configured yet: the handle stays valid and follows the
     * configuration, so it can be kept in a field.
     *
     * @param name the client name, {@code [a-z0-9][a-z0-9-]{0,62}} (never null)
     * @return the handle (never null)
     * @throws IllegalArgumentException when the name is not a legal client name
     * @throws IllegalStateException when 10,000 other names have been asked for, which only a fault can mean
     */
    OAuthClient client(String name);

    /**
     * The clients that are configured now, ordered by name.
     *
     * @return an immutable snapshot (never null, may be empty)
     */
    Collection<OAuthClient> clients();
}
