// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;

/** Files that are written whole or not at all. Stateless; thread-safe. */
public final class WholeFile {

    /** The end of the name of a file that is being written; a crash may leave one. */
    public static final String NEW = ".new";

    private WholeFile() {}

    /** Makes a file have this content, whole and durable when it returns; after a crash it has the old or the new one. */
    public static void replace(StoreIo io, Path file, byte[] content) throws IOException {
        io.replace(written(io, file, content), file);
        io.forceDirectory(folderOf(file));
    }

    private static Path written(StoreIo io, Path file, byte[] content) throws IOException {
        var fresh = beside(file, NEW);
        if (io.exists(fresh)) {
            io.delete(fresh);
        }
        try (var open = io.create(fresh)) {
            open.write(0, content);
            open.force();
            requireSame(content, open.read(0, content.length), file);
        }
        return fresh;
    }

    /**
     * Makes a new file with this content, whole and durable when it returns; nobody sees a part of it.
     *
     * @throws java.nio.file.FileAlreadyExistsException when it exists; it is left as it is
     */
    public static void create(StoreIo io, Path file, byte[] content) throws IOException {
        if (io.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        io.move(written(io, file, content), file);
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
