// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Hands out an HTTP client that is younger than two seconds, so that no connection in its pool has been idle for longer:
 * a server that closes idle connections and a POST that is written meanwhile would leave an unknown outcome. Thread-safe.
 */
final class FreshHttpClients implements AutoCloseable {

    private static final long OLDEST_NANOS = Duration.ofSeconds(2).toNanos();

    private final Object lock = new Object();
    private final Time time;
    private final SSLContext tls;

    private @Nullable Pooled current; // guarded by lock
    private boolean closed; // guarded by lock

    FreshHttpClients(Time time, SSLContext tls) {
        this.time = time;
        this.tls = tls;
    }

    /**
     * A client for one exchange; to be released when that has ended.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    Pooled acquire() {
        Pooled ended = null;
        Pooled taken;
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            taken = current;
            if (taken == null || time.nanos() - taken.bornAt >= OLDEST_NANOS) {
                ended = retire(taken);
                taken = new Pooled(build(), time.nanos());
                current = taken;
            }
            taken.users++;
        }
        end(ended);
        return taken;
    }

    void release(Pooled pooled) {
        boolean last;
        synchronized (lock) {
            pooled.users--;
            last = pooled.retired && pooled.users == 0;
        }
        if (last) {
            pooled.end();
        }
    }

    @Override
    public void close() {
        Pooled ended;
        synchronized (lock) {
            closed = true;
            ended = retire(current);
            current = null;
        }
        end(ended);
    }

    /** The client, when nobody uses it and it can end now; else its last user ends it. Called with the lock held. */
    private static @Nullable Pooled retire(@Nullable Pooled pooled) {
        if (pooled == null) {
            return null;
        }
        pooled.retired = true;
        return pooled.users == 0 ? pooled : null;
    }

    private static void end(@Nullable Pooled pooled) {
        if (pooled != null) {
            pooled.end();
        }
    }

    private HttpClient build() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(tls)
                .proxy(new TunnelsOnly(ProxySelector::getDefault))
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
