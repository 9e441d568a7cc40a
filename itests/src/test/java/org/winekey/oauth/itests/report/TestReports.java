// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What Surefire and Failsafe reported.
 *
 * @param cases each test case of each report
 * @param modules the modules that have a report, be it an empty one
 */
record TestReports(List<TestCase> cases, Set<String> modules) {
    private static final List<String> FOLDERS = List.of("target/surefire-reports", "target/failsafe-reports");

    TestReports {
        cases = List.copyOf(cases);
        modules = Set.copyOf(modules);
    }

    /** How a test case ended. */
    enum Outcome {
        PASSED,
        SKIPPED,
        FAILED
    }

    /** One reported test; {@code suite} is the class the report is named after, which may only gather the tests. */
    record TestCase(String module, String suite, String className, String name, Outcome outcome) {
        boolean passed() {
            return outcome == Outcome.PASSED;
        }

        /** Reports add to the method's name: parameters, an invocation, a container. */
        boolean isMethod(String method) {
            return name.startsWith(method)
                    && (name.length() == method.length()
                            || !Character.isJavaIdentifierPart(name.charAt(method.length())));
        }

        boolean isIn(String type) {
            return className.equals(type) || className.startsWith(type + "$");
        }
    }

    static TestReports none() {
        return new TestReports(List.of(), Set.of());
    }

    static TestReports read(Map<String, Path> modules) throws IOException {
        var cases = new ArrayList<TestCase>();
        var reported = new HashSet<String>();
        for (var module : modules.entrySet()) {
            for (var report : reportsOf(module.getValue())) {
                reported.add(module.getKey());
                cases.addAll(parse(module.getKey(), report));
            }
        }
        return new TestReports(cases, reported);
    }

    boolean anyPassed(Predicate<TestCase> condition) {
        return cases.stream().anyMatch(test -> test.passed() && condition.test(test));
    }

    private static List<Path> reportsOf(Path module) throws IOException {
        var reports = new ArrayList<Path>();
        for (var folder : FOLDERS) {
            if (Files.isDirectory(module.resolve(folder))) {
                try (var files = Files.newDirectoryStream(module.resolve(folder), "TEST-*.xml")) {
                    files.forEach(reports::add);
                }
            }
        }
        return reports;
    }

    private static List<TestCase> parse(String module, Path report) throws IOException {
        try (var in = Files.newInputStream(report)) {
            return parse(module, withoutEntities().createXMLStreamReader(in));
        } catch (XMLStreamException e) {
            throw new IOException("Not a test report: " + report, e);
        }
    }

    private static List<TestCase> parse(String module, XMLStreamReader xml) throws XMLStreamException {
        var cases = new ArrayList<TestCase>();
        var suite = "";
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (xml.getLocalName().equals("testsuite")) {
                suite = attribute(xml, "name");
            } else if (xml.getLocalName().equals("testcase")) {
                cases.add(testCase(module, suite, xml));
            }
        }
        return cases;
    }

    private static TestCase testCase(String module, String suite, XMLStreamReader xml) throws XMLStreamException {
        var className = attribute(xml, "classname");
        var name = attribute(xml, "name");
        return new TestCase(module, suite, className.isEmpty() ? suite : className, name, outcome(xml));
    }

    /** Reads to the end of the test case. */
    private static Outcome outcome(XMLStreamReader xml) throws XMLStreamException {
        var outcome = Outcome.PASSED;
        while (true) {
            var event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("testcase")) {
                return outcome;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                outcome = switch (xml.getLocalName()) {
                    case "failure", "error" -> Outcome.FAILED;
                    case "skipped" -> Outcome.SKIPPED;
                    default -> outcome;
                };
            }
        }
    }

    private static String attribute(XMLStreamReader xml, String name) {
        return Objects.requireNonNullElse(xml.getAttributeValue(null, name), "");
    }

    private static XMLInputFactory withoutEntities() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}
