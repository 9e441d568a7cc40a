// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.List;
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
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.benchmarks.subject.Endpoint;
import org.winekey.oauth.benchmarks.subject.Winekey;

/**
 * One whole refresh: intent durable, POST, answer durable, published; beside a bare POST between two bare writes and
 * flushes of as many bytes. The endpoint answers at once.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@NullUnmarked
public class RefreshBenchmark {

    static void run(Effort effort, Figures figures) throws RunnerException {
        var jmh = new Jmh(RefreshBenchmark.class, effort);
        jmh.run(jmh.timedWhenWarm(), List.of("loopback", "loopbackBare", "newConnection", "newConnectionBare"));
        figures.add("refresh.loopback", Figure.WINEKEY, "us", jmh.median("loopback"));
        figures.add("refresh.loopback", Figure.HTTP, "us", jmh.median("loopbackBare"));
        figures.add("refresh.newconnection", Figure.WINEKEY, "us", jmh.median("newConnection"));
        figures.add("refresh.newconnection", Figure.HTTP, "us", jmh.median("newConnectionBare"));
    }

    /** Winekey at an endpoint. */
    public abstract static class Refreshing {

        private Endpoint endpoint;
        private Winekey winekey;

        /** Signs in. */
        @Setup
        public void open() throws IOException {
            endpoint = new Endpoint();
            winekey = new Winekey(Shop.folder("refresh-" + System.nanoTime()), uri(endpoint));
        }

        abstract URI uri(Endpoint endpoint);

        ClientStatus refresh() {
            var before = endpoint.requests();
            var status = winekey.refresh();
            if (status.code() != ClientStatus.Code.AUTHORIZED || endpoint.requests() != before + 1) {
                throw new IllegalStateException(status + ", requests: " + (endpoint.requests() - before));
            }
            return status;
        }

        /** Ends its threads. */
        @TearDown
        public void close() {
            winekey.close();
        }
    }

    /** Connections stay open. */
    @State(Scope.Benchmark)
    public static class Keeping extends Refreshing {
        @Override
        URI uri(Endpoint endpoint) {
            return endpoint.uri();
        }
    }

    /** Each answer ends its connection. */
    @State(Scope.Benchmark)
    public static class Closing extends Refreshing {
        @Override
        URI uri(Endpoint endpoint) {
            return endpoint.uri(Endpoint.CLOSING);
        }
    }

    /** The least. */
    @State(Scope.Benchmark)
    public static class Least {

        private final BareHttp http = new BareHttp();
        private Endpoint endpoint;
        private Bare disk;

        /** Opens a file. */
        @Setup
        public void open() throws IOException {
            endpoint = new Endpoint();
            disk = new Bare();
        }

        int refresh(URI uri) throws IOException {
            disk.intent();
            var bytes = http.post(uri);
            disk.update();
            return bytes;
        }

        /** Closes the file. */
        @TearDown
        public void close() throws IOException {
            disk.close();
        }
    }

    /** Winekey, connections stay open. */
    @Benchmark
    public ClientStatus loopback(Keeping state) {
        return state.refresh();
    }

    /** The least, connections stay open. */
    @Benchmark
    public int loopbackBare(Least state) throws IOException {
        return state.refresh(state.endpoint.uri());
    }

    /** Winekey, each refresh on a connection of its own. */
    @Benchmark
    public ClientStatus newConnection(Closing state) {
        return state.refresh();
    }

    /** The least, each request on a connection of its own. */
    @Benchmark
    public int newConnectionBare(Least state) throws IOException {
        return state.refresh(state.endpoint.uri(Endpoint.CLOSING));
    }
}
