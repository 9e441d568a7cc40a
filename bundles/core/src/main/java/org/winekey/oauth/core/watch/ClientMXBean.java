// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.watch;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one client is, for JMX. Reading alone; times are ISO 8601 in UTC. Thread-safe. */
public interface ClientMXBean {

    /** What is the matter. */
    String getStatus();

    /** Who has to act. */
    String getAudience();

    /** The configuration key to look at (null: none). */
    @Nullable
    String getKey();

    /** When the service tries again by itself (null: it does not, or that is not known). */
    @Nullable
    String getRetryAt();

    /** When a person will have to sign in again (null: not known, or never). */
    @Nullable
    String getNeedsPersonAt();

    /** How many refreshes brought a token. */
    long getRefreshes();

    /** How many did not, by class. */
    Map<String, Long> getFailures();

    /** How many had to wait for their turn. */
    long getQueued();

    /** From the decision to refresh to the new token, on average. */
    long getMeanMillis();

    /** The same, the longest one. */
    long getLongestMillis();
}
