// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Gives each method of a benchmark its turn, each in a JVM of its own, again and again: whatever else the machine does
 * hits Winekey and what it is measured against alike. Not thread-safe.
 */
final class Jmh {

    /** How much longer what takes a millisecond is warmed up. */
    private static final int SLOW = 12;

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Class<?> benchmark;
    private final Effort effort;
    private final Map<String, List<Double>> values = new TreeMap<>();
    private final Map<String, List<Double>> bytes = new TreeMap<>();

    Jmh(Class<?> benchmark, Effort effort) {
        this.benchmark = benchmark;
        this.effort = effort;
    }

    /** Options for turns of so many milliseconds. */
    ChainedOptionsBuilder timed() {
        return single().warmupIterations(effort.warmups())
                .warmupTime(effort.iteration())
                .measurementIterations(effort.iterations())
                .measurementTime(effort.iteration());
    }

    /** The same for what is slow, and would be measured before the JVM has compiled it. */
    ChainedOptionsBuilder timedWhenWarm() {
        return timed().warmupIterations(effort.warmups() * SLOW);
    }

    /** Options for turns that the benchmark itself ends. */
    static ChainedOptionsBuilder single() {
        return new OptionsBuilder().forks(1).verbosity(VerboseMode.SILENT).shouldFailOnError(true);
    }

    /** Runs these methods in turn. */
    Jmh run(ChainedOptionsBuilder options, List<String> methods) throws RunnerException {
        for (var round = 1; round <= effort.rounds(); round++) {
            for (var method : methods) {
                System.err.printf("%s.%s, round %d%n", benchmark.getSimpleName(), method, round);
                turn(options, method);
            }
        }
        return this;
    }

    private void turn(ChainedOptionsBuilder options, String method) throws RunnerException {
        var pattern = "^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$";
        var runs = new Runner(new OptionsBuilder()
                        .parent(options.build())
                        .include(pattern)
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        for (RunResult run : runs) {
            values.computeIfAbsent(method, missing -> new ArrayList<>())
                    .add(run.getPrimaryResult().getStatistics().getPercentile(50));
            var allocated = run.getSecondaryResults().get(ALLOCATED);
            if (allocated != null) {
                bytes.computeIfAbsent(method, missing -> new ArrayList<>()).add(allocated.getScore());
            }
        }
    }

    double median(String method) {
        return median(values.getOrDefault(method, List.of()));
    }

    @Nullable
    Double bytes(String method) {
        var measured = bytes.get(method);
        return measured == null ? null : median(measured);
    }

    static double median(List<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).sum() / 2;
    }
}
