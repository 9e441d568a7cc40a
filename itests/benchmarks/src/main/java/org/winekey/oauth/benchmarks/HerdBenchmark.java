// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.winekey.oauth.benchmarks.subject.Endpoint;
import org.winekey.oauth.benchmarks.subject.Endpoint.Manner;
import org.winekey.oauth.benchmarks.subject.GoogleAuth;
import org.winekey.oauth.benchmarks.subject.Msal4j;
import org.winekey.oauth.benchmarks.subject.ScribeJava;
import org.winekey.oauth.benchmarks.subject.SpringSecurity;
import org.winekey.oauth.benchmarks.subject.Subject;
import org.winekey.oauth.benchmarks.subject.Winekey;

/** Many threads ask for a token at once when there is none to be had without a refresh. Not thread-safe. */
final class HerdBenchmark {

    static final Duration DELAY = Duration.ofMillis(50);
    static final List<Integer> SIZES = List.of(64, 1000);

    /** So that the first one, which loads classes, is not the median. */
    private static final int PEER_HERDS = 3;

    private static final int WARM_UPS = 3;

    /** No host gets more than five requests in a second, so herds on each other's heels would wait for their turn. */
    private static final Duration APART = Duration.ofMillis(1100);

    /** A dead grant is confirmed after half a minute, once. */
    private static final Duration CONFIRMED = Duration.ofSeconds(33);

    /** What happens to the herd. */
    private enum Mode {
        SUCCESS,
        REJECTED,
        SETTINGS,
        DEAD,
        HANG
    }

    /** A peer at an endpoint. */
    private interface Opening {
        Subject at(Endpoint endpoint) throws IOException;
    }

    private final Effort effort;
    private final Figures figures;
    private final List<DeadGrant> dead = new ArrayList<>();

    private record DeadGrant(String name, Endpoint endpoint, Winekey winekey) {}

    private HerdBenchmark(Effort effort, Figures figures) {
        this.effort = effort;
        this.figures = figures;
    }

    static void run(Effort effort, Figures figures) throws IOException {
        var benchmark = new HerdBenchmark(effort, figures);
        for (int size : SIZES) {
            for (var mode : Mode.values()) {
                benchmark.winekey(mode, size);
            }
            benchmark.limit(size);
            for (Opening opening : peers()) {
                benchmark.peer(Mode.SUCCESS, size, opening);
                benchmark.peer(Mode.DEAD, size, opening);
            }
        }
        benchmark.countConfirmations();
    }

    private static List<Opening> peers() {
        return List.of(
                endpoint -> new SpringSecurity(endpoint.uri()),
                endpoint -> new GoogleAuth(endpoint.uri()),
                endpoint -> new ScribeJava(endpoint.uri()),
                endpoint -> new Msal4j(endpoint.uri()));
    }

    private void winekey(Mode mode, int size) throws IOException {
        System.err.println(name(mode, size) + " winekey");
        var endpoint = new Endpoint();
        var winekey = new Winekey(Shop.folder("herd-" + System.nanoTime()), endpoint.uri());
        var runs = mode == Mode.HANG || mode == Mode.DEAD ? 1 : effort.herds();
        warmUp(winekey, endpoint, size);
        var measured = new ArrayList<Stampede.Result>();
        for (var i = 0; i < runs; i++) {
            measured.add(herd(mode, size, winekey, endpoint));
        }
        if (mode == Mode.DEAD) {
            figures.add(name(mode, size), Figure.WINEKEY, "ms", millis(measured));
            dead.add(new DeadGrant(name(mode, size), endpoint, winekey));
            return;
        }
        add(mode, size, Figure.WINEKEY, measured);
        winekey.close();
        endpoint.close();
    }

    private static void warmUp(Winekey winekey, Endpoint endpoint, int size) throws IOException {
        for (var i = 0; i < WARM_UPS; i++) {
            herd(Mode.SUCCESS, size, winekey, endpoint);
        }
    }

    private static Stampede.Result herd(Mode mode, int size, Winekey winekey, Endpoint endpoint) throws IOException {
        var manner = switch (mode) {
            case DEAD -> Manner.REFUSING;
            case HANG -> Manner.SILENT;
            default -> Manner.GRANTING;
        };
        endpoint.answering(manner, DELAY);
        Stampede.pause(APART);
        if (mode == Mode.REJECTED) {
            winekey.renew();
            var token = winekey.token().orElseThrow();
            return Stampede.of(size, endpoint, () -> {
                winekey.reject(token);
                return winekey.token();
            });
        }
        winekey.expire();
        return mode == Mode.SETTINGS
                ? Stampede.of(size, endpoint, winekey::token, DELAY.dividedBy(2), winekey::change)
                : Stampede.of(size, endpoint, winekey::token);
    }

    /** One request, and as many threads that wait for nothing but its end. */
    private void limit(int size) throws IOException {
        System.err.println("herd." + size + " java.net.http");
        var http = new BareHttp();
        try (var endpoint = new Endpoint().answering(Manner.GRANTING, DELAY)) {
            var measured = new ArrayList<Stampede.Result>();
            for (var i = 0; i < effort.herds(); i++) {
                var answer = new CompletableFuture<Integer>();
                var first = new AtomicBoolean(true);
                measured.add(Stampede.of(size, endpoint, () -> {
                    if (first.compareAndSet(true, false)) {
                        answer.complete(http.post(endpoint.uri()));
                    }
                    return answer.join();
                }));
            }
            add(Mode.SUCCESS, size, Figure.HTTP, measured);
        }
    }

    private void peer(Mode mode, int size, Opening opening) throws IOException {
        try (var endpoint = new Endpoint();
                var subject = opening.at(endpoint)) {
            System.err.println(name(mode, size) + " " + subject.name());
            var measured = new ArrayList<Stampede.Result>();
            for (var i = 0; i < PEER_HERDS; i++) {
                endpoint.answering(mode == Mode.DEAD ? Manner.REFUSING : Manner.GRANTING, DELAY);
                subject.expire();
                measured.add(Stampede.of(size, endpoint, subject::token));
            }
            add(mode, size, subject.name(), measured);
        }
    }

    private void countConfirmations() throws IOException {
        if (effort.equals(Effort.SMOKE)) {
            System.err.println("the confirmation of dead grants is not waited for");
        } else {
            Stampede.pause(CONFIRMED);
        }
        for (var grant : dead) {
            var warmUps = 3;
            figures.add(
                    grant.name(), Figure.WINEKEY, "requests", grant.endpoint().requests() - warmUps);
            grant.winekey().close();
            grant.endpoint().close();
        }
    }

    private void add(Mode mode, int size, String subject, List<Stampede.Result> measured) {
        var requests =
                measured.stream().mapToInt(Stampede.Result::requests).max().orElseThrow();
        figures.add(name(mode, size), subject, "requests", requests);
        figures.add(name(mode, size), subject, "ms", millis(measured));
    }

    private static double millis(List<Stampede.Result> measured) {
        return Jmh.median(measured.stream()
                .map(result -> result.nanos() / (double) TimeUnit.MILLISECONDS.toNanos(1))
                .toList());
    }

    private static String name(Mode mode, int size) {
        return "herd." + mode.name().toLowerCase(Locale.ROOT) + "." + size;
    }
}
