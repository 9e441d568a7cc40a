// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;

/** What docs/running.md says of the years after the installation, tried on one Karaf. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RunningIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern BATCH = Pattern.compile("clone-[0-9a-f]{6}");
    private static final String SECRET = "kept.secret";
    private static final String KEPT = "org.winekey.oauth.client-kept.cfg";
    private static final Path MACHINE =
            Path.of("target/house/running-machine.txt").toAbsolutePath();

    private static final Refreshes REFRESHES = new Refreshes(Keycloak.shared(), Keycloak.SHORT);

    private static House house = new House("running");

    @BeforeAll
    static void start() {
        REFRESHES.note();
        onMachine("board-one");
        house.karaf().etc("org.winekey.oauth.cfg", "machine_file = " + MACHINE + "\n");
        secret(Keycloak.SHORT.secretOrFail());
        // Tokens of five seconds, so that every mistake shows at once.
        house.client("kept", Keycloak.SHORT, Map.of(".client_secret", "$[secret:" + SECRET + "]"))
                .start();
        house.karaf().awaitShell();
        house.operator().signIn("kept", ANNA);
    }

    @AfterAll
    static void stop() {
        house.close();
        house.keycloak().restoreClients();
    }

    @Test
    void cleanStart_losesWhatConfigAdminAloneHasAndNoGrant() {
        var kept = house.probe().awaitToken("kept");
        house.probe().configure("loose", settings(Keycloak.PUBLIC));
        house.operator().signIn("loose", ANNA);
        var loose = house.probe().awaitToken("loose");
        assertThat(house.karaf().shell("oauth:status loose")).contains("not-in-a-file");

        house.restart("clean");

        assertThat(house.probe().awaitToken("kept").session()).isEqualTo(kept.session());
        house.karaf().awaitShell();
        assertThat(house.karaf().shell("oauth:list")).contains("kept").doesNotContain("loose");

        house.client("loose", settings(Keycloak.PUBLIC));
        assertThat(house.probe().awaitToken("loose").session()).isEqualTo(loose.session());
        house.without("loose");
    }

    @Test
    void distribution_unpackedAnew_goesOnWithWhatIsTakenOver() throws IOException {
        var before = house.probe().awaitToken("kept");
        var fresh = new House("running-newer");
        house.karaf().stop();

        takeOver(house.karaf().home(), fresh.karaf().home());
        house = fresh.start();

        assertThat(house.probe().awaitToken("kept").session()).isEqualTo(before.session());
        house.karaf().awaitShell();
    }

    /** The token store, and of etc the files of ours. */
    private static void takeOver(Path from, Path to) throws IOException {
        Files.move(from.resolve("oauth"), to.resolve("oauth"));
        try (Stream<Path> found = Files.list(from.resolve("etc"))) {
            for (Path file : found.filter(RunningIT::isOurs).toList()) {
                Files.copy(file, to.resolve("etc").resolve(file.getFileName()));
            }
        }
    }

    private static boolean isOurs(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("org.winekey.oauth") || name.equals(SECRET);
    }

    @Test
    void feature_uninstalled_leavesNothingRunningAndInstalledAgainGoesOn() throws IOException {
        var karaf = house.karaf();
        var before = house.probe().awaitToken("kept");
        assertThat(ours()).as("how ours are told").anyMatch(name -> name.startsWith("winekey"));

        karaf.shell("feature:uninstall winekey");

        karaf.awaitHttp("/oauth", 404);
        Await.until("our threads have ended", PATIENCE, () -> ours().isEmpty());
        assertThat(karaf.shell("bundle:list -t 0 -s --no-format"))
                .doesNotContain("oauth.core", "oauth.api", "oauth.web", "oauth.shell");
        assertThat(karaf.shell("service:list")).doesNotContain("org.winekey");

        karaf.shell("feature:install winekey");
        karaf.awaitHttp("/oauth", 401);
        house.probe().awaitReady();
        assertThat(house.probe().awaitToken("kept").session()).isEqualTo(before.session());
    }

    @Test
    void copy_onAnotherMachine_sendsNothingUntilReleased() {
        var before = house.probe().awaitToken("kept");
        house.karaf().stop();
        String newest = REFRESHES.newest();

        onMachine("board-two");
        house.start();

        house.karaf().awaitShell();
        house.probe().awaitResult("kept", "Unavailable");
        assertThat(house.karaf().shell("oauth:status kept")).contains("QUARANTINED");
        assertThat(REFRESHES.newest()).as("the last token that was given out").isEqualTo(newest);

        var batch = BATCH.matcher(house.karaf().shell("oauth:release"));
        assertThat(batch.find()).isTrue();
        house.karaf().shell("oauth:release --yes " + batch.group());
        assertThat(house.probe().awaitToken("kept").session()).isEqualTo(before.session());
    }

    @Test
    void secretFile_changed_countsAfterEachOfTheThreeWays() throws IOException {
        house.probe().awaitToken("kept");
        var karaf = house.karaf();

        changeSecret("cnry-secret-first-Xu3hGt");
        Files.setLastModifiedTime(karaf.home().resolve("etc").resolve(KEPT), FileTime.from(Instant.now()));
        house.probe().awaitResult("kept", "Misconfigured");
        karaf.shell("config:edit org.winekey.oauth.client~kept; config:update");
        house.probe().awaitToken("kept");

        changeSecret("cnry-secret-second-Ke8mVr");
        house.probe().awaitResult("kept", "Misconfigured");
        karaf.set(KEPT, "parameters.ui_locales", "en");
        house.probe().awaitToken("kept");

        changeSecret("cnry-secret-third-Nf2qLs");
        house.probe().awaitResult("kept", "Misconfigured");
        karaf.shell("bundle:restart org.winekey.oauth.core");
        house.probe().awaitToken("kept");
    }

    /** At the provider and in the file, as an operator does it. */
    private static void changeSecret(String secret) {
        house.keycloak().changeSecret(Keycloak.SHORT, secret);
        secret(secret);
    }

    private static void secret(String secret) {
        house.karaf().etc(SECRET, secret);
    }

    private static void onMachine(String name) {
        try {
            Files.createDirectories(MACHINE.getParent());
            Files.writeString(MACHINE, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of the threads and MBeans of ours. */
    private static List<String> ours() throws IOException {
        try (var inside = Inside.of(house.karaf())) {
            return Stream.concat(inside.threads().stream(), inside.beans().stream())
                    .filter(name -> name.contains("winekey"))
                    .toList();
        }
    }

    private static Map<String, String> settings(Keycloak.Client registration) {
        return Map.of(
                "client_id", registration.id(),
                "authorization_endpoint",
                        house.keycloak().authorizationEndpoint().toString(),
                "token_endpoint", house.keycloak().tokenEndpoint().toString(),
                "scope", "openid");
    }
}
