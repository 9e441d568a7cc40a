// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects what was seen and writes it into {@code target}, for people. Thread-safe. */
final class SeenTable {

    private static final String HEAD = "| line | request | requests | store | caller | status | tries again |\n"
            + "|---|---|---|---|---|---|---|\n";

    private final String file;
    private final List<String> rows = new ArrayList<>();

    SeenTable(String file) {
        this.file = file;
    }

    synchronized void add(String line, String request, Observed seen) {
        rows.add(seen.markdown(line, request));
    }

    synchronized void write() throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", file), HEAD + String.join("\n", rows) + "\n");
    }
}
