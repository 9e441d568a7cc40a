// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;

/** A KAR of a later version takes over from one that works, as docs/running.md says. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class UpgradeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path KAR = Path.of(System.getProperty("itest.offlineKar", ""));
    private static final Path KARS = Path.of("target/house/kars");
    private static final House HOUSE = House.stock("upgrade", KAR);

    /** The newest KAR so far. */
    private static Path kar = KAR;

    private static int releases;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(KARS);
        HOUSE.client("kept", Keycloak.SECOND).start();
        HOUSE.karaf().awaitShell();
        HOUSE.operator().signIn("kept", ANNA);
    }

    @AfterAll
    static void stop() {
        HOUSE.close();
    }

    @Test
    void kar_exchangedWhileKarafRuns_takesOverAndRestartsNoIntegration() throws IOException {
        var before = HOUSE.probe().awaitToken("kept");
        int starts = HOUSE.probe().starts();
        Path old = kar;
        String version = release();

        HOUSE.karaf().deploy(kar);
        awaitBundles("Installed 80 " + version);
        assertThat(HOUSE.probe().awaitToken("kept").session()).isEqualTo(before.session());
        HOUSE.karaf().undeploy(old.getFileName().toString());

        awaitWorkingAlone(version);
        assertThat(HOUSE.probe().awaitToken("kept").session()).isEqualTo(before.session());
        assertThat(HOUSE.probe().starts()).isEqualTo(starts);
    }

    @Test
    void kar_exchangedWhileKarafIsStopped_takesOverOnceTheOldOneIsUninstalled() throws IOException {
        var before = HOUSE.probe().awaitToken("kept");
        Path old = kar;
        String version = release();

        HOUSE.karaf().stop();
        HOUSE.karaf().undeploy(old.getFileName().toString()).deploy(kar);
        HOUSE.start();
        HOUSE.karaf().awaitShell();
        int starts = HOUSE.probe().starts();
        HOUSE.karaf().shell("kar:uninstall " + old.getFileName().toString().replace(".kar", ""));

        awaitWorkingAlone(version);
        assertThat(HOUSE.probe().awaitToken("kept").session()).isEqualTo(before.session());
        assertThat(HOUSE.probe().starts()).isEqualTo(starts);
    }

    /** Makes the next release of the KAR; returns its version. */
    private static String release() throws IOException {
        String version = "99." + ++releases;
        kar = NewerKar.of(KAR, version, KARS.resolve("winekey-" + version + ".kar"));
        return version;
    }

    private static void awaitWorkingAlone(String version) {
        awaitBundles("Active 80 " + version);
        assertThat(bundles())
                .filteredOn(line -> line.endsWith("org.winekey.oauth.core"))
                .hasSize(1);
        HOUSE.karaf().awaitHttp("/oauth", 401);
    }

    private static void awaitBundles(String state) {
        var lines = Stream.of("core", "web", "shell")
                .map(name -> state + " org.winekey.oauth." + name)
                .toList();
        Await.until(lines.toString(), PATIENCE, () -> {
            var bundles = bundles();
            return lines.stream().allMatch(line -> bundles.stream().anyMatch(bundle -> bundle.endsWith(line)));
        });
    }

    /** One line for each bundle: number, state, level, version, name. */
    private static List<String> bundles() {
        return HOUSE.karaf()
                .shell("bundle:list -t 0 -s --no-format")
                .lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .toList();
    }
}
