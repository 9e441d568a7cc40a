// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import java.time.Duration;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What was counted of one client. Nothing is counted when a token that is there is handed out. Immutable and thread-safe. */
@ProviderType
public interface ClientCounters {

    /**
     * How many refreshes brought a token, or fetches with own credentials (RFC 6749 section 4.4).
     *
     * @return never negative
     */
    long refreshes();

    /**
     * How many did not, by class. What the provider or the way to it did is {@code BROKEN}, {@code DEAD}, {@code PERSON},
     * {@code CONFIG}, {@code TRANSIENT}, {@code ENDPOINT}, {@code THROTTLED}, {@code UNKNOWN}, {@code PROXY}, {@code CLOCK},
     * {@code CERTIFICATE} or {@code ADDRESS}; {@code STORE}: the disk refused and nothing was sent; {@code BUDGET}: the own budget
     * was spent and nothing was sent; {@code OVERTAKEN}: a person had replaced or forgotten the grant.
     *
     * @return by class, those that happened (never null, immutable)
     */
    Map<String, Long> failures();

    /**
     * How many refreshes had to wait for their turn at the provider's host.
     *
     * @return never negative
     */
    long queued();

    /**
     * How long it takes from the decision to refresh to the new token, on average.
     *
     * @return zero when no refresh brought one (never null)
     */
    Duration meanTime();

    /**
     * The same, of the refresh that took longest.
     *
     * @return zero when no refresh brought one (never null)
     */
    Duration longestTime();
}
