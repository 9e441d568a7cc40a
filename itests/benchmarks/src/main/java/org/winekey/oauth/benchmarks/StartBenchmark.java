// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.runner.RunnerException;
import org.winekey.oauth.core.seam.DiskStoreIo;

/**
 * A start with many clients: of the store alone, and of the whole service until each client hands out its token; beside
 * plainly reading the same files and decrypting the same bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@NullUnmarked
public class StartBenchmark {

    private static final List<String> METHODS = List.of("store", "service", "bare");

    /** How many. */
    @Param("0")
    private int clients;

    private Plain plain;
    private Shop shop;
    private Household household;

    static void run(Effort effort, Figures figures) throws RunnerException {
        var warm = measured(effort, effort.starts());
        var cold = measured(effort, 0);
        var whole = "clients." + effort.clients() + ".start";
        figures.add("start", Figure.WINEKEY, "ms", warm.median("store"));
        figures.add("start", Figure.DECRYPT, "ms", warm.median("bare"));
        figures.add("start.cold", Figure.WINEKEY, "ms", cold.median("store"));
        figures.add("start.cold", Figure.DECRYPT, "ms", cold.median("bare"));
        figures.add(whole, Figure.WINEKEY, "ms", warm.median("service"));
        figures.add(whole, Figure.DECRYPT, "ms", warm.median("bare"));
        figures.add(whole + ".cold", Figure.WINEKEY, "ms", cold.median("service"));
        figures.add(whole + ".cold", Figure.DECRYPT, "ms", cold.median("bare"));
    }

    private static Jmh measured(Effort effort, int warmUps) throws RunnerException {
        var options = Jmh.single()
                .param("clients", String.valueOf(effort.clients()))
                .warmupIterations(warmUps)
                .measurementIterations(Math.max(1, warmUps));
        return new Jmh(StartBenchmark.class, effort).run(options, METHODS);
    }

    /** Finds the data key, which is not part of what is measured on either side. */
    @Setup
    public void prepare() throws IOException, GeneralSecurityException {
        plain = Plain.of(Shop.MANY);
    }

    /** Writes down what a person has set. */
    @Setup(Level.Invocation)
    public void build() {
        household = new Household(clients);
    }

    /** Gives back what was started. */
    @TearDown(Level.Invocation)
    public void close() throws IOException {
        household.close();
        if (shop != null) {
            shop.close();
            shop = null;
        }
    }

    /** What a start of the service does with the disk. */
    @Benchmark
    public long store() throws IOException {
        shop = Shop.open(new DiskStoreIo(), Shop.MANY);
        return shop.readAll();
    }

    /** All of it. */
    @Benchmark
    public long service() {
        return household.start();
    }

    /** No checks, no locks, no names. */
    @Benchmark
    public long bare() throws IOException, GeneralSecurityException {
        return plain.readAll(clients);
    }
}
