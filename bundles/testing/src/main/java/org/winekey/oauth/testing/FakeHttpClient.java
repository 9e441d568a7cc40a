// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.testing;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.AccessToken;

/** Sends what a test's server gets, with the token of a fake client. Thread-safe. */
final class FakeHttpClient extends HttpClient {

    private static final String AUTHORIZATION = "Authorization";

    private final FakeOAuthClient client;
    private final HttpClient wire = HttpClient.newHttpClient();

    FakeHttpClient(FakeOAuthClient client) {
        this.client = client;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        var token = client.token().orElseThrow();
        var first = wire.send(with(token, request), handler);
        if (first.statusCode() != 401) {
            return first;
        }
        client.rejected(token);
        return wire.send(with(client.token().orElseThrow(), request), handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        return CompletableFuture.supplyAsync(client::token).thenCompose(result -> {
            var token = result.orElseThrow();
            return wire.sendAsync(with(token, request), handler).thenCompose(first -> {
                if (first.statusCode() != 401) {
                    return CompletableFuture.completedFuture(first);
                }
                client.rejected(token);
                return wire.sendAsync(with(client.token().orElseThrow(), request), handler);
            });
        });
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
        return sendAsync(request, handler);
    }

    private static HttpRequest with(AccessToken token, HttpRequest request) {
        if (request.headers().firstValue(AUTHORIZATION).isPresent()) {
            throw new IllegalArgumentException("the request has an Authorization header of its own");
        }
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .header(AUTHORIZATION, "Bearer " + token.value())
                .build();
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return wire.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return Redirect.NEVER;
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return Optional.empty();
    }

    @Override
    public SSLContext sslContext() {
        return wire.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return wire.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return Optional.empty();
    }

    @Override
    public Version version() {
        return wire.version();
    }

    @Override
    public Optional<Executor> executor() {
        return Optional.empty();
    }
}
