// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.report.PlantedReactor.failed;
import static org.winekey.oauth.itests.report.PlantedReactor.passed;
import static org.winekey.oauth.itests.report.PlantedReactor.skipped;
import static org.winekey.oauth.itests.report.PlantedReactor.tag;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementGateTest {
    private PlantedReactor reactor;

    @BeforeEach
    void plant(@TempDir Path root) {
        reactor = new PlantedReactor(root);
    }

    @Test
    void problems_healthyReactor_none() throws IOException {
        assertThat(problems()).isEmpty();
    }

    @Test
    void problems_thisRepositoryBySources_none() throws IOException {
        var root = Path.of("..").toAbsolutePath().normalize(); // Surefire works in the module
        var sources = TestSources.scan(Modules.find(root));

        assertThat(RequirementGate.problems(root, sources, TestReports.none())).isEmpty();
    }

    @Test
    void problems_listedNumberHasTest_mustLeaveTheList() throws IOException {
        reactor.untested("R-001", "R-002");

        assertThat(problems()).containsExactly("R-001 has a test now: remove it from docs/requirements-untested.txt");
    }

    @Test
    void problems_numberNeitherTestedNorListed_named() throws IOException {
        reactor.untested();

        assertThat(problems()).containsExactly("R-002 has no test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"R-999", "R-1", "r-001", "R001"})
    void problems_unknownTag_named(String unknown) throws IOException {
        reactor.source("OddTest", "class OddTest {", tag(unknown) + " @Test void odd() {}", "}");

        assertThat(problems())
                .containsExactly(unknown + " on planted.OddTest.odd is no number of docs/requirements.md");
    }

    @Test
    void problems_listHasLaterOrUnknownNumber_named() throws IOException {
        reactor.untested("R-002", "R-003", "R-777");

        assertThat(problems())
                .containsExactly(
                        "R-003 stands in docs/requirements-untested.txt but is no 'now' number",
                        "R-777 stands in docs/requirements-untested.txt but is no 'now' number");
    }

    @Test
    void problems_brokenOrDoubleRow_named() throws IOException {
        reactor.requirements(
                "| R-001 | a | b | now | W |",
                "| R-001 | a | b | now | W |",
                "| R-002 | a | b | now | W |",
                "| R-003 | a | b | soon | W |");

        assertThat(problems())
                .containsExactly(
                        "R-001 stands twice in docs/requirements.md",
                        "Not a row of docs/requirements.md: | R-003 | a | b | soon | W |");
    }

    @Test
    void problems_tagOnHelperMethod_isNoTest() throws IOException {
        reactor.source("KeycloakIT", "class KeycloakIT {", tag("R-001") + " void signsIn() {}", "}");

        assertThat(problems())
                .containsExactly("R-001 is on planted.KeycloakIT.signsIn, which is no test", "R-001 has no test");
    }

    @Test
    void problems_tagInCommentOrString_doesNotCount() throws IOException {
        reactor.source(
                "KeycloakIT",
                "class KeycloakIT {",
                "/* " + tag("R-001") + " */ @Test void signsIn() {",
                "var text = \"\"\"\n" + tag("R-001") + " @Test void fake() {}\n\"\"\"; } }");

        assertThat(problems()).containsExactly("R-001 has no test");
    }

    @Test
    void problems_taggedTestSkippedFailedOrAbsent_doesNotCount() throws IOException {
        var problem = "R-001 has only planted.KeycloakIT.signsIn, which did not pass";

        reactor.report("KeycloakIT", skipped("signsIn"));
        assertThat(problems()).containsExactly(problem);
        reactor.report("KeycloakIT", failed("signsIn"));
        assertThat(problems()).containsExactly(problem);
        reactor.report("KeycloakIT", passed("signsInLater"));
        assertThat(problems()).containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"signsIn()", "signsIn(String)[1]", "signsIn[2]", "signsIn:KarafTestContainer", "signsIn{int}[3]"
            })
    void problems_reportDecoratesTheName_counts(String name) throws IOException {
        reactor.report("KeycloakIT", passed(name));

        assertThat(problems()).isEmpty();
    }

    @Test
    void problems_moduleWithoutReports_sourceCounts() throws IOException {
        reactor.withoutReports();

        assertThat(problems()).isEmpty();
    }

    @Test
    void problems_tagsOnClassNestedClassAndRepeatable_count() throws IOException {
        reactor.untested()
                .source(
                        "KeycloakIT",
                        tag("R-001") + " class KeycloakIT {",
                        "  @Nested class Inner {",
                        "    @org.junit.jupiter.api.Tags({" + tag("R-002") + "}) @RepeatedTest(2) void again() {}",
                        "  }",
                        "}")
                .report("KeycloakIT$Inner", passed("again"));

        assertThat(problems()).isEmpty();
    }

    @Test
    void problems_tagInContract_countsThroughItsHeir() throws IOException {
        reactor.source("Contract", "abstract class Contract<T> {", tag("R-001") + " @Test void holds() {}", "}")
                .source("KeycloakIT", "class KeycloakIT extends Contract<String> {}");
        assertThat(problems()).containsExactly("R-001 has only planted.Contract.holds, which did not pass");

        reactor.report("KeycloakIT", passed("holds"));
        assertThat(problems()).isEmpty();
    }

    @Test
    void problems_classExtendsItsNamesake_ends() throws IOException {
        reactor.source(
                "KeycloakIT",
                "class KeycloakIT extends other.KeycloakIT {",
                tag("R-001") + " @Test void signsIn() {}",
                "}");
        reactor.report("KeycloakIT", failed("signsIn"));

        assertThat(problems()).containsExactly("R-001 has only planted.KeycloakIT.signsIn, which did not pass");
    }

    private List<String> problems() throws IOException {
        var modules = Modules.find(reactor.root());
        return RequirementGate.problems(reactor.root(), TestSources.scan(modules), TestReports.read(modules));
    }
}
