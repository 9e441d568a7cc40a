// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small healthy reactor in a folder, in which a test plants one defect. Not thread-safe. */
final class PlantedReactor {
    private final Path root;

    /** R-001 is tested by KeycloakIT, R-002 is due and untested, R-003 comes later. */
    PlantedReactor(Path root) {
        this.root = root;
        requirements("| R-001 | a | b | now | W |", "| R-002 | a | b | now | W |", "| R-003 | a | b | later | W |");
        untested("R-002");
        expected("# what must run", "Keycloak 26.7.3", "Chromium");
        source("KeycloakIT", "class KeycloakIT {", "  " + tag("R-001") + " @Test void signsIn() {}", "}");
        report("KeycloakIT", passed("signsIn"));
        parts("Keycloak\t26.7.3\tplanted.KeycloakIT", "Chromium\t150.0\tplanted.KeycloakIT");
    }

    Path root() {
        return root;
    }

    PlantedReactor requirements(String... rows) {
        return write(RequirementList.LIST, rows);
    }

    PlantedReactor untested(String... numbers) {
        return write(RequirementList.UNTESTED, numbers);
    }

    PlantedReactor expected(String... lines) {
        return write(WhatRan.EXPECTED, lines);
    }

    PlantedReactor parts(String... lines) {
        return write(WhatRan.RECORDED, lines);
    }

    PlantedReactor source(String name, String... lines) {
        return sourceIn("itests", name, lines);
    }

    PlantedReactor sourceIn(String module, String name, String... lines) {
        return write(
                module + "/src/test/java/planted/" + name + ".java", "package planted;\n" + String.join("\n", lines));
    }

    PlantedReactor report(String name, String... cases) {
        return reportIn("itests", name, cases);
    }

    PlantedReactor reportIn(String module, String name, String... cases) {
        var suite = "<testsuite name=\"planted." + name + "\">" + String.join("", cases) + "</testsuite>";
        return write(
                module + "/target/failsafe-reports/TEST-planted." + name + ".xml",
                suite.replace("CLASS", "planted." + name));
    }

    PlantedReactor withoutReports() {
        return delete("itests/target/failsafe-reports/TEST-planted.KeycloakIT.xml")
                .delete("itests/target/failsafe-reports");
    }

    static String passed(String method) {
        return testCase(method, "<system-out>said</system-out>");
    }

    static String skipped(String method) {
        return testCase(method, "<skipped/>");
    }

    static String failed(String method) {
        return testCase(method, "<failure>why</failure>");
    }

    static String tag(String number) {
        return "@Tag(\"" + number + "\")";
    }

    private static String testCase(String method, String content) {
        return "<testcase classname=\"CLASS\" name=\"" + method + "\">" + content + "</testcase>";
    }

    private PlantedReactor delete(String path) {
        try {
            Files.delete(root.resolve(path));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PlantedReactor write(String path, String... lines) {
        try {
            Files.createDirectories(root.resolve(path).getParent());
            Files.write(root.resolve(path), List.of(lines));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
