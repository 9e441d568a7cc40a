// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder outside Karaf where the probe writes what it saw; secrets are among it. Thread-safe. */
final class Notes {
    private final Path folder;

    Notes(String folder) {
        this.folder = Path.of(folder);
    }

    synchronized void append(String file, String text) {
        write(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    synchronized void replace(String file, String text) {
        write(file, text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    synchronized String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String file, String text, StandardOpenOption... options) {
        try {
            Files.writeString(folder.resolve(file), text + "\n", options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
