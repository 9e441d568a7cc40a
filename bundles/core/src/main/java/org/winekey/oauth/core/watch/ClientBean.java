// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.watch;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.ClientCounters;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.Counters;
import org.winekey.oauth.admin.OAuthAdmin;

/** One client out of the port of the faces. */
record ClientBean(OAuthAdmin admin, String client) implements ClientMXBean {

    @Override
    public String getStatus() {
        return report().status().code().name();
    }

    @Override
    public String getAudience() {
        return report().status().audience().name();
    }

    @Override
    public @Nullable String getKey() {
        return report().status().key().orElse(null);
    }

    @Override
    public @Nullable String getRetryAt() {
        return report().status().retryAt().map(Instant::toString).orElse(null);
    }

    @Override
    public @Nullable String getNeedsPersonAt() {
        return report().needsPersonAt().map(Instant::toString).orElse(null);
    }

    @Override
    public long getRefreshes() {
        return counted().refreshes();
    }

    @Override
    public Map<String, Long> getFailures() {
        return new TreeMap<>(counted().failures());
    }

    @Override
    public long getQueued() {
        return counted().queued();
    }

    @Override
    public long getMeanMillis() {
        return counted().meanTime().toMillis();
    }

    @Override
    public long getLongestMillis() {
        return counted().longestTime().toMillis();
    }

    private ClientReport report() {
        return admin.client(client).orElseThrow(this::gone);
    }

    private ClientCounters counted() {
        var counted = counters(admin).clients().get(client);
        if (counted == null) {
            throw gone();
        }
        return counted;
    }

    /** The counters, or an exception that a machine elsewhere can read too. */
    static Counters counters(OAuthAdmin admin) {
        try {
            return admin.counters();
        } catch (AdminException e) {
            throw new IllegalStateException(e.getMessage());
        }
    }

    private IllegalStateException gone() {
        return new IllegalStateException("the client " + client + " is not configured any more");
    }
}
