// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.resource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * An answer of an API as the caller sees it: to the request that the caller made, in which there is no token.
 *
 * @param raw the answer to the request that was sent
 * @param request the request of the caller
 * @param body what the caller's handler made of the body
 */
record Reply<T>(
        HttpResponse<?> raw, HttpRequest request, @Nullable T body) implements HttpResponse<T> {

    @Override
    public int statusCode() {
        return raw.statusCode();
    }

    @Override
    public Optional<HttpResponse<T>> previousResponse() {
        return Optional.empty();
    }

    @Override
    public HttpHeaders headers() {
        return raw.headers();
    }

    @Override
    public Optional<SSLSession> sslSession() {
        return raw.sslSession();
    }

    @Override
    public URI uri() {
        return raw.uri();
    }

    @Override
    public HttpClient.Version version() {
        return raw.version();
    }

    @Override
    public String toString() {
        return "(" + request.method() + ") " + statusCode();
    }
}
