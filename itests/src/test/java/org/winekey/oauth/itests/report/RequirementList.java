// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The numbers of {@code docs/requirements.md} and the part of them that no test proves yet.
 *
 * @param now the numbers that bind the first version
 * @param later the numbers that wait for their feature
 * @param untested the numbers in {@code docs/requirements-untested.txt}
 * @param problems what is wrong with the two files
 */
record RequirementList(Set<String> now, Set<String> later, Set<String> untested, List<String> problems) {
    static final String LIST = "docs/requirements.md";
    static final String UNTESTED = "docs/requirements-untested.txt";

    private static final Pattern ROW =
            Pattern.compile("\\| *(R-\\d{3}) *\\|[^|]*\\|[^|]*\\| *(now|later) *\\|[^|]*\\|");

    static RequirementList read(Path root) throws IOException {
        var problems = new ArrayList<String>();
        var rows = rows(Files.readAllLines(root.resolve(LIST)), problems);
        var now = new TreeSet<>(rows.keySet());
        now.removeIf(number -> "later".equals(rows.get(number)));
        var later = new TreeSet<>(rows.keySet());
        later.removeAll(now);
        return new RequirementList(now, later, untested(root.resolve(UNTESTED), now, problems), problems);
    }

    boolean knows(String number) {
        return now.contains(number) || later.contains(number);
    }

    private static TreeMap<String, String> rows(List<String> lines, List<String> problems) {
        var rows = new TreeMap<String, String>();
        for (var line : lines) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                if (rows.put(row.group(1), row.group(2)) != null) {
                    problems.add(row.group(1) + " stands twice in " + LIST);
                }
            } else if (line.startsWith("| R-")) {
                problems.add("Not a row of " + LIST + ": " + line);
            }
        }
        if (rows.isEmpty()) {
            problems.add("No requirement found in " + LIST);
        }
        return rows;
    }

    private static Set<String> untested(Path file, Set<String> now, List<String> problems) throws IOException {
        var untested = new TreeSet<String>();
        for (var line : Files.readAllLines(file)) {
            var number = line.strip();
            if (!number.isEmpty() && !untested.add(number)) {
                problems.add(number + " stands twice in " + UNTESTED);
            }
        }
        untested.stream()
                .filter(number -> !now.contains(number))
                .forEach(number -> problems.add(number + " stands in " + UNTESTED + " but is no 'now' number"));
        return untested;
    }
}
