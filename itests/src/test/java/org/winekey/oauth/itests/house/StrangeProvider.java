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

/** Token endpoints that answer as no real server does on demand: one that asks for patience, one that grants less. Thread-safe. */
final class StrangeProvider implements AutoCloseable {
    private final HttpServer server;

    StrangeProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/busy", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "300");
            answer(exchange, 429, "{}");
        });
        server.createContext(
                "/less",
                exchange -> answer(
                        exchange,
                        200,
                        "{\"access_token\":\"cnry.e30.less\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"scope\":\"read\"}"));
        server.start();
    }

    /** Settings of a client that fetches its own tokens at one of the endpoints. */
    Map<String, String> settings(String endpoint) {
        return Map.of(
                "client_id", "1234",
                ".client_secret", "x",
                "scope", "read write",
                "token_endpoint", "http://127.0.0.1:" + server.getAddress().getPort() + endpoint,
                "grant_types", "client_credentials");
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
