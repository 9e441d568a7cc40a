// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.resource;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthException;
import org.winekey.oauth.core.seam.Route;

/**
 * An HTTP client that adds the token of one OAuth client to requests for its API, and sends nothing anywhere else. The
 * connections belong to all such clients together. Thread-safe.
 */
public final class ResourceClient extends HttpClient {

    static final String API_HOSTS = "api_hosts";

    private final OAuthClient client;
    private final Supplier<Optional<Set<String>>> hosts;
    private final Supplier<Route> route;
    private final Supplier<TokenPlace> place;
    private final ResourceClients shared;

    /**
     * A client for one bundle.
     *
     * @param client the OAuth client as this bundle sees it
     * @param hosts where its token may go at present, as {@code scheme://host:port} in lower case; empty: there are no
     *     settings to say so, and nothing is sent
     * @param route how requests get there at present
     * @param place where requests carry the token at present
     */
    public ResourceClient(
            OAuthClient client,
            Supplier<Optional<Set<String>>> hosts,
            Supplier<Route> route,
            Supplier<TokenPlace> place,
            ResourceClients shared) {
        this.client = client;
        this.hosts = hosts;
        this.route = route;
        this.place = place;
        this.shared = shared;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        var reply = sendAsync(request, handler);
        try {
            return reply.get();
        } catch (InterruptedException e) {
            reply.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw cause(e);
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        return sendAsync(request, handler, null);
    }

    /** Answers that a server pushes are not taken, because nobody asked for them with a token. */
    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
        var checked = Exchange.Request.of(request, place.get());
        try {
            // Without settings the token's own answer says more than that there are no hosts.
            if (hosts.get().isPresent()) {
                refuseOtherHosts(checked.uri());
            }
            var wire = shared.wire(client, route.get());
            var exchange = shared.exchange(client, checked, handler, () -> refuseOtherHosts(checked.uri()), wire);
            exchange.start();
            return exchange.result();
        } catch (OAuthException e) {
            return CompletableFuture.failedFuture(e);
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(Exchange.closing());
        }
    }

    private void refuseOtherHosts(URI uri) {
        var allowed = hosts.get().orElse(Set.of());
        if (allowed.isEmpty()) {
            throw new OAuthException.Misconfigured(
                    API_HOSTS, "is not set; name the hosts of the provider's API that the token may be sent to");
        }
        var origin = Origin.of(uri).orElse("this address");
        if (!allowed.contains(origin)) {
            throw new OAuthException.Misconfigured(
                    API_HOSTS,
                    "does not name " + origin
                            + ", so no token is sent there; add it if it belongs to the provider's API");
        }
    }

    private static IOException cause(ExecutionException failed) throws IOException {
        var cause = failed.getCause();
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return Optional.of(shared.connectTimeout());
    }

    /** Never: a redirect is an answer, and following it is a new request that has to name its own host. */
    @Override
    public Redirect followRedirects() {
        return Redirect.NEVER;
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return Optional.empty();
    }

    /** Without what the route adds: whoever has the context could prove himself as this client to anybody. */
    @Override
    public SSLContext sslContext() {
        return shared.tls();
    }

    @Override
    public SSLParameters sslParameters() {
        return shared.tls().getDefaultSSLParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return Optional.empty();
    }

    @Override
    public Version version() {
        return Version.HTTP_2;
    }

    @Override
    public Optional<Executor> executor() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "HttpClient[" + client.name() + "]";
    }
}
