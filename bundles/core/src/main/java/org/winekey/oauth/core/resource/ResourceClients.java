// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.resource;

import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.seam.SharedHttpClient;
import org.winekey.oauth.core.seam.SharedHttpClient.Wire;

/** What all clients with {@code api_hosts} share: one connection pool for each route, and the requests on the way. Thread-safe. */
public final class ResourceClients implements AutoCloseable {

    private final SharedHttpClient shared;
    private final Set<Exchange<?>> onTheWay = ConcurrentHashMap.newKeySet();

    /** Opens nothing before the first request. */
    public ResourceClients(SharedHttpClient shared) {
        this.shared = shared;
    }

    /** A client sends tokens nowhere any more; when it was the last one, all connections end. */
    public void leave(String client) {
        shared.leave(client);
    }

    /** Fails what is on the way and ends all connections. */
    @Override
    public void close() {
        shared.close();
        onTheWay.forEach(Exchange::abandon);
    }

    Duration connectTimeout() {
        return SharedHttpClient.CONNECT;
    }

    SSLContext tls() {
        return shared.tls();
    }

    Wire wire(OAuthClient client, Route route) {
        return shared.use(client.name(), route);
    }

    <T> Exchange<T> exchange(
            OAuthClient client, Exchange.Request request, BodyHandler<T> handler, Runnable gate, Wire wire) {
        var exchange = new Exchange<>(client, request, handler, gate, wire);
        onTheWay.add(exchange);
        var unused = exchange.result().whenComplete((reply, trouble) -> onTheWay.remove(exchange));
        return exchange;
    }
}
