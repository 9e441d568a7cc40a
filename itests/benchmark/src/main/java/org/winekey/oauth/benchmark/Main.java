// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.winekey.oauth.core.seam.DiskStoreIo;

/** Runs the benchmarks and prints, at the end, what matters: ratios and counts. */
public final class Main {

    private static final int COUNTED = 1000;
    private static final int COLD_STARTS = 7;

    private Main() {}

    /**
     * Runs.
     *
     * @param arguments {@code all}, {@code update} or {@code start}
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        var what = arguments.length == 0 ? "all" : arguments[0];
        Shop.clear();
        Files.createDirectories(Shop.HOME);
        if (!what.equals("start")) {
            update(System.out);
        }
        if (!what.equals("update")) {
            start(System.out);
        }
        System.out.printf("file system: %s%n", Files.getFileStore(Shop.HOME).type());
    }

    private static void update(PrintStream out) throws IOException, RunnerException {
        var results = run(new OptionsBuilder().include(UpdateBenchmark.class.getName()));
        for (var name : List.of("update", "refresh")) {
            ratio(out, name, median(results, name), median(results, name + "Bare"), "us");
        }
        count(out, "update", Shop::update);
        count(out, "refresh", Shop::refresh);
    }

    private static void start(PrintStream out) throws IOException, RunnerException {
        fill();
        var warm = run(new OptionsBuilder().include(StartBenchmark.class.getName()));
        var cold = run(new OptionsBuilder()
                .include(StartBenchmark.class.getName())
                .warmupIterations(0)
                .measurementIterations(1)
                .forks(COLD_STARTS));
        ratio(out, "start", median(warm, "start"), median(warm, "startBare"), "ms");
        ratio(out, "first start of a JVM", median(cold, "start"), median(cold, "startBare"), "ms");
        heap(out);
    }

    /** Flushes are left out: what is measured reads only. */
    private static void fill() throws IOException {
        try (var shop = Shop.open(new CountingStoreIo(false), StartBenchmark.NAME)) {
            shop.fill();
        }
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }

    private static double median(Collection<RunResult> results, String name) {
        return results.stream()
                .map(RunResult::getPrimaryResult)
                .filter(result -> result.getLabel().equals(name))
                .mapToDouble(Main::median)
                .findFirst()
                .orElseThrow();
    }

    private static double median(Result<?> result) {
        return result.getStatistics().getPercentile(50);
    }

    private static void ratio(PrintStream out, String name, double ours, double bare, String unit) {
        out.printf("%s: %.0f %s, bare %.0f %s, ratio %.2f (medians)%n", name, ours, unit, bare, unit, ours / bare);
    }

    private interface Step {
        void on(Shop shop) throws IOException;
    }

    private static void count(PrintStream out, String name, Step step) throws IOException {
        var io = new CountingStoreIo(true);
        try (var shop = Shop.open(io, "count-" + name)) {
            shop.refresh();
            var flushes = io.flushes.get();
            var bytes = io.bytes.get();
            for (int i = 0; i < COUNTED; i++) {
                step.on(shop);
            }
            out.printf(
                    "%s: %.2f flushes, %.0f bytes written%n",
                    name, (io.flushes.get() - flushes) / (double) COUNTED, (io.bytes.get() - bytes) / (double) COUNTED);
        }
    }

    private static void heap(PrintStream out) throws IOException {
        var before = used();
        try (var shop = Shop.open(new DiskStoreIo(), StartBenchmark.NAME)) {
            shop.readAll();
            out.printf("heap of the store: %d bytes per client%n", (used() - before) / Shop.CLIENTS);
        }
    }

    private static long used() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
