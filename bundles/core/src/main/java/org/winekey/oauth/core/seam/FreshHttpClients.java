// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * Hands out an HTTP client that is younger than two seconds, so that no connection in its pool has been idle for longer:
 * a server that closes idle connections and a POST that is written meanwhile would leave an unknown outcome. Each route has
 * its own, however many clients go that way. Thread-safe.
 */
final class FreshHttpClients implements AutoCloseable {

    private static final long OLDEST_NANOS = Duration.ofSeconds(2).toNanos();

    private final Object lock = new Object();
    private final Time time;
    private final SSLContext tls;

    private final CheckedAddresses.Names names;
    private final Map<Route, Pooled> current = new HashMap<>(); // guarded by lock
    private boolean closed; // guarded by lock

    FreshHttpClients(Time time, SSLContext tls, CheckedAddresses.Names names) {
        this.time = time;
        this.tls = tls;
        this.names = names;
    }

    /**
     * A client for one exchange on this route; to be released when that has ended.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    Pooled acquire(Route route) {
        var ended = new ArrayList<Pooled>();
        try {
            synchronized (lock) {
                if (closed) {
                    throw new IllegalStateException("closed");
                }
                ended.addAll(retire(OLDEST_NANOS));
                var taken = current.computeIfAbsent(route, missing -> new Pooled(build(missing), time.nanos()));
                taken.users++;
                return taken;
            }
        } finally {
            ended.forEach(Pooled::end);
        }
    }

    void release(Pooled pooled) {
        boolean last;
        List<Pooled> ended;
        synchronized (lock) {
            pooled.users--;
            last = pooled.retired && pooled.users == 0;
            ended = retire(OLDEST_NANOS);
        }
        if (last) {
            pooled.end();
        }
        ended.forEach(Pooled::end);
    }

    @Override
    public void close() {
        List<Pooled> ended;
        synchronized (lock) {
            closed = true;
            ended = retire(0);
        }
        ended.forEach(Pooled::end);
    }

    /**
     * Takes those of at least this age out of use, those of routes that nobody goes any more among them.
     *
     * @return those that can end now; the others are ended by their last user. Called with the lock held
     */
    private List<Pooled> retire(long ageNanos) {
        var now = time.nanos();
        var ended = new ArrayList<Pooled>();
        current.values().removeIf(pooled -> {
            pooled.retired = now - pooled.bornAt >= ageNanos;
            if (pooled.retired && pooled.users == 0) {
                ended.add(pooled);
            }
            return pooled.retired;
        });
        return ended;
    }

    private HttpClient build(Route route) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(TlsContexts.of(route, tls))
                .proxy(new CheckedAddresses(route, new TunnelsOnly(ProxySelector::getDefault), names))
                .executor(Runnable::run)
                .build();
    }

    /** A client and how many exchanges use it. The lock of the outer class guards the counters. */
    static final class Pooled {

        private final HttpClient http;
        private final long bornAt;
        private int users;
        private boolean retired;

        Pooled(HttpClient http, long bornAt) {
            this.http = http;
            this.bornAt = bornAt;
        }

        HttpClient http() {
            return http;
        }

        private void end() {
            SelectorThread.end(http);
        }
    }
}
