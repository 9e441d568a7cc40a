// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A token endpoint that asks for patience, which no real server does on demand. Thread-safe. */
final class BusyProvider implements AutoCloseable {
    private final HttpServer server;

    BusyProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/token", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "300");
            answer(exchange, 429, "{}");
        });
        server.start();
    }

    /** Settings of a client that fetches its own tokens there. */
    Map<String, String> settings() {
        return Map.of(
                "client_id",
                "1234",
                ".client_secret",
                "x",
                "token_endpoint",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/token",
                "grant_types",
                "client_credentials");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
