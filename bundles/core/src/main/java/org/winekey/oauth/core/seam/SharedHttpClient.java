// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The {@code java.net.http} clients for the requests of all bundles: one for each route, because each such client has a
 * thread of its own. Made for the first user of a route, ended with its last. Thread-safe.
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
    private final CheckedAddresses.Names names;
    private final Map<String, Route> users = new HashMap<>(); // guarded by lock
    private final Map<Route, Wire> wires = new HashMap<>(); // guarded by lock
    private boolean closed; // guarded by lock

    /** Trusts what the JDK trusts, and for each route what that adds. */
    public SharedHttpClient() {
        this(TlsContexts.standard(), InetAddress::getAllByName);
    }

    SharedHttpClient(SSLContext tls, CheckedAddresses.Names names) {
        this.tls = tls;
        this.names = names;
    }

    /** The keys and certificates that every request uses whose route adds none. */
    public SSLContext tls() {
        return tls;
    }

    /**
     * The client of a route, from now on with this user, who leaves the one that was used before.
     *
     * @throws IllegalStateException after {@link #close()}, or when this JDK cannot use what the route adds
     */
    public Wire use(String user, Route route) {
        Wire ended;
        Wire used;
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            used = wires.computeIfAbsent(route, this::build);
            var before = users.put(user, route);
            ended = before == null ? null : unused(before);
        }
        end(ended);
        return used;
    }

    /** This user is gone; with the last one of a route its client and its connections end. */
    public void leave(String user) {
        Wire ended;
        synchronized (lock) {
            var route = users.remove(user);
            ended = route == null ? null : unused(route);
        }
        end(ended);
    }

    /** Ends the clients, whoever uses them. */
    @Override
    public void close() {
        ArrayList<Wire> ended;
        synchronized (lock) {
            closed = true;
            users.clear();
            ended = new ArrayList<>(wires.values());
            wires.clear();
        }
        ended.forEach(SharedHttpClient::end);
    }

    /** What is to end because nobody uses it any more (null: somebody does). Called with the lock held. */
    private @Nullable Wire unused(Route route) {
        return users.containsValue(route) ? null : wires.remove(route);
    }

    private static void end(@Nullable Wire wire) {
        if (wire != null) {
            SelectorThread.end(wire.http());
        }
    }

    private Wire build(Route route) {
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
                .proxy(new CheckedAddresses(route, new TunnelsOnly(ProxySelector::getDefault), names))
                .sslContext(TlsContexts.of(route, tls))
                .executor(threads)
                .build();
        return new Wire(http, threads);
    }
}
