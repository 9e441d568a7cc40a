// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.itests.report.PlantedReactor.failed;
import static org.winekey.oauth.itests.report.PlantedReactor.passed;
import static org.winekey.oauth.itests.report.PlantedReactor.skipped;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatRanTest {
    private PlantedReactor reactor;

    @BeforeEach
    void plant(@TempDir Path root) {
        reactor = new PlantedReactor(root);
    }

    @Test
    void run_healthyReactor_writesAndPrintsTheTable() throws IOException {
        reactor.sourceIn("core", "PlainTest", "class PlainTest { @Test void a() {} @Test void b() {} }")
                .reportIn("core", "PlainTest", passed("a"), passed("b"));

        var printed = run(0);

        assertThat(printed).isEqualTo("""
                        | module | class group | against | tests | skipped | failed |
                        |---|---|---|---|---|---|
                        | core | planted | - | 2 | 0 | 0 |
                        | itests | KeycloakIT | Chromium 150.0, Keycloak 26.7.3 | 1 | 0 | 0 |

                        """);
        assertThat(Files.readString(table())).isEqualTo(printed.stripTrailing() + "\n");
    }

    @Test
    void run_expectedPartNeverRecorded_fails() throws IOException {
        reactor.parts("Keycloak\t26.7.3\tplanted.KeycloakIT");

        assertThat(run(1)).contains("WHAT RAN: Chromium took no part\n");
    }

    @Test
    void run_noPartsFile_fails() throws IOException {
        Files.delete(reactor.root().resolve(WhatRan.RECORDED));

        assertThat(run(1)).contains("Keycloak 26.7.3 took no part", "Chromium took no part");
    }

    @Test
    void run_partOfAnotherVersion_fails() throws IOException {
        reactor.parts("Keycloak\t25.0.0\tplanted.KeycloakIT", "Chromium\t150.0\tplanted.KeycloakIT");

        assertThat(run(1)).contains("WHAT RAN: Keycloak 26.7.3 took no part, but Keycloak 25.0.0 did\n");
    }

    @Test
    void run_partRecordedByClassWithoutReport_fails() throws IOException {
        reactor.parts("Keycloak\t26.7.3\tplanted.GoneIT", "Chromium\t150.0\tplanted.KeycloakIT");

        assertThat(run(1))
                .contains("WHAT RAN: Keycloak 26.7.3 was started by planted.GoneIT, of which no test passed\n");
    }

    @Test
    void run_partRecordedBySuite_standsInTheRowOfItsClasses() throws IOException {
        reactor.parts("Keycloak\t26.7.3\tplanted.AllSuite", "Chromium\t150.0\tplanted.AllSuite")
                .report("AllSuite", passed("signsIn").replace("CLASS", "planted.KeycloakIT"));

        assertThat(run(0)).contains("| itests | KeycloakIT | Chromium 150.0, Keycloak 26.7.3 | 1 | 0 | 0 |");
    }

    @Test
    void run_skippedTest_fails() throws IOException {
        reactor.report("KeycloakIT", passed("signsIn"), skipped("signsOut"));

        assertThat(run(1)).contains("| 2 | 1 | 0 |", "WHAT RAN: planted.KeycloakIT.signsOut was skipped\n");
    }

    @Test
    void run_failedTest_fails() throws IOException {
        reactor.report("KeycloakIT", passed("signsIn"), failed("signsOut"));

        assertThat(run(1)).contains("| 2 | 0 | 1 |", "WHAT RAN: planted.KeycloakIT.signsOut failed\n");
    }

    @Test
    void run_moduleWithoutReports_fails() throws IOException {
        reactor.sourceIn("core", "PlainTest", "class PlainTest { @Test void a() {} }");

        assertThat(run(1)).contains("WHAT RAN: Module core has tests and ran none\n");
    }

    @Test
    void run_moduleWithAllSkipped_fails() throws IOException {
        reactor.sourceIn("core", "PlainTest", "class PlainTest { @Test void a() {} }")
                .reportIn("core", "PlainTest", skipped("a"));

        assertThat(run(1)).contains("WHAT RAN: Module core has tests and ran none\n");
    }

    @Test
    void run_classThatNoSuitePicksUp_fails() throws IOException {
        reactor.source("ForgottenIT", "class ForgottenIT { @Test void a() {} }");

        assertThat(run(1)).contains("WHAT RAN: planted.ForgottenIT has tests and ran none\n");
    }

    @Test
    void run_requirementGateFindsProblem_fails() throws IOException {
        reactor.untested("R-001", "R-002");

        assertThat(run(1)).contains("WHAT RAN: R-001 has a test now");
    }

    @Test
    void run_reportDeclaresEntity_isRefused() throws IOException {
        reactor.report("KeycloakIT", passed("&method;"));
        var report = reactor.root().resolve("itests/target/failsafe-reports/TEST-planted.KeycloakIT.xml");
        Files.writeString(report, "<!DOCTYPE testsuite [<!ENTITY method 'signsIn'>]>" + Files.readString(report));

        assertThatThrownBy(() -> run(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("TEST-planted.KeycloakIT.xml");
    }

    private String run(int expectedExit) throws IOException {
        var printed = new ByteArrayOutputStream();
        var exit = WhatRan.run(reactor.root(), table(), new PrintStream(printed, true, StandardCharsets.UTF_8));
        var text = printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        assertThat(exit).as(text).isEqualTo(expectedExit);
        return text;
    }

    private Path table() {
        return reactor.root().resolve("itests/target/what-ran.md");
    }
}
