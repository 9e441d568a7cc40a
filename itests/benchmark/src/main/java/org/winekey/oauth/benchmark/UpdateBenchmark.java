// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmark;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.winekey.oauth.core.seam.DiskStoreIo;

/** A durable token update, and the writes of a whole refresh, beside a bare write and flush of as many bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 4, time = 4)
@NullUnmarked
public class UpdateBenchmark {

    private Shop shop;
    private Bare bare;

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
