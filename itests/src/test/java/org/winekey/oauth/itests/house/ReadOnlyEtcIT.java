// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.Processes;

/** Karaf with an {@code etc/} that it cannot write, after one start with one that it could. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ReadOnlyEtcIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path ELSEWHERE =
            Path.of("target/house/read-only-elsewhere").toAbsolutePath();
    private static final House HOUSE = new House("read-only");
    private static final Path ETC = HOUSE.karaf().home().resolve("etc");

    @BeforeAll
    static void start() throws IOException {
        Processes.delete(ELSEWHERE);
        Files.createDirectories(ELSEWHERE);
        HOUSE.karaf().boundByFileModes();
        HOUSE.client("kept", Keycloak.SECOND).start();
        // Karaf makes the key of its own ssh server when somebody logs in for the first time.
        HOUSE.karaf().awaitShell();
    }

    @AfterAll
    static void stop() {
        HOUSE.close();
        writable(true);
    }

    @Test
    void etc_readOnlyWithAKey_isEnoughForEverythingButChanges() {
        HOUSE.operator().signIn("kept", ANNA);
        var before = HOUSE.probe().awaitToken("kept");
        var karaf = HOUSE.karaf();
        karaf.stop();
        writable(false);

        HOUSE.start();

        assertThat(HOUSE.probe().awaitToken("kept").session()).isEqualTo(before.session());
        karaf.awaitShell();
        assertThat(karaf.shell("oauth:refresh kept")).contains("AUTHORIZED");
        assertThatThrownBy(() -> karaf.shell("oauth:set kept scope profile"))
                .hasMessageContaining("Karaf cannot write")
                .hasMessageContaining("org.winekey.oauth.client-kept.cfg");
        assertThat(karaf.log()).doesNotContain("ReadOnlyConfigurationException");
        writable(true);
    }

    @Test
    void etc_readOnlyWithoutAKey_isLockedUntilTheKeyHasAPlace() throws IOException {
        HOUSE.karaf().stop();
        forgetStore();
        writable(false);

        HOUSE.start();
        HOUSE.karaf().awaitShell();

        assertThat(HOUSE.karaf().shell("oauth:status kept"))
                .contains("LOCKED (OPERATOR)", "org.winekey.oauth.key cannot be made", "set key_file to another place");

        service("key_file = " + ELSEWHERE.resolve("the.key"));
        awaitStore(ELSEWHERE.resolve("the.key"));

        Files.writeString(ELSEWHERE.resolve("passphrase"), "six random words are better than one");
        service("key_passphrase_file = " + ELSEWHERE.resolve("passphrase") + "\nstore_directory = "
                + ELSEWHERE.resolve("store"));
        awaitStore(ELSEWHERE.resolve("store"));
        assertThat(ETC.resolve("org.winekey.oauth.key")).doesNotExist();

        writable(true);
        HOUSE.karaf().etc("org.winekey.oauth.cfg", "store_directory = " + ELSEWHERE.resolve("other"));
        awaitStore(ETC.resolve("org.winekey.oauth.key"));
    }

    /** As before the first start, but for what Karaf itself has written. */
    private static void forgetStore() {
        Processes.delete(HOUSE.karaf().home().resolve("oauth"));
        for (String file : List.of("org.winekey.oauth.key", "org.winekey.oauth.key.lock", "org.winekey.oauth.cfg")) {
            Processes.delete(ETC.resolve(file));
        }
    }

    /** The operator remounts etc for a moment to change the settings of the service. */
    private static void service(String settings) {
        writable(true);
        HOUSE.karaf().etc("org.winekey.oauth.cfg", settings + "\n");
        writable(false);
    }

    /** Waits until this is there and the store with it is open, in which nobody has signed in. */
    private static void awaitStore(Path made) {
        Await.until(made + " is there", PATIENCE, () -> Files.exists(made));
        HOUSE.probe().awaitResult("kept", "SignInRequired");
    }

    private static void writable(boolean writable) {
        Processes.writable(ETC, writable);
    }
}
