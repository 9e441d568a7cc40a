// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Jazzer on one target, in a process of its own. What it finds out stays in {@code target/fuzz/<target>}, from where the
 * next session goes on, unless it has a seed of its own; the committed corpus is only read.
 *
 * @param target what is fuzzed
 * @param time how long
 * @param seed of the inputs' randomness; {@link #ANY_SEED}: another one in each session
 * @param module the folder of this module
 */
record Session(Target target, Duration time, int seed, Path module) {

    /** What libFuzzer takes for no choice. */
    static final int ANY_SEED = 0;

    private static final String PRODUCT =
            "org.winekey.oauth.core.**:org.winekey.oauth.web.**:com.fasterxml.jackson.core.**";
    /** It measures how far each key is from each word, which says nothing and takes most of the time. */
    private static final String UNCOUNTED = "org.winekey.oauth.core.settings.UnknownKeys";

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern COUNT = Pattern.compile("stat::number_of_executed_units: *([0-9]+)");
    private static final Pattern COVERAGE = Pattern.compile("cov: ([0-9]+) ft: ([0-9]+) corp: ([0-9]+)");
    private static final Pattern FIND = Pattern.compile("== Java Exception: (.*)|ERROR: (libFuzzer: .*)");

    /**
     * How it went.
     *
     * @param runs inputs that were tried
     * @param edges of the product's code that they reached
     * @param features the same with how often each, as libFuzzer counts
     * @param corpus inputs that each reach something
     * @param find what it found, in a line, with the input; empty: nothing
     * @param log where the rest is
     */
    record Outcome(long runs, long edges, long features, long corpus, String find, Path log) {
        /** Whether it ran and found nothing. */
        boolean isGood() {
            return runs > 0 && edges > 0 && find.isEmpty();
        }

        @Override
        public String toString() {
            var words = runs + " runs, " + edges + " edges, " + features + " features, " + corpus + " inputs kept, ";
            return words + (find.isEmpty() ? "nothing found" : "FOUND " + find + " (" + log + ")");
        }
    }

    Outcome run() throws IOException, InterruptedException {
        var folder = folder();
        for (var name : List.of("corpus", "finds", "tmp")) {
            Files.createDirectories(folder.resolve(name));
        }
        var log = folder.resolve("log");
        var process = new ProcessBuilder(words(folder))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(time.plus(PATIENCE).toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return outcome(process.exitValue(), log);
    }

    /** One with a seed of its own begins afresh: what an earlier one has kept would make it another one. */
    private Path folder() throws IOException {
        if (seed == ANY_SEED) {
            return module.resolve("target/fuzz").resolve(target.toString());
        }
        var kept = module.resolve("target/fuzz-seed-" + seed);
        Files.createDirectories(kept);
        return Files.createTempDirectory(kept, target + "-");
    }

    private List<String> words(Path folder) {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-Xmx768m", "-Xss2m", "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"));
        words.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.add("com.code_intelligence.jazzer.Jazzer");
        words.add("--target_class=" + target.type().getName());
        words.add("--instrumentation_includes=" + PRODUCT);
        words.add("--custom_hook_includes=" + PRODUCT);
        words.add("--instrumentation_excludes=" + UNCOUNTED);
        words.add("--custom_hook_excludes=" + UNCOUNTED);
        words.add("--reproducer_path=" + folder.resolve("finds"));
        words.add("-artifact_prefix=" + folder.resolve("finds") + "/");
        words.add("-dict=" + module.resolve("dictionaries").resolve(target + ".dict"));
        words.add("-seed=" + seed);
        words.add("-max_total_time=" + time.toSeconds());
        words.addAll(List.of("-max_len=4096", "-timeout=20", "-rss_limit_mb=3000", "-print_final_stats=1"));
        words.add(folder.resolve("corpus").toString());
        words.add(module.resolve("corpus").resolve(target.toString()).toString());
        return words;
    }

    private static Outcome outcome(int exitCode, Path log) throws IOException {
        var text = Files.readString(log, ISO_8859_1);
        var runs = COUNT.matcher(text);
        var reached = COVERAGE.matcher(text).results().reduce((earlier, later) -> later);
        var find = FIND.matcher(text).results().findFirst();
        var said = find.map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .orElse(exitCode == 0 ? "" : "exit code " + exitCode);
        return new Outcome(
                runs.find() ? Long.parseLong(runs.group(1)) : 0,
                reached.map(match -> Long.parseLong(match.group(1))).orElse(0L),
                reached.map(match -> Long.parseLong(match.group(2))).orElse(0L),
                reached.map(match -> Long.parseLong(match.group(3))).orElse(0L),
                said.isEmpty() ? "" : said + inputs(log.resolveSibling("finds")),
                log);
    }

    /** In Base64, so that what another machine found can be tried here. */
    private static String inputs(Path finds) throws IOException {
        try (var files = Files.list(finds)) {
            var inputs = new StringBuilder();
            for (var file :
                    files.filter(found -> !found.toString().endsWith(".java")).toList()) {
                inputs.append(", Base64: ").append(Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
            }
            return inputs.toString();
        }
    }
}
