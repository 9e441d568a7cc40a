// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The defaults that a bundle publishes for a client, as an OSGi service. They count below everything that a person set, and
 * may be the whole client. With the service they are withdrawn, five seconds later; the grant stays.
 *
 * <p>A client that a bundle defines is for that bundle alone: the first one to define a name owns it, also after it was
 * stopped or uninstalled. A person reassigns it with the setting {@code owner} and lets other bundles use it with {@code
 * consumers}. A definition for a client that another bundle owns, or that a person made, does not count, and the faces show
 * why.
 *
 * <p>Publish it from a component that does not wait for the consent itself. Both methods are called on a thread that runs
 * code of bundles only, once when the service comes and again each time its properties change. What they throw is shown as
 * a fault of this client.
 *
 * <p>Implementations must be thread-safe.
 */
@ConsumerType
public interface ClientDefinition {

    /**
     * The client name.
     *
     * @return a legal client name, {@code [a-z0-9][a-z0-9-]{0,62}} (never null)
     */
    String client();

    /**
     * The settings, by the keys that a configuration of a client has. A key that no client has is a fault. What decides
     * where requests may go, how safe the way is, or who may use the client, is for a person alone and is left out: {@code
     * owner}, {@code consumers}, {@code extends}, {@code allow_insecure}, {@code allow_private_address}, {@code tls_*}, the
     * password grant, and what relaxes the protocol, such as PKCE switched off.
     *
     * @return texts, numbers, truth values, or arrays and collections of them (never null); copied
     */
    Map<String, ?> settings();
}
