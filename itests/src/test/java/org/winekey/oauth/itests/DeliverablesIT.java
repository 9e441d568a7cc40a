// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

/** What is in the files we hand out, without starting them. */
class DeliverablesIT {

    private static final Map<String, Properties> ETC = etc(Path.of(System.getProperty("itest.distribution", "")));
    private static final Path OFFLINE = Path.of(System.getProperty("itest.offlineKar", ""));

    @Test
    void distribution_startup_beginsWithEventAdmin() {
        // Without it the first boot refreshes the logging and Maven bundles in the middle of provisioning and hangs.
        assertThat(ETC.get("startup.properties").stringPropertyNames())
                .anyMatch(bundle -> bundle.contains("org.apache.karaf.services.eventadmin"));
    }

    @Test
    void distribution_users_areNone() {
        assertThat(ETC.get("users.properties")).isEmpty();
        assertThat(ETC.get("keys.properties").stringPropertyNames()).allMatch(key -> key.startsWith("_g_:"));
    }

    @Test
    void distribution_ports_stayOnThisMachine() {
        assertThat(ETC.get("org.ops4j.pax.web.cfg"))
                .containsEntry("org.ops4j.pax.web.listening.addresses", "127.0.0.1")
                .containsEntry("org.osgi.service.http.secure.enabled", "false");
        assertThat(ETC.get("org.apache.karaf.shell.cfg")).containsEntry("sshHost", "127.0.0.1");
        assertThat(ETC).doesNotContainKey("org.apache.karaf.management.cfg");
    }

    @Test
    void feature_commands_haveRoles() throws IOException {
        try (var kar = new JarFile(OFFLINE.toFile())) {
            var repository = kar.stream()
                    .filter(entry -> entry.getName().matches(".*/org\\.winekey\\.features-.*-features\\.xml"))
                    .findFirst()
                    .orElseThrow();

            assertThat(new String(kar.getInputStream(repository).readAllBytes(), StandardCharsets.UTF_8))
                    .contains("<config name=\"org.apache.karaf.command.acl.oauth\">")
                    .containsPattern("why = admin, viewer\n")
                    .containsPattern("forget = admin\n")
                    .containsPattern("backup = admin\n")
                    .containsPattern("restore = admin\n")
                    .containsPattern("key-rotate = admin\n")
                    .containsPattern("\n *\\* = admin\n");
        }
    }

    @Test
    void distribution_boot_hasWinekeyAndNotTheDemo() {
        var boot = ETC.get("org.apache.karaf.features.cfg").getProperty("featuresBoot");

        assertThat(List.of(boot.split("\\s*,\\s*")))
                .anyMatch(feature -> feature.startsWith("winekey/"))
                .noneMatch(feature -> feature.startsWith("winekey-demo"));
    }

    @Test
    void offlineKar_content_needsNoNetworkAndNoSecondJackson() throws IOException {
        try (var kar = new JarFile(OFFLINE.toFile())) {
            var jars = kar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".jar"))
                    .map(name -> name.substring(name.lastIndexOf('/') + 1))
                    .toList();

            assertThat(jars)
                    .anyMatch(jar -> jar.startsWith("org.winekey.oauth.core-"))
                    .anyMatch(jar -> jar.startsWith("org.apache.felix.scr-"))
                    .anyMatch(jar -> jar.startsWith("pax-web-jetty-"));
            assertThat(jars.stream().filter(jar -> jar.contains("jackson")))
                    .singleElement()
                    .asString()
                    .startsWith("jackson-core-");
            assertThat(kar.getManifest().getMainAttributes().getValue("Karaf-Feature-Repos"))
                    .startsWith("mvn:org.winekey/org.winekey.features/");
        }
    }

    private static Map<String, Properties> etc(Path distribution) {
        var files = new HashMap<String, Properties>();
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(open(distribution)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = Path.of(entry.getName());
                if (path.getNameCount() == 3 && path.getName(1).toString().equals("etc")) {
                    files.put(path.getFileName().toString(), properties(tar, path.toString()));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + distribution, e);
        }
        return files;
    }

    private static InputStream open(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file));
    }

    private static Properties properties(InputStream tar, String name) throws IOException {
        var properties = new Properties();
        if (Stream.of(".cfg", ".properties").anyMatch(name::endsWith)) {
            properties.load(new InputStreamReader(tar, StandardCharsets.UTF_8));
        }
        return properties;
    }
}
