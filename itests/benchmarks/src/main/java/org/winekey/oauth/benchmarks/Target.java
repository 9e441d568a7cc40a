// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import static org.winekey.oauth.benchmarks.Figure.DECRYPT;
import static org.winekey.oauth.benchmarks.Figure.HTTP;
import static org.winekey.oauth.benchmarks.Figure.VOLATILE_READ;
import static org.winekey.oauth.benchmarks.Figure.WINEKEY;
import static org.winekey.oauth.benchmarks.Figure.WRITE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.benchmarks.subject.Winekey;

/**
 * What a figure of Winekey should be at most.
 *
 * @param name the benchmark
 * @param unit of the figure
 * @param most times what it is measured against, or the figure itself when that is against nothing
 * @param againstName another benchmark, or the same
 * @param againstSubject null: against nothing
 */
record Target(
        String name,
        String unit,
        double most,
        @Nullable String againstName,
        @Nullable String againstSubject) {

    private static final double ENDPOINT_MILLIS = HerdBenchmark.DELAY.toMillis();
    private static final double LATE_MILLIS = 3;

    /** The longest that a caller may be kept beyond its deadline, on a machine that runs other things too. */
    private static final double OVERDUE_MILLIS = 100;

    static final List<Target> ALL = all();

    private static List<Target> all() {
        var all = new ArrayList<Target>();
        for (var threads : TokenBenchmark.THREADS) {
            all.add(ratio(TokenBenchmark.name(threads), "ns", 3, VOLATILE_READ));
        }
        all.add(new Target(TokenBenchmark.name(2), "ns", 1.1, TokenBenchmark.name(1), WINEKEY));
        for (var herd : HerdBenchmark.SIZES) {
            for (var mode : List.of("success", "rejected", "settings", "dead")) {
                all.add(absolute("herd." + mode + "." + herd, "requests", mode.equals("dead") ? 2 : 1));
                all.add(absolute("herd." + mode + "." + herd, "ms", ENDPOINT_MILLIS + LATE_MILLIS));
            }
            all.add(absolute("herd.hang." + herd, "requests", 1));
            all.add(absolute("herd.hang." + herd, "ms", Winekey.TIMEOUT.toMillis() + OVERDUE_MILLIS));
        }
        all.add(ratio("refresh.loopback", "us", 1.3, HTTP));
        all.add(ratio("refresh.newconnection", "us", 1.3, HTTP));
        all.add(ratio("update", "us", 1.2, WRITE));
        all.add(absolute("update", "flushes", 1.1));
        all.add(ratio("update.intent", "us", 1.2, WRITE));
        all.add(absolute("update.intent", "flushes", 2.1));
        all.add(ratio("start", "ms", 2, DECRYPT));
        all.add(ratio("clients.10000.start", "ms", 2, DECRYPT));
        all.add(absolute("clients.10000.heap", "bytes", 4096));
        all.add(absolute("clients.10000.threads", "threads", 20));
        return List.copyOf(all);
    }

    private static Target ratio(String name, String unit, double most, String subject) {
        return new Target(name, unit, most, name, subject);
    }

    private static Target absolute(String name, String unit, double most) {
        return new Target(name, unit, most, null, null);
    }

    /** One row of the table (empty: not measured in this run). */
    Optional<String> row(Figures figures) {
        var ours = figures.find(name, WINEKEY, unit);
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        if (againstName == null || againstSubject == null) {
            return Optional.of(row(ours.get(), least(figures), ours.get().value(), String.format("%,.0f", most)));
        }
        var against = figures.find(againstName, againstSubject, unit);
        return against.map(other -> row(
                ours.get(),
                other.name().equals(name) ? other.subject() : other.name(),
                ours.get().value() / other.value(),
                String.format("%.1f x %,.2f", most, other.value())));
    }

    /** What the machine itself needs to wake so many threads after one answer. */
    private String least(Figures figures) {
        var size = name.substring(name.lastIndexOf('.') + 1);
        return unit.equals("ms")
                ? figures.find("herd.success." + size, HTTP, unit)
                        .map(least -> String.format("(least %,.2f)", least.value()))
                        .orElse("")
                : "";
    }

    private String row(Figure ours, String against, double measured, String bound) {
        return String.format(
                "%-24s %,12.2f %-8s %-18s %10.2f   at most %-18s %s",
                name, ours.value(), unit, against, measured, bound, measured <= most ? "met" : "MISSED");
    }
}
