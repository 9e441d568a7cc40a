// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Secrets;

/**
 * A token endpoint that hands everything on to the real one and notes each secret that goes by. On demand it answers
 * like a broken proxy that repeats what it was sent. Thread-safe.
 */
final class TokenRelay implements AutoCloseable {
    private static final Set<String> SENT = Set.of("code", "code_verifier", "refresh_token");
    private static final Pattern RECEIVED =
            Pattern.compile("\"(access_token|refresh_token|id_token)\"\\s*:\\s*\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final List<Long> times = new CopyOnWriteArrayList<>();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    private final URI target;
    private final HttpServer server;
    private volatile Mood mood = Mood.HONEST;

    TokenRelay(URI target) {
        this.target = target;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/token", this::relay);
        server.start();
    }

    /** Its own token endpoint. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    /** How it answers from now on. */
    void be(Mood next) {
        mood = next;
    }

    /** Has this happen once, when the next request that is handed on has been answered and its answer is still here. */
    void meanwhile(Runnable act) {
        meanwhile.set(act);
    }

    /** Every secret that went by, under a name with its kind and a number. */
    Map<String, String> secrets() {
        return Map.copyOf(secrets);
    }

    /** How many requests came so far, whatever became of them. */
    long requests() {
        return requests.get();
    }

    /** How many answers so far had this word in them. */
    long answersWith(String word) {
        return answers.stream().filter(answer -> answer.contains(word)).count();
    }

    /** The times between the requests that were handed on. */
    List<Duration> pauses() {
        var pauses = new ArrayList<Duration>();
        for (int next = 1; next < times.size(); next++) {
            pauses.add(Duration.ofNanos(times.get(next) - times.get(next - 1)));
        }
        return pauses;
    }

    private void relay(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.incrementAndGet();
        noteSent(form);
        if (mood == Mood.REPEATING) {
            answer(exchange, 502, "text/html", "<h1>502</h1><pre>" + form + "</pre>");
        } else if (mood == Mood.REFUSING) {
            String error = "{\"error\":\"invalid_client\",\"error_description\":\"" + form + "\"}";
            answer(exchange, 401, "application/json", error);
        } else {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            times.add(System.nanoTime());
            if (mood == Mood.IMPATIENT) {
                forward(form, authorization);
            }
            var response = forward(form, authorization);
            meanwhile.getAndSet(() -> {}).run();
            answers.add(response.body());
            RECEIVED.matcher(response.body()).results().forEach(found -> note(found.group(1), found.group(2)));
            String body = response.body();
            answer(exchange, response.statusCode(), "application/json", body);
        }
    }

    private void noteSent(String form) {
        for (String field : form.split("&", -1)) {
            String[] pair = field.split("=", 2);
            if (SENT.contains(pair[0])) {
                note(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            }
        }
    }

    private void note(String kind, String value) {
        Secrets.note(kind, value);
        if (!secrets.containsValue(value)) {
            secrets.put(kind + " " + secrets.size(), value);
        }
    }

    private HttpResponse<String> forward(String form, String authorization) throws IOException {
        var request = HttpRequest.newBuilder(target)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofString(form));
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Await.GiveUp("interrupted");
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** How it answers. */
    enum Mood {
        /** As the real endpoint does. */
        HONEST,
        /** As the real endpoint does to somebody who asks twice at once. */
        IMPATIENT,
        /** 502 with a page that repeats the request. */
        REPEATING,
        /** An OAuth error whose description repeats the request. */
        REFUSING
    }
}
