// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A web site of somebody else's on the loopback address, which shows what a test has it show and keeps what it was
 * asked. Thread-safe.
 */
public final class HostileSite implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Function<URI, Page>> pages = new ConcurrentHashMap<>();
    private final List<Visit> visits = new CopyOnWriteArrayList<>();

    private HostileSite(HttpServer server) {
        this.server = server;
    }

    /** Starts it on a free port. */
    public static HostileSite start() {
        try {
            var site =
                    new HostileSite(HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0));
            site.server.createContext("/", site::answer);
            site.server.start();
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows this markup at the path from now on. */
    public HostileSite page(String path, String html) {
        pages.put(path, asked -> new Page(200, Map.of("Content-Type", "text/html; charset=utf-8"), html));
        return this;
    }

    /** Leads on from the path to whatever this makes of the query it was asked with. */
    public HostileSite redirect(String path, UnaryOperator<String> target) {
        pages.put(path, asked -> new Page(302, Map.of("Location", target.apply(asked.getRawQuery())), ""));
        return this;
    }

    /** The path under a name that is another site than 127.0.0.1 for a browser. */
    public URI crossSite(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    /** The path under 127.0.0.1: another origin than our pages, but the same site, so that Lax cookies are sent. */
    public URI sameSite(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** What it was asked so far, in order. */
    public List<Visit> visits() {
        return List.copyOf(visits);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            visits.add(new Visit(
                    exchange.getRequestURI().toString(), header(exchange, "Referer"), header(exchange, "Sec-Purpose")));
            var page = pages.getOrDefault(exchange.getRequestURI().getPath(), asked -> new Page(404, Map.of(), ""))
                    .apply(exchange.getRequestURI());
            page.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = page.html().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    /**
     * One request.
     *
     * @param target path and query
     * @param referer the header, empty when absent
     * @param purpose the header Sec-Purpose, empty when absent
     */
    public record Visit(String target, String referer, String purpose) {}

    private record Page(int status, Map<String, String> headers, String html) {}
}
