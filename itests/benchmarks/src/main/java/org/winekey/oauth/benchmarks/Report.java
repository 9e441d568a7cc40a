// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import java.io.PrintStream;

/** Prints the results for people. */
final class Report {

    private Report() {}

    static void print(Figures figures, PrintStream out) {
        out.printf("%n%-24s %-18s %14s %-8s %12s%n", "benchmark", "subject", "median", "unit", "bytes/op");
        for (var figure : figures.all()) {
            var bytes = figure.bytesPerOp() == null ? "" : String.format("%,.1f", figure.bytesPerOp());
            out.printf(
                    "%-24s %-18s %,14.2f %-8s %12s%n",
                    figure.name(), figure.subject(), figure.value(), figure.unit(), bytes);
        }
        out.printf("%nWinekey against its targets%n%n");
        for (var target : Target.ALL) {
            target.row(figures).ifPresent(out::println);
        }
        for (var threads : TokenBenchmark.THREADS) {
            figures.find(TokenBenchmark.name(threads), Figure.WINEKEY, null).ifPresent(figure -> bytes(figure, out));
        }
    }

    private static void bytes(Figure figure, PrintStream out) {
        var bytes = figure.bytesPerOp();
        if (bytes != null) {
            var met = bytes < 0.05 ? "met" : "MISSED";
            out.printf("%-24s %,12.2f bytes/op %33s at most %-18s %s%n", figure.name(), bytes, "", "0", met);
        }
    }
}
