// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.seam.StoreIo.Protection;
import org.winekey.oauth.core.seam.WholeFile;
import org.winekey.oauth.core.store.LockedException;

/**
 * Keys in a file that only the owner can read: one, or several while a rotation is under way. It is made for an empty
 * store and never again: a missing or damaged key file of a store with records is a {@link LockedException}, until the
 * file is back. Thread-safe.
 */
public final class KeyFile extends KeyPlace {

    private final StoreIo io;
    private final Path file;
    private boolean folderUnforced; // guarded by this

    private KeyFile(StoreIo io, Path file) {
        this.io = io;
        this.file = file;
    }

    /**
     * The key file at a place.
     *
     * @param mayCreate whether a missing file is made: true only when the store is empty
     * @throws LockedException when the file is to be made and cannot
     */
    public static KeyFile open(StoreIo io, Path file, Entropy entropy, boolean mayCreate) throws IOException {
        var keys = new KeyFile(io, file);
        if (mayCreate && !io.exists(file)) {
            keys.create(entropy);
        } else if (mayCreate) {
            // Guards against a process that was killed before it flushed the folder: no record may outlive its key.
            io.forceDirectory(WholeFile.folderOf(file));
        }
        return keys;
    }

    private synchronized void create(Entropy entropy) throws LockedException {
        try {
            io.createDirectories(WholeFile.folderOf(file));
            replace(new KeyLines(List.of(WrappingKey.of(entropy.bytes(Aes.KEY)))));
        } catch (IOException e) {
            throw new LockedException(
                    "The key file " + file + " cannot be made (" + e.getClass().getSimpleName()
                            + "): make its folder writable for this user, or set key_file to another place",
                    e);
        }
    }

    /** What an operator should know about the file, as it is now. No secrets. */
    public List<String> problems() {
        try {
            return io.exists(file) ? problems(io.protection(file)) : List.of();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            return List.of("Who can read the key file " + file + " cannot be told ("
                    + e.getClass().getSimpleName() + "): check its disk");
        }
    }

    private List<String> problems(Protection protection) {
        return switch (protection) {
            case OWNER_ONLY -> List.of();
            case OTHERS_TOO -> List.of("Others can read the key file " + file + ": take that right away (chmod 600)");
            case UNSUPPORTED ->
                List.of("store.permissions=unsupported: the file system of the key file " + file
                        + " cannot keep others from reading");
        };
    }

    /** Whether the file is there. */
    boolean present() throws IOException {
        return io.exists(file);
    }

    /** Takes over what the file holds now. */
    void refresh() throws IOException {
        read("");
    }

    /** Whether keys of an earlier time are kept: a rotation was begun and not finished. */
    boolean hasOldKeys() throws IOException {
        return present() && read("").keys().size() > 1;
    }

    /**
     * Adds a key that is the current one from now on; durable before it is used.
     *
     * @throws IOException when the file is not what it was, or cannot be written: the keys are those before
     */
    synchronized void renew(Entropy entropy) throws IOException {
        var lines = unchanged();
        if (lines.keys().size() >= KeyLines.MOST) {
            throw new IOException("The key file " + file + " holds " + KeyLines.MOST
                    + " keys: finish a rotation first, " + "by mending or forgetting the clients that it names");
        }
        replace(lines.with(WrappingKey.of(entropy.bytes(Aes.KEY))));
    }

    /** Drops every key that is neither the current one nor among these. */
    synchronized void retain(Set<String> keyIds) throws IOException {
        var lines = unchanged();
        var kept = lines.only(keyIds);
        if (kept.keys().size() < lines.keys().size()) {
            // Nobody needs the others, so it does not matter whether a write that fails has dropped them.
            know(kept);
            replace(kept);
        } else if (folderUnforced) {
            forceFolder();
        }
    }

    private KeyLines unchanged() throws IOException {
        var before = known();
        var lines = load("");
        if (before != null && !lines.containsAll(before)) {
            throw new LockedException(
                    "The key file " + file + " was replaced by one without the keys in use: restore it "
                            + "from a backup; nothing was changed");
        }
        return lines;
    }

    private void replace(KeyLines lines) throws IOException {
        folderUnforced = true;
        WholeFile.replace(io, file, lines.encode());
        folderUnforced = false;
        know(lines);
    }

    @Override
    synchronized KeyLines read(String wanted) throws IOException {
        var lines = load(wanted);
        if (folderUnforced || lines.keys().size() > 1) {
            // Guards against a key that a power cut takes back after records were sealed with it.
            forceFolder();
        }
        know(lines);
        return lines;
    }

    private void forceFolder() throws IOException {
        io.forceDirectory(WholeFile.folderOf(file));
        folderUnforced = false;
    }

    @Override
    KeyLines load(String wanted) throws IOException {
        if (!io.exists(file)) {
            throw new LockedException("The key file " + file + " is missing"
                    + (wanted.isEmpty() ? "" : ", and the stored records are sealed with key " + wanted)
                    + ": restore it from a backup; nothing was changed");
        }
        return KeyLines.read(io, file, "The key file " + file);
    }

    @Override
    public String toString() {
        return "the key file " + file;
    }
}
