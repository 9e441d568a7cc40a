// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.winekey.oauth.admin.ClientCounters;
import org.winekey.oauth.admin.Counters;
import org.winekey.oauth.core.token.Counted;
import org.winekey.oauth.core.token.Keepers;

/** What was counted, for faces. */
record Counts(Instant since, int waiting, Map<String, ClientCounters> clients) implements Counters {

    static Counts of(Keepers keepers, Iterable<ClientDesk> configured) {
        var clients = new TreeMap<String, ClientCounters>();
        configured.forEach(desk -> clients.put(
                desk.name(), new OfClient(keepers.keeper(desk.name()).counted())));
        return new Counts(keepers.since(), keepers.waiting(), Collections.unmodifiableMap(clients));
    }

    /** What was counted of one client. */
    record OfClient(Counted counted) implements ClientCounters {

        @Override
        public long refreshes() {
            return counted.refreshes();
        }

        @Override
        public Map<String, Long> failures() {
            return counted.failures();
        }

        @Override
        public long queued() {
            return counted.queued();
        }

        @Override
        public Duration meanTime() {
            return refreshes() == 0 ? Duration.ZERO : counted.time().dividedBy(refreshes());
        }

        @Override
        public Duration longestTime() {
            return counted.longest();
        }
    }
}
