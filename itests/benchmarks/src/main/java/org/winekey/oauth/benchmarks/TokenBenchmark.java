// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.runner.RunnerException;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.benchmarks.subject.Endpoint;
import org.winekey.oauth.benchmarks.subject.GoogleAuth;
import org.winekey.oauth.benchmarks.subject.Msal4j;
import org.winekey.oauth.benchmarks.subject.SpringSecurity;
import org.winekey.oauth.benchmarks.subject.Subject;
import org.winekey.oauth.benchmarks.subject.Winekey;

/** A valid token, asked for again and again, on the service object that a bundle is injected with. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullUnmarked
public class TokenBenchmark {

    static final List<Integer> THREADS = List.of(1, 2, 4);

    private static final Map<String, String> SUBJECTS = subjects();

    private static Map<String, String> subjects() {
        var subjects = new LinkedHashMap<String, String>();
        subjects.put("winekey", Figure.WINEKEY);
        subjects.put("volatileRead", Figure.VOLATILE_READ);
        subjects.put("volatileNanotime", "volatile-nanotime");
        subjects.put("googleAuth", "google-auth");
        subjects.put("springSecurity", "spring-security");
        subjects.put("msal4j", "msal4j");
        return subjects;
    }

    static String name(int threads) {
        return "token.valid." + threads + "t";
    }

    static void run(Effort effort, Figures figures) throws RunnerException {
        for (var threads : THREADS) {
            var jmh = new Jmh(TokenBenchmark.class, effort);
            jmh.run(jmh.timed().threads(threads), List.copyOf(SUBJECTS.keySet()));
            SUBJECTS.forEach((method, subject) ->
                    figures.add(new Figure(name(threads), subject, "ns", jmh.median(method), jmh.bytes(method))));
        }
    }

    /** The least: a field that other threads may change. */
    @State(Scope.Benchmark)
    public static class Field {
        private volatile Object token = new Object();
        private final long endNanos = System.nanoTime() + TimeUnit.HOURS.toNanos(1);
    }

    /** Winekey. */
    @State(Scope.Benchmark)
    public static class OfWinekey {
        private Winekey winekey;
        private OAuthClient client;

        /** Signs in. */
        @Setup
        public void open() throws IOException {
            winekey = new Winekey(
                    Shop.folder("token-" + System.nanoTime()), Endpoint.open().uri());
            client = winekey.client();
        }

        /** Ends its threads. */
        @TearDown
        public void close() {
            winekey.close();
        }
    }

    /** A peer. */
    public abstract static class OfPeer {
        private Subject peer;

        /** Signs in; the first token is a refreshed one. */
        @Setup
        public void open() throws IOException {
            peer = subject(Endpoint.open());
            peer.expire();
            peer.token();
        }

        abstract Subject subject(Endpoint endpoint) throws IOException;

        /** Ends its threads. */
        @TearDown
        public void close() throws IOException {
            peer.close();
        }
    }

    /** google-auth-library. */
    @State(Scope.Benchmark)
    public static class OfGoogleAuth extends OfPeer {
        @Override
        Subject subject(Endpoint endpoint) {
            return new GoogleAuth(endpoint.uri());
        }
    }

    /** Spring Security. */
    @State(Scope.Benchmark)
    public static class OfSpringSecurity extends OfPeer {
        @Override
        Subject subject(Endpoint endpoint) {
            return new SpringSecurity(endpoint.uri());
        }
    }

    /** MSAL4J. */
    @State(Scope.Benchmark)
    public static class OfMsal4j extends OfPeer {
        @Override
        Subject subject(Endpoint endpoint) throws IOException {
            return new Msal4j(endpoint.uri());
        }
    }

    /** Winekey. */
    @Benchmark
    public TokenResult winekey(OfWinekey state) {
        return state.client.token();
    }

    /** A volatile read. */
    @Benchmark
    public Object volatileRead(Field state) {
        return state.token;
    }

    /** A volatile read and a look at the clock. */
    @Benchmark
    public Object volatileNanotime(Field state) {
        return System.nanoTime() - state.endNanos < 0 ? state.token : state;
    }

    /** google-auth-library. */
    @Benchmark
    public Object googleAuth(OfGoogleAuth state) throws IOException {
        return ((OfPeer) state).peer.token();
    }

    /** Spring Security. */
    @Benchmark
    public Object springSecurity(OfSpringSecurity state) throws IOException {
        return ((OfPeer) state).peer.token();
    }

    /** MSAL4J. */
    @Benchmark
    public Object msal4j(OfMsal4j state) throws IOException {
        return ((OfPeer) state).peer.token();
    }
}
