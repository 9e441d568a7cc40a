// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.core.impl.executor.HealthCheckExecutorImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.house.checker.CheckerActivator;
import org.winekey.oauth.itests.report.Parts;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.Visitor;

/** Felix' health checks, executed by Felix' executor, which comes as a feature and goes again. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HealthIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NONSENSE = "cnry-nonsense-Wq6tYp";
    private static final House HOUSE = new House("health");

    @BeforeAll
    static void start() throws IOException {
        Parts.record("Felix Health Check core", System.getProperty("healthcheck.version", ""));
        HOUSE.client("kept", Keycloak.SECOND).start();
        HOUSE.operator().signIn("kept", ANNA);
        HOUSE.karaf().awaitShell();
        HOUSE.karaf().shell("feature:repo-add " + healthChecks().toUri());
    }

    @AfterAll
    static void stop() {
        HOUSE.close();
    }

    @BeforeEach
    void withoutHealthChecks() {
        if (health().statusCode() == 200) {
            HOUSE.karaf().shell("feature:uninstall health");
        }
    }

    @Test
    void executor_asTheHouseChanges_tellsTheWorstClientAndNoSecret() {
        HOUSE.karaf().shell("feature:install health");
        HOUSE.probe().awaitToken("kept");

        assertThat(awaitHealth("Winekey is OK")).contains("1 clients are configured", "kept: AUTHORIZED");

        HOUSE.client("waiting", Keycloak.BASIC);
        assertThat(awaitHealth("waiting")).startsWith("Winekey is WARN").contains("WARN waiting: SIGN_IN_REQUIRED");

        HOUSE.without("waiting").client("broken", Keycloak.BASIC, Map.of("token_endpoint", NONSENSE));
        String all = awaitHealth("broken");
        assertThat(all).startsWith("Winekey is WARN").contains("WARN broken: MISCONFIGURED (token_endpoint)");

        HOUSE.without("broken");
        assertThat(all)
                .contains("kept: AUTHORIZED")
                .doesNotContain(NONSENSE)
                .doesNotContain(HOUSE.probe().tokens())
                .doesNotContain(Keycloak.canaries().values());
    }

    @Test
    void healthChecks_thatComeAndGo_leaveIntegrationsAlone() {
        var karaf = HOUSE.karaf();
        var before = HOUSE.probe().awaitToken("kept");
        int starts = HOUSE.probe().starts();

        karaf.shell("feature:install health");
        awaitHealth("kept: AUTHORIZED");
        assertThat(HOUSE.probe().awaitToken("kept").session()).isEqualTo(before.session());

        karaf.shell("feature:uninstall health");
        karaf.awaitHttp("/health", 404);
        assertThat(HOUSE.probe().awaitToken("kept").session()).isEqualTo(before.session());
        assertThat(HOUSE.probe().starts()).isEqualTo(starts);
    }

    /** What the executor says of our checks, once it says this. */
    private static String awaitHealth(String text) {
        return Await.value(
                "'" + text + "' in the health",
                PATIENCE,
                () -> Optional.of(health())
                        .filter(answer -> answer.statusCode() == 200)
                        .map(answer -> answer.body())
                        .filter(body -> body.contains(text)));
    }

    private static HttpResponse<String> health() {
        return new Visitor().get(HOUSE.karaf().uri("/health?tag=oauth"));
    }

    /** A repository with one feature: the health checks as an operator installs them, and who has them executed. */
    private static Path healthChecks() throws IOException {
        Path folder =
                Files.createDirectories(Path.of("target/house/health-features").toAbsolutePath());
        Path checker = BundleJar.of(
                folder.resolve("checker.jar"),
                CheckerActivator.class,
                "javax.servlet;version=\"[3.1,5)\"",
                "javax.servlet.http;version=\"[3.1,5)\"",
                "org.osgi.framework",
                "org.apache.felix.hc.api",
                "org.apache.felix.hc.api.execution");
        String features = """
                <features name="health" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
                  <feature name="health" version="1.0.0">
                    <bundle>%s</bundle>
                    <bundle>%s</bundle>
                    <bundle>%s</bundle>
                  </feature>
                </features>
                """.formatted(jar(HealthCheck.class), jar(HealthCheckExecutorImpl.class), checker.toUri());
        return Files.write(folder.resolve("features.xml"), features.getBytes(UTF_8));
    }

    private static String jar(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }
}
