// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What is known of one provider, as defaults for the settings of its clients. Register it as a service; clients name it
 * in their setting {@code provider}. A profile that comes along with the service cannot be replaced, and of two with one
 * name the first stays. When it goes, its clients say so and keep their grants.
 *
 * <p>Both methods are called once, when the service appears, on a thread that runs code of bundles only; what they throw
 * means that there is no profile. Implementations must be thread-safe.
 */
@ConsumerType
public interface ProviderProfile {

    /**
     * How settings call it, {@code [a-z0-9][a-z0-9-]{0,62}}.
     *
     * @return the name (never null)
     */
    String name();

    /**
     * The profile: a JSON object with the members {@code title}, {@code documentation}, {@code setup} and {@code
     * settings}, and if needed {@code extends}, {@code variables} and {@code relaxes}, at most 64 KiB. Settings that only
     * a person may set are refused, and so are members and settings that do not exist.
     *
     * @return the document (never null)
     */
    String json();
}
