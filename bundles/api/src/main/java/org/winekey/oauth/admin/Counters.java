// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import java.time.Instant;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What was counted since the token store was opened. Immutable and thread-safe. */
@ProviderType
public interface Counters {

    /**
     * Since when.
     *
     * @return when the token store was opened (never null)
     */
    Instant since();

    /**
     * How many refreshes wait for their turn at a provider's host at this moment; those of one host go out one by one.
     *
     * @return never negative
     */
    int waiting();

    /**
     * The counters of each configured client.
     *
     * @return by client name, in that order (never null, immutable)
     */
    Map<String, ClientCounters> clients();
}
