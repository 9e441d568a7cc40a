// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.winekey.oauth.itests.report.Parts.Part;
import org.winekey.oauth.itests.report.TestReports.Outcome;
import org.winekey.oauth.itests.report.TestReports.TestCase;
import org.winekey.oauth.itests.report.TestSources.TestClass;

/**
 * The last step of {@code mvn verify}: a table of what ran, and a failure if something is missing.
 *
 * <p>Arguments: the root of the reactor and the Markdown file to write. Ends with 1 when
 *
 * <ol>
 *   <li>a line of {@code itests/expected-parts.txt} took no part in a test that ran,
 *   <li>a test was skipped or failed,
 *   <li>a module or a class with tests ran none,
 *   <li>the requirement list and the tests disagree.
 * </ol>
 *
 * <p>Not thread-safe.
 */
public final class WhatRan {
    static final String EXPECTED = "itests/expected-parts.txt";
    static final String RECORDED = "itests/target/parts.tsv";

    private final TestSources sources;
    private final TestReports reports;
    private final List<Part> parts;

    private WhatRan(TestSources sources, TestReports reports, List<Part> parts) {
        this.sources = sources;
        this.reports = reports;
        this.parts = parts;
    }

    /**
     * Writes and prints the table, then the problems.
     *
     * @param arguments root folder, output file
     * @throws IOException if a report or list cannot be read, or the table not written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("Arguments: root folder, output file");
        }
        System.exit(run(Path.of(arguments[0]).toAbsolutePath().normalize(), Path.of(arguments[1]), System.out));
    }

    static int run(Path root, Path output, PrintStream out) throws IOException {
        var modules = Modules.find(root);
        var whatRan =
                new WhatRan(TestSources.scan(modules), TestReports.read(modules), Parts.read(root.resolve(RECORDED)));
        var table = whatRan.table();
        Files.createDirectories(output.toAbsolutePath().getParent());
        Files.writeString(output, table);
        out.println(table);
        var problems = whatRan.problems(root);
        problems.forEach(problem -> out.println("WHAT RAN: " + problem));
        return problems.isEmpty() ? 0 : 1;
    }

    private List<String> problems(Path root) throws IOException {
        var problems = new ArrayList<String>();
        for (var line : Files.readAllLines(root.resolve(EXPECTED))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                addIfMissing(line.strip(), problems);
            }
        }
        addUnfinished(problems);
        addSilent(problems);
        problems.addAll(RequirementGate.problems(root, sources, reports));
        return problems;
    }

    private void addIfMissing(String expected, List<String> problems) {
        var recorded = parts.stream().filter(part -> part.matches(expected)).toList();
        if (recorded.isEmpty()) {
            problems.add(expected + " took no part" + alsoSeen(expected));
        } else if (recorded.stream().noneMatch(part -> reports.anyPassed(test -> isMetBy(part, test)))) {
            problems.add(expected + " was started by " + recorded.get(0).testClass() + ", of which no test passed");
        }
    }

    private String alsoSeen(String expected) {
        return parts.stream()
                .filter(part -> expected.startsWith(part.name()))
                .map(part -> ", but " + part.title() + " did")
                .findFirst()
                .orElse("");
    }

    private void addUnfinished(List<String> problems) {
        reports.cases().stream()
                .filter(test -> !test.passed())
                .map(test -> test.className() + "." + test.name() + (isSkipped(test) ? " was skipped" : " failed"))
                .forEach(problems::add);
    }

    /** Guards against a class that no suite or name pattern picks up, and against a module without its plugin. */
    private void addSilent(List<String> problems) {
        var silent = new TreeSet<String>();
        for (var type : sources.classes()) {
            if (!sources.offersTests(type)) {
                continue;
            }
            if (reports.cases().stream().noneMatch(test -> test.module().equals(type.module()) && !isSkipped(test))) {
                silent.add("Module " + type.module() + " has tests and ran none");
            } else if (!type.isAbstract() && !ran(type)) {
                silent.add(type.name() + " has tests and ran none");
            }
        }
        problems.addAll(silent);
    }

    private boolean ran(TestClass type) {
        return reports.cases().stream().anyMatch(test -> test.isIn(type.name()));
    }

    private String table() {
        var rows =
                reports.cases().stream().collect(Collectors.groupingBy(this::row, TreeMap::new, Collectors.toList()));
        var table = new StringBuilder("""
                | module | class group | against | tests | skipped | failed |
                |---|---|---|---|---|---|
                """);
        rows.forEach((row, cases) -> append(table, row, cases));
        return table.toString();
    }

    private static void append(StringBuilder table, Row row, List<TestCase> cases) {
        var outcomes = cases.stream().collect(Collectors.groupingBy(TestCase::outcome, Collectors.counting()));
        table.append("| %s | %s | %s | %d | %d | %d |\n"
                .formatted(
                        row.module(),
                        row.group(),
                        row.against().isEmpty() ? "-" : row.against(),
                        cases.size(),
                        count(outcomes, Outcome.SKIPPED),
                        count(outcomes, Outcome.FAILED)));
    }

    private static long count(Map<Outcome, Long> outcomes, Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** A class that met a real part has a row of its own, the others share one per package. */
    private Row row(TestCase test) {
        var against = parts.stream()
                .filter(part -> isMetBy(part, test))
                .map(Part::title)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        var type = Parts.topLevel(test.className());
        var dot = type.lastIndexOf('.');
        return new Row(
                test.module(),
                against.isEmpty() ? type.substring(0, Math.max(dot, 0)) : type.substring(dot + 1),
                against);
    }

    private static boolean isMetBy(Part part, TestCase test) {
        return part.testClass().equals(Parts.topLevel(test.className()))
                || part.testClass().equals(test.suite());
    }

    private static boolean isSkipped(TestCase test) {
        return test.outcome() == Outcome.SKIPPED;
    }

    private record Row(String module, String group, String against) implements Comparable<Row> {
        private static final Comparator<Row> ORDER =
                Comparator.comparing(Row::module).thenComparing(Row::group).thenComparing(Row::against);

        @Override
        public int compareTo(Row other) {
            return ORDER.compare(this, other);
        }
    }
}
