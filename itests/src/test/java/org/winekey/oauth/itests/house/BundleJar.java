// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.osgi.framework.BundleActivator;

/** Makes a bundle of a package of the tests. */
final class BundleJar {
    private BundleJar() {}

    /** All classes beside this activator, in a jar at this place; the bundle is named after their package. */
    static Path of(Path jar, Class<? extends BundleActivator> activator, String... imports) throws IOException {
        String classes = activator.getPackageName().replace('.', '/');
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest(activator, imports));
                Stream<Path> found = Files.list(Path.of("target/test-classes").resolve(classes))) {
            for (Path file : found.toList()) {
                out.putNextEntry(new ZipEntry(classes + "/" + file.getFileName()));
                out.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }

    private static Manifest manifest(Class<? extends BundleActivator> activator, String... imports) {
        String place = activator.getPackageName();
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Map.of(
                        "Bundle-ManifestVersion",
                        "2",
                        "Bundle-SymbolicName",
                        "org.winekey.oauth" + place.substring(place.lastIndexOf('.')),
                        "Bundle-Version",
                        "1.0.0",
                        "Bundle-Activator",
                        activator.getName(),
                        "Import-Package",
                        String.join(",", List.of(imports)))
                .forEach(headers::putValue);
        return manifest;
    }
}
