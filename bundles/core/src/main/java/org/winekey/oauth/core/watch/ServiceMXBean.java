// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.watch;

import java.util.Map;

/** How all clients are, for JMX. Reading alone. Thread-safe. */
public interface ServiceMXBean {

    /** How many clients are configured. */
    int getClients();

    /** How many clients wait for whom, by audience. */
    Map<String, Integer> getAudiences();

    /** How many refreshes wait for their turn at a provider's host. */
    int getWaiting();

    /** Since when is counted, ISO 8601 in UTC. */
    String getSince();
}
