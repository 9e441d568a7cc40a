// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** Runs benchmarks, writes what came of them into a file, and prints it against the targets. */
public final class Main {

    private static final Path RESULTS = Path.of("itests/benchmarks/target/results.json");
    private static final String SMOKE = "smoke";

    private interface Benchmark {
        void run(Effort effort, Figures figures) throws IOException, RunnerException;
    }

    private static final Map<String, Benchmark> BENCHMARKS = benchmarks();

    private Main() {}

    private static Map<String, Benchmark> benchmarks() {
        var benchmarks = new LinkedHashMap<String, Benchmark>();
        benchmarks.put("token", TokenBenchmark::run);
        benchmarks.put("herd", HerdBenchmark::run);
        benchmarks.put("refresh", RefreshBenchmark::run);
        benchmarks.put("update", UpdateBenchmark::run);
        benchmarks.put("start", Main::start);
        return benchmarks;
    }

    /**
     * Runs.
     *
     * @param arguments names of benchmarks, none for all; {@code smoke} for the shortest form
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        var names = new ArrayList<>(List.of(arguments));
        var effort = names.remove(SMOKE) ? Effort.SMOKE : Effort.WHOLE;
        if (!BENCHMARKS.keySet().containsAll(names)) {
            throw new IllegalArgumentException("there are " + BENCHMARKS.keySet() + " and " + SMOKE);
        }
        Shop.clear();
        Files.createDirectories(Shop.HOME);
        var figures = new Figures();
        for (var benchmark : BENCHMARKS.entrySet()) {
            if (names.isEmpty() || names.contains(benchmark.getKey())) {
                benchmark.getValue().run(effort, figures);
            }
        }
        figures.write(RESULTS);
        Report.print(figures, System.out);
        System.out.printf(
                "%nIn %s. File system: %s.%n",
                RESULTS, Files.getFileStore(Shop.HOME).type());
        // Peers leave threads behind.
        System.exit(0);
    }

    private static void start(Effort effort, Figures figures) throws IOException, RunnerException {
        // Flushes are left out: what is measured reads only.
        try (var shop = Shop.open(new CountingStoreIo(false), Shop.MANY)) {
            shop.fill(effort.clients());
        }
        StartBenchmark.run(effort, figures);
        ClientsBenchmark.run(effort, figures);
    }
}
