// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.winekey.oauth.itests.report.TestReports.TestCase;
import org.winekey.oauth.itests.report.TestSources.Method;
import org.winekey.oauth.itests.report.TestSources.TestClass;

/**
 * Compares the requirement list with the tests that carry its numbers.
 *
 * <p>A tag counts when its test passed; where a module has no reports, when its source declares the test.
 */
final class RequirementGate {
    private final RequirementList list;
    private final TestSources sources;
    private final TestReports reports;
    private final Map<String, String> unproved = new TreeMap<>();
    private final TreeSet<String> proved = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    private RequirementGate(RequirementList list, TestSources sources, TestReports reports) {
        this.list = list;
        this.sources = sources;
        this.reports = reports;
    }

    /** Returns a sentence per problem; none means that list, tags and tests agree. */
    static List<String> problems(Path root, TestSources sources, TestReports reports) throws IOException {
        return new RequirementGate(RequirementList.read(root), sources, reports).check();
    }

    private List<String> check() {
        problems.addAll(list.problems());
        sources.classes().forEach(this::readTags);
        list.now().forEach(this::compare);
        return List.copyOf(problems);
    }

    private void readTags(TestClass type) {
        type.tags().forEach(tag -> note(tag, type.name(), sources.offersTests(type), ran(type)));
        for (var method : type.methods()) {
            method.tags()
                    .forEach(tag -> note(tag, type.name() + "." + method.name(), method.isTest(), ran(type, method)));
        }
    }

    private void note(String tag, String place, boolean isTest, boolean ran) {
        if (!list.knows(tag)) {
            problems.add(tag + " on " + place + " is no number of " + RequirementList.LIST);
        } else if (!isTest) {
            problems.add(tag + " is on " + place + ", which is no test");
        } else if (ran) {
            proved.add(tag);
        } else {
            unproved.put(tag, place);
        }
    }

    private void compare(String number) {
        var listed = list.untested().contains(number);
        if (listed && proved.contains(number)) {
            problems.add(number + " has a test now: remove it from " + RequirementList.UNTESTED);
        } else if (!listed && !proved.contains(number)) {
            var place = unproved.get(number);
            problems.add(number + (place == null ? " has no test" : " has only " + place + ", which did not pass"));
        }
    }

    private boolean ran(TestClass type) {
        return ran(type, test -> true);
    }

    private boolean ran(TestClass type, Method method) {
        return ran(type, test -> test.isMethod(method.name()));
    }

    private boolean ran(TestClass type, Predicate<TestCase> condition) {
        return sources.selfAndHeirs(type)
                .filter(heir -> !heir.isAbstract())
                .anyMatch(heir -> !reports.modules().contains(heir.module())
                        || reports.anyPassed(test -> test.isIn(heir.name()) && condition.test(test)));
    }
}
