// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A KAR as the next release will have it: every bundle of the product has the new version, the api and what others made
 * have the one they had.
 */
final class NewerKar {
    private static final String SNAPSHOT = System.getProperty("itest.version", "");
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private NewerKar() {}

    /** Writes it to this file. */
    static Path of(Path kar, String version, Path target) throws IOException {
        try (var in = Files.newInputStream(kar);
                var out = Files.newOutputStream(target)) {
            copy(in, out, version);
        }
        return target;
    }

    private static void copy(InputStream in, OutputStream out, String version) throws IOException {
        try (var from = new ZipInputStream(in);
                var to = new ZipOutputStream(out)) {
            for (var entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                String name = entry.getName();
                to.putNextEntry(new ZipEntry(name.replace(SNAPSHOT, version)));
                to.write(raised(name, from.readAllBytes(), version));
            }
        }
    }

    private static byte[] raised(String name, byte[] content, String version) throws IOException {
        if (name.contains(SNAPSHOT) && name.endsWith(".jar")) {
            var jar = new ByteArrayOutputStream();
            copy(new ByteArrayInputStream(content), jar, version);
            return jar.toByteArray();
        } else if (name.equals(MANIFEST) || name.endsWith("features.xml")) {
            String text = new String(content, UTF_8);
            return text.replace(SNAPSHOT, version)
                    .replace(SNAPSHOT.replace('-', '.'), version)
                    .getBytes(UTF_8);
        }
        return content;
    }
}
