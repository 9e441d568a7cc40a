// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.winekey.oauth.core.seam.SystemTime;
import org.winekey.oauth.crash.Place;
import org.winekey.oauth.crash.Provider;
import org.winekey.oauth.crash.SignedIn;
import org.winekey.oauth.crash.Weakness;

/** A store with a signed-in client, and the authorization server that knows its tokens. Thread-safe. */
final class Target implements Closeable {

    private static final Duration LIFETIME = Duration.ofSeconds(2);
    private static final int SLOWEST_ANSWER_MICROS = 6000;

    private final Provider provider = new Provider(new SystemTime(), LIFETIME);
    private final Semaphore arrivals = new Semaphore(0);
    private final ScheduledExecutorService answers = Executors.newScheduledThreadPool(1);
    private final SplittableRandom chance = new SplittableRandom();
    private final HttpServer server;
    private final Place place;

    Target(Path folder) throws IOException {
        place = Place.in(folder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::arrived);
        server.start();
        var registration = SignedIn.registration(tokenEndpoint());
        var unused = place.open(Weakness.NONE, vault -> {
            SignedIn.write(vault, registration, new SystemTime().now(), LIFETIME);
            return registration;
        });
    }

    Place place() {
        return place;
    }

    Provider provider() {
        return provider;
    }

    URI tokenEndpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    /** Waits until so many requests have arrived from now on; false: the client ended before, or takes too long. */
    boolean awaitArrivals(int count, Process client, Duration atMost) throws InterruptedException {
        arrivals.drainPermits();
        var until = System.nanoTime() + atMost.toNanos();
        while (client.isAlive() && System.nanoTime() - until < 0) {
            if (arrivals.tryAcquire(count, 100, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    private void arrived(HttpExchange exchange) throws IOException {
        var number = provider.arrived(exchange.getRequestBody().readAllBytes());
        arrivals.release();
        var unused = answers.schedule(
                () -> answer(exchange, number), chance.nextInt(SLOWEST_ANSWER_MICROS), TimeUnit.MICROSECONDS);
    }

    private void answer(HttpExchange exchange, int number) {
        var granted = provider.answer(number);
        var body = granted.orElse(Provider.SPENT).getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        try (exchange) {
            exchange.sendResponseHeaders(granted.isPresent() ? 200 : 400, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            // The client was killed.
        }
    }

    @Override
    public void close() {
        server.stop(0);
        answers.shutdownNow();
    }
}
