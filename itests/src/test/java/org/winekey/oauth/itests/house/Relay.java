// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.winekey.oauth.itests.support.Processes;

/** The relay page that the project hands out, as somebody puts it on a web space. */
final class Relay {
    private static final Path ORIGINAL = Path.of(System.getProperty("itest.relay", "../relay"));

    private Relay() {}

    /** Copies it into this folder, whose content is deleted, with these targets. */
    static Path copy(Path folder, String targets) {
        try {
            Processes.delete(folder);
            Files.createDirectories(folder);
            for (String file : List.of("index.html", "relay.js")) {
                Files.copy(ORIGINAL.resolve(file), folder.resolve(file));
            }
            Files.writeString(folder.resolve("targets.json"), targets);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
