// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ops4j.pax.exam.Option;
import org.winekey.oauth.itests.support.Keycloak;

/** A token store and its key outside any container, so that one Karaf after another can use them. Thread-safe. */
final class Cellar {
    /** The client configured in each of these containers. */
    static final String CLIENT = "cellar";

    /** The note that tells one machine from another. */
    static final String MACHINE = "machine";

    private static final String FOLDER = "itest.cellar";
    private static final String SERVICE = "etc/org.winekey.oauth.cfg";
    private static final String SETTINGS = "etc/" + ContainerTest.FACTORY_PID + "-" + CLIENT + ".cfg";

    private Cellar() {}

    /** The container of this test class, with the same settings and the same store each time. */
    static Option[] options(Class<?> test) {
        var keycloak = Keycloak.shared();
        var folder = Once.FOLDER;
        return House.options(
                test,
                composite(
                        systemProperty(FOLDER).value(folder.toString()),
                        editConfigurationFilePut(
                                SERVICE,
                                "store_directory",
                                folder.resolve("store").toString()),
                        editConfigurationFilePut(
                                SERVICE, "key_file", folder.resolve("store.key").toString()),
                        editConfigurationFilePut(
                                SERVICE, "machine_file", file(folder, MACHINE).toString()),
                        setting("client_id", Keycloak.SHORT.id()),
                        setting(".client_secret", Keycloak.SHORT.secretOrFail()),
                        setting(
                                "authorization_endpoint",
                                keycloak.authorizationEndpoint().toString()),
                        setting("token_endpoint", keycloak.tokenEndpoint().toString()),
                        setting("issuer", keycloak.issuer().toString())));
    }

    /** A note from one container to the next. */
    static void note(String name, String text) {
        try {
            Files.writeString(file(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a note of an earlier container. */
    static String note(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path folder() {
        return Path.of(System.getProperty(FOLDER, ""));
    }

    private static Path file(String name) {
        return file(folder(), name);
    }

    private static Path file(Path folder, String name) {
        return folder.resolve(name + ".txt");
    }

    private static Option setting(String key, String value) {
        return editConfigurationFilePut(SETTINGS, key, value);
    }

    /** Made when first asked for, one for all containers of this JVM. */
    private static final class Once {
        static final Path FOLDER = newFolder();

        private static Path newFolder() {
            try {
                var target = Files.createDirectories(Path.of("target").toAbsolutePath());
                var folder = Files.createTempDirectory(target, "exam-cellar-");
                Files.writeString(file(folder, MACHINE), "board-one");
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
