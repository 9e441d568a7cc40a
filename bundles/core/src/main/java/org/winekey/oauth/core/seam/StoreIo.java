// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The disk, as far as the store and the key file need it. Owner-only from creation on. Thread-safe. */
public interface StoreIo {

    /** Creates a folder and its parents if missing, owner-only (0700) from creation on. */
    void createDirectories(Path folder) throws IOException;

    /** Plain files in a folder, sorted by name; empty when the folder does not exist. */
    List<Path> list(Path folder) throws IOException;

    /** Plain files in a folder, sorted by name, with their protection; empty when the folder does not exist. */
    default SortedMap<Path, Protection> protections(Path folder) throws IOException {
        var found = new TreeMap<Path, Protection>();
        for (var file : list(folder)) {
            found.put(file, protection(file));
        }
        return found;
    }

    /** Whether a file exists; an error to find out is an exception, never "no". */
    boolean exists(Path file) throws IOException;

    /** Creates a new file, owner-only (0600) from creation on; fails when it exists. */
    StoreFile create(Path file) throws IOException;

    /** Opens an existing file for reading and writing; fails when it does not exist. */
    StoreFile open(Path file) throws IOException;

    /** The whole content of a file. */
    byte[] read(Path file, int cap) throws IOException;

    /**
     * The whole content of a file, for who reads thousands of them: a disk that can fills the same buffer each time.
     *
     * @param reused takes the content of a file that fits; what it held is gone
     * @return the content, from 0 to the limit; perhaps {@code reused} itself
     */
    default ByteBuffer read(Path file, int cap, ByteBuffer reused) throws IOException {
        return ByteBuffer.wrap(read(file, cap));
    }

    /**
     * The whole content of a small file whose size may be reported wrong, as that of files under {@code /sys} is; fails
     * when it is longer than the cap, and for what is not a plain file.
     */
    default byte[] readUnsized(Path file, int cap) throws IOException {
        return read(file, cap);
    }

    /** Renames within a folder, atomically, replacing nothing that must be kept: the target must not exist. */
    void move(Path from, Path to) throws IOException;

    /** Renames within a folder over an existing file or none, atomically: a reader sees the old file or the new one. */
    void replace(Path from, Path to) throws IOException;

    /** Deletes a file. */
    void delete(Path file) throws IOException;

    /** Makes creations, renames and deletions in a folder durable. */
    void forceDirectory(Path folder) throws IOException;

    /** Who may read or write a file or folder. */
    Protection protection(Path file) throws IOException;

    /** Holds a file lock against other processes and other engines of this one (empty: somebody else holds it). */
    Optional<Closeable> lock(Path file) throws IOException;

    /** How a file is protected. */
    enum Protection {
        /** The owner alone may read or write. */
        OWNER_ONLY,
        /** Others may read or write too. */
        OTHERS_TOO,
        /** The file system knows neither permissions nor access lists. */
        UNSUPPORTED
    }

    /** An open file. */
    interface StoreFile extends Closeable {
        /** Size in bytes. */
        long size() throws IOException;

        /** Reads exactly {@code length} bytes at a position; fails when the file is shorter. */
        byte[] read(long position, int length) throws IOException;

        /** Writes all bytes at a position. */
        void write(long position, byte[] bytes) throws IOException;

        /** Makes the content durable (fdatasync). */
        void force() throws IOException;
    }
}
