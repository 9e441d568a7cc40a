// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The one {@code java.net.http} client for the requests of all bundles, because each such client has a thread of its own.
 * Made for its first user, ended with its last. Thread-safe.
 */
public final class SharedHttpClient implements AutoCloseable {

    /** How long a connection may take. */
    public static final Duration CONNECT = Duration.ofSeconds(10);

    private static final long IDLE_SECONDS = 2;

    /**
     * A client and its threads, on which code of bundles runs.
     *
     * @param http follows no redirect, knows no cookies
     * @param threads as many as are busy at once; they end by themselves
     */
    public record Wire(HttpClient http, Executor threads) {}

    private final Object lock = new Object();
    private final SSLContext tls;
    private final Set<String> users = new HashSet<>(); // guarded by lock
    private @Nullable Wire wire; // guarded by lock
    private boolean closed; // guarded by lock

    /** Trusts what the JDK trusts. */
    public SharedHttpClient() {
        this.tls = defaultTls();
    }

    /** The keys and certificates that every request uses. */
    public SSLContext tls() {
        return tls;
    }

    /**
     * The client, from now on with this user.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public Wire use(String user) {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            users.add(user);
            if (wire == null) {
                wire = build();
            }
            return wire;
        }
    }

    /** This user is gone; with the last one the client and its connections end. */
    public void leave(String user) {
        Wire ended = null;
        synchronized (lock) {
            if (users.remove(user) && users.isEmpty()) {
                ended = wire;
                wire = null;
            }
        }
        end(ended);
    }

    /** Ends the client, whoever uses it. */
    @Override
    public void close() {
        Wire ended;
        synchronized (lock) {
            closed = true;
            users.clear();
            ended = wire;
            wire = null;
        }
        end(ended);
    }

    private static void end(@Nullable Wire wire) {
        if (wire != null) {
            SelectorThread.end(wire.http());
        }
    }

    private Wire build() {
        var count = new AtomicInteger();
        var threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    var thread = new Thread(task, "winekey-http-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        var http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .proxy(new TunnelsOnly(ProxySelector::getDefault))
                .sslContext(tls)
                .executor(threads)
                .build();
        return new Wire(http, threads);
    }

    private static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }
}
