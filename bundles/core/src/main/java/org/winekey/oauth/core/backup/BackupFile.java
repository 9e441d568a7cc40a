// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.secret.Secret;

/** A backup file at a place that a person named. Plain files only. Not thread-safe. */
final class BackupFile {

    /** No controller has so many clients. */
    static final int CAP = 10 * 1024 * 1024;

    /** A name that nobody else gives: what a power cut left of an unfinished backup is replaced by the next one. */
    static final String UNFINISHED = ".winekey-unfinished";

    private final StoreIo io;
    private final Path path;
    private final Path folder;

    private BackupFile(StoreIo io, Path path) {
        this.io = io;
        this.path = path;
        this.folder = Objects.requireNonNull(path.getParent(), "a file has a folder");
    }

    /**
     * The file at this place, which need not exist.
     *
     * @throws BackupException when a file cannot be there
     */
    static BackupFile at(StoreIo io, Path path) throws BackupException {
        var plain = path.normalize();
        if (!plain.isAbsolute() || plain.getParent() == null) {
            throw new BackupException(path + " is no absolute path of a file; name the whole path");
        }
        return new BackupFile(io, plain);
    }

    Path path() {
        return path;
    }

    /** Refuses a place where a backup would overwrite something or has no folder. */
    void requireFree() throws IOException {
        if (!io.exists(folder)) {
            throw new BackupException("the folder " + folder + " does not exist; make it first");
        }
        if (io.exists(path)) {
            throw new BackupException(path + " exists already, and nothing is overwritten; choose another name");
        }
    }

    /** Writes the file, owner-only, whole and durable when it returns; otherwise there is none. */
    void write(byte[] sealed) throws IOException {
        requireFree();
        if (sealed.length > CAP) {
            throw new BackupException("the backup has " + sealed.length + " bytes, more than " + CAP
                    + "; forget clients that are not used any more");
        }
        var unfinished = path.resolveSibling(path.getFileName() + UNFINISHED);
        discard(unfinished);
        try {
            fill(unfinished, sealed);
            io.move(unfinished, path);
        } catch (IOException e) {
            discardAfter(e, unfinished);
            throw e;
        }
        try {
            io.forceDirectory(folder);
        } catch (IOException e) {
            // Guards against the next try, which would find a file of this name.
            discardAfter(e, path);
            throw e;
        }
    }

    private void fill(Path unfinished, byte[] sealed) throws IOException {
        try (var open = io.create(unfinished)) {
            open.write(0, sealed);
            open.force();
            if (!Arrays.equals(sealed, open.read(0, sealed.length))) {
                throw new BackupException(
                        path + " does not hold what was written to it; use another disk for the backup");
            }
        }
    }

    private void discard(Path unfinished) throws IOException {
        if (io.exists(unfinished)) {
            io.delete(unfinished);
        }
    }

    private void discardAfter(IOException why, Path unfinished) {
        try {
            discard(unfinished);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** Whether nobody but the owner can read the file. */
    boolean isOwnerOnly() throws IOException {
        return io.protection(path) == StoreIo.Protection.OWNER_ONLY;
    }

    /** The content of the file, opened with the passphrase. */
    byte[] read(Secret passphrase) throws IOException {
        if (!io.exists(path)) {
            throw new BackupException("there is no file " + path + "; name one that oauth:backup wrote");
        }
        if (!io.list(folder).contains(path)) {
            throw new BackupException(
                    path + " is no plain file (a link, a folder or a device); copy the backup to a plain file");
        }
        try {
            return BackupFormat.open(io.read(path, CAP), passphrase);
        } catch (BackupException e) {
            throw new BackupException(path + " " + e.getMessage());
        } catch (IOException e) {
            throw new BackupException(
                    path + " cannot be read as a backup, which has at most " + CAP + " bytes: " + e.getMessage(), e);
        }
    }
}
