// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Files that are written whole or not at all. Stateless; thread-safe. */
public final class WholeFile {

    /** The end of the name of a file that is being written; a crash may leave one. */
    public static final String NEW = ".new";

    private WholeFile() {}

    /** Makes a file have this content, whole and durable when it returns; after a crash it has the old or the new one. */
    public static void replace(StoreIo io, Path file, byte[] content) throws IOException {
        var fresh = beside(file, NEW);
        if (io.exists(fresh)) {
            io.delete(fresh);
        }
        try (var open = io.create(fresh)) {
            open.write(0, content);
            open.force();
            requireSame(content, open.read(0, content.length), file);
        }
        io.replace(fresh, file);
        io.forceDirectory(folderOf(file));
    }

    /**
     * Compares what was written with what is read back.
     *
     * @throws IOException when they differ
     */
    public static void requireSame(byte[] written, byte[] read, Path file) throws IOException {
        if (!Arrays.equals(written, read)) {
            throw new IOException(file.getFileName() + " does not hold what was written to it");
        }
    }

    /** The folder of a file. */
    public static Path folderOf(Path file) {
        var folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }

    /** The file with that much more at the end of its name. */
    public static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
