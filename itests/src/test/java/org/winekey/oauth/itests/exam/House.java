// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.ops4j.pax.exam.Option;
import org.winekey.oauth.itests.report.Parts;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.Winehouse;

/**
 * The container of these tests: our distribution with a Keycloak beside it and two users of its own.
 *
 * <p>{@link #options} belongs to the driver, everything else to the inside. Thread-safe.
 */
final class House {
    /** A user with every role. */
    static final String ADMIN = "admin";

    static final String ADMIN_PASSWORD = "cnry-password-house-admin-Vd3kLx";

    /** A user who may look and not touch. */
    static final String VIEWER = "guest";

    static final String VIEWER_PASSWORD = "cnry-password-house-guest-Tq8nBz";

    private static final String KEYCLOAK = "itest.keycloak.base";
    private static final String HISTORY = "karaf.history";
    private static final String USERS = "etc/users.properties";

    private House() {}

    /** For the {@code @Configuration} method of this test class; starts Keycloak when nobody has. */
    static Option[] options(Class<?> test, Option... more) {
        var keycloak = Keycloak.shared();
        Parts.record("Keycloak", keycloak.version(), test);
        Parts.record("Winekey distribution", System.getProperty("itest.version", ""), test);
        var ours = composite(
                systemProperty(KEYCLOAK).value(keycloak.base().toString()),
                systemProperty(HISTORY).value(new File("target/exam-history").getAbsolutePath()),
                editConfigurationFilePut(USERS, ADMIN, ADMIN_PASSWORD + ",admin,manager,viewer,systembundles,ssh"),
                editConfigurationFilePut(USERS, VIEWER, VIEWER_PASSWORD + ",viewer"),
                bundleOf(ByteBuddy.class),
                bundleOf(Assertions.class));
        return Winehouse.options(Stream.concat(Stream.of(ours), Stream.of(more)).toArray(Option[]::new));
    }

    /** The Keycloak that the driver has started. */
    static Keycloak keycloak() {
        return Keycloak.startedElsewhere(URI.create(System.getProperty(KEYCLOAK, "")));
    }

    /** A file in etc. */
    static Path etc(String file) {
        return Path.of(System.getProperty("karaf.etc", ""), file);
    }

    /** Where the shell keeps its history. */
    static Path history() {
        return Path.of(System.getProperty(HISTORY, ""));
    }

    private static Option bundleOf(Class<?> type) {
        return bundle(type.getProtectionDomain().getCodeSource().getLocation().toString());
    }
}
