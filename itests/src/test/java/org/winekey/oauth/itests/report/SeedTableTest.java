// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of what the two older systems do: no row is missing, and each names tests that are there. */
class SeedTableTest {
    private static final Pattern ROW = Pattern.compile("\\| ([UO]\\d+) \\|.*\\| ([^|]+) \\|");
    private static final Pattern CLASS = Pattern.compile("`(\\w+)`");

    @Test
    void table_ofThisRepository_hasEveryRowOnceInOrder() throws IOException {
        var expected = Stream.concat(rows("U", 33), rows("O", 32)).toList();

        assertThat(numbers()).isEqualTo(expected);
    }

    @Test
    void tests_ofEachRow_areThere() throws IOException {
        var root = root();
        var known = TestSources.scan(Modules.find(root));
        var offering = known.classes().stream()
                .filter(known::offersTests)
                .map(TestSources.TestClass::simpleName)
                .collect(Collectors.toSet());

        tests().forEach((row, tests) -> {
            assertThat(tests).as("tests of row " + row).isNotEmpty();
            assertThat(offering).as("row " + row).containsAll(tests);
        });
    }

    private static Stream<String> rows(String letter, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(number -> letter + number);
    }

    private static List<String> numbers() throws IOException {
        var numbers = new ArrayList<String>();
        lines().forEach(line -> {
            var row = ROW.matcher(line);
            if (row.matches()) {
                numbers.add(row.group(1));
            }
        });
        return numbers;
    }

    private static Map<String, List<String>> tests() throws IOException {
        var tests = new LinkedHashMap<String, List<String>>();
        lines().forEach(line -> {
            var row = ROW.matcher(line);
            if (row.matches()) {
                tests.put(
                        row.group(1),
                        CLASS.matcher(row.group(2))
                                .results()
                                .map(found -> found.group(1))
                                .toList());
            }
        });
        return tests;
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(root().resolve("docs/seeds.md"), StandardCharsets.UTF_8);
    }

    private static Path root() {
        return Path.of("..").toAbsolutePath().normalize(); // Surefire works in the module
    }
}
