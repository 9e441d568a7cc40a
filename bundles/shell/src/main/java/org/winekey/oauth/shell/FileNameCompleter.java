// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes names of files, where {@link Paths} looks for them. Thread-safe. */
@Service
public final class FileNameCompleter extends Choices {

    @Override
    Stream<String> choices(String typed) {
        var folder = typed.substring(0, typed.lastIndexOf('/') + 1);
        try (var entries = Files.list(Paths.of(folder))) {
            return entries.map(entry -> folder + name(entry)).toList().stream();
        } catch (IOException | IllegalArgumentException e) {
            return Stream.empty(); // no such folder, or none that may be read: nothing to offer
        }
    }

    private static String name(Path entry) {
        return entry.getFileName() + (Files.isDirectory(entry) ? "/" : " ");
    }
}
