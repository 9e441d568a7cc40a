// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.winekey.oauth.itests.report.Parts.Part;

class PartsTest {
    private static final String ME = PartsTest.class.getName();

    private final AtomicReference<String> before = new AtomicReference<>();
    private Path file;

    @BeforeEach
    void pointToFolder(@TempDir Path folder) {
        file = folder.resolve("target/parts.tsv");
        before.set(System.getProperty(Parts.PROPERTY));
        System.setProperty(Parts.PROPERTY, file.toString());
    }

    @AfterEach
    void restoreProperty() {
        System.clearProperty(Parts.PROPERTY);
        if (before.get() != null) {
            System.setProperty(Parts.PROPERTY, before.get());
        }
    }

    @Test
    void record_fromHelperOfTest_namesTheTest() throws IOException {
        Starter.start();

        assertThat(Files.readString(file)).isEqualTo("Keycloak\t26.7.3\t" + ME + "\n");
    }

    @Test
    void testAmong_runnerNamedLikeTest_isPassedOver() {
        assertThat(Parts.testAmong(List.of(Parts.class, Starter.class, PartsTest.class, Test.class)))
                .isEqualTo(PartsTest.class);
        assertThat(Parts.testAmong(List.of(Parts.class, String.class, Test.class)))
                .isEqualTo(String.class);
    }

    @Test
    void record_givenClassAndNoVersion_roundTrips() throws IOException {
        Parts.record("Winekey distribution", "", String.class);
        Parts.record("Winekey distribution", "", String.class);

        assertThat(Parts.read(file)).containsExactly(new Part("Winekey distribution", "", "java.lang.String"));
    }

    @Test
    void record_withoutProperty_recordsNothing() {
        System.clearProperty(Parts.PROPERTY);

        Parts.record("Keycloak", "26.7.3");

        assertThat(file).doesNotExist();
    }

    @Test
    void record_tabInName_refused() {
        assertThatThrownBy(() -> Parts.record("Key\tcloak", "1")).isInstanceOf(IllegalArgumentException.class);
    }

    private static final class Starter {
        private Starter() {}

        static void start() {
            Parts.record("Keycloak", "26.7.3");
        }
    }
}
