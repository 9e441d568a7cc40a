// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import java.io.IOException;
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
import org.winekey.oauth.core.seam.DiskStoreIo;

/** A durable token update, and the writes of a whole refresh, beside a bare write and flush of as many bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@NullUnmarked
public class UpdateBenchmark {

    private static final int COUNTED = 1000;

    private Shop shop;
    private Bare bare;

    static void run(Effort effort, Figures figures) throws IOException, RunnerException {
        var jmh = new Jmh(UpdateBenchmark.class, effort);
        jmh.run(jmh.timed(), List.of("update", "updateBare", "refresh", "refreshBare"));
        figures.add("update", Figure.WINEKEY, "us", jmh.median("update"));
        figures.add("update", Figure.WRITE, "us", jmh.median("updateBare"));
        figures.add("update.intent", Figure.WINEKEY, "us", jmh.median("refresh"));
        figures.add("update.intent", Figure.WRITE, "us", jmh.median("refreshBare"));
        count("update", Shop::update, figures);
        count("update.intent", Shop::refresh, figures);
    }

    private interface Step {
        void on(Shop shop) throws IOException;
    }

    private static void count(String name, Step step, Figures figures) throws IOException {
        var io = new CountingStoreIo(true);
        try (var counted = Shop.open(io, "count-" + name)) {
            counted.refresh();
            var flushes = io.flushes.get();
            var bytes = io.bytes.get();
            for (int i = 0; i < COUNTED; i++) {
                step.on(counted);
            }
            figures.add(name, Figure.WINEKEY, "flushes", (io.flushes.get() - flushes) / (double) COUNTED);
            figures.add(name, Figure.WINEKEY, "bytes", (io.bytes.get() - bytes) / (double) COUNTED);
        }
    }

    /** Opens both. */
    @Setup
    public void open() throws IOException {
        shop = Shop.open(new DiskStoreIo(), "update-" + System.nanoTime());
        shop.refresh();
        bare = new Bare();
    }

    /** Closes both. */
    @TearDown
    public void close() throws IOException {
        shop.close();
        bare.close();
    }

    /** Sealed, fenced, written, flushed, read back. */
    @Benchmark
    public void update() throws IOException {
        shop.update();
    }

    /** One write, one flush. */
    @Benchmark
    public void updateBare() throws IOException {
        bare.update();
    }

    /** Intent and grant. */
    @Benchmark
    public void refresh() throws IOException {
        shop.refresh();
    }

    /** Two writes, two flushes. */
    @Benchmark
    public void refreshBare() throws IOException {
        bare.refresh();
    }
}
