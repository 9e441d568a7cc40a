// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * A folder of this process, deleted when it is closed.
 *
 * @param path where it is
 */
public record ScratchFolder(Path path) implements Closeable {

    /** How the name of each begins; the process id and a dash follow. */
    public static final String PREFIX = "winekey-crash-";

    private static final Path MEMORY = Path.of("/dev/shm");

    /** A new one on the disk that is for such things. */
    public static ScratchFolder onDisk() throws IOException {
        return new ScratchFolder(Files.createTempDirectory(prefix()));
    }

    /** A new one in memory; Linux only. */
    public static ScratchFolder inMemory() throws IOException {
        return new ScratchFolder(Files.createTempDirectory(MEMORY, prefix()));
    }

    private static String prefix() {
        return PREFIX + ProcessHandle.current().pid() + "-";
    }

    /** The place of a file in it. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
