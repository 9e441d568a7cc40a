// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.seam.WholeFile;
import org.winekey.oauth.core.store.LockedException;

/**
 * Keys in a file that only the owner can read: one, or several while a rotation is under way. It is made for an empty
 * store and never again: a missing or damaged key file of a store with records is a {@link LockedException}, until the
 * file is back. Several stores may use one file; a key stays while any of them is noted beside it. Thread-safe.
 */
public final class KeyFile extends KeyPlace implements StoreKeys {

    private static final String LOCK = ".lock";

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
            alone(() -> {
                if (!io.exists(file)) {
                    replace(new KeyLines(List.of(KeyLine.fresh(entropy.bytes(Aes.KEY)))));
                }
            });
        } catch (IOException e) {
            throw new LockedException(
                    "The key file " + file + " cannot be made (" + e.getClass().getSimpleName()
                            + "): make its folder writable for this user, or set key_file to another place",
                    e);
        }
    }

    /**
     * What an operator should know about the file, as it is now. No secrets.
     *
     * @param store folder of the store that the key is for
     */
    public List<String> problems(Path store) {
        return KeyNotices.of(io, file, toString(), store);
    }

    /** Whether the file is there. */
    boolean present() throws IOException {
        return io.exists(file);
    }

    /** Takes over what the file holds now. */
    void refresh() throws IOException {
        read("");
    }

    /** Whether keys of an earlier time are kept that the store may need: its rotation was begun and not finished. */
    boolean hasOldKeys(String storeId) throws IOException {
        return present() && read("").old().stream().anyMatch(line -> line.serves(storeId));
    }

    @Override
    public synchronized boolean claim(String keyId, String storeId) throws IOException {
        var lines = read(keyId);
        var line = lines.line(keyId).orElse(null);
        if (line != null && !line.serves(storeId)) {
            alone(() -> replace(load(keyId).claimed(keyId, storeId)));
        } else if (line != null) {
            // Guards against a process that was killed before it flushed the folder.
            forceFolder();
        }
        return line != null;
    }

    /**
     * Adds a key that is the current one from now on; durable before it is used.
     *
     * @throws IOException when the file is not what it was, or cannot be written: the keys are those before
     */
    synchronized void renew(Entropy entropy) throws IOException {
        alone(() -> {
            var lines = unchanged();
            if (lines.lines().size() >= KeyLines.MOST) {
                throw new IOException("The key file " + file + " holds " + KeyLines.MOST
                        + " keys: finish a rotation first, by mending or forgetting the clients that it names");
            }
            replace(lines.with(KeyLine.fresh(entropy.bytes(Aes.KEY))));
        });
    }

    /**
     * Notes that every record of a store needs this key alone. Older keys that no store needs go.
     *
     * @return the older lines that stay, because another store may need them
     */
    synchronized List<KeyLine> release(String keyId, String storeId) throws IOException {
        alone(() -> {
            var lines = unchanged();
            var kept = lines.released(keyId, storeId);
            // This store needs the others no more, so it does not matter whether a write that fails has dropped them.
            know(kept);
            if (!kept.equals(lines)) {
                replace(kept);
            } else if (folderUnforced) {
                forceFolder();
            }
        });
        return read("").old().stream().filter(line -> !line.is(keyId)).toList();
    }

    private interface Change {
        void make() throws IOException;
    }

    /** Changes the file while no other process that shares it does. */
    private void alone(Change change) throws IOException {
        var lock = io.lock(WholeFile.beside(file, LOCK));
        try (var held = lock.orElseThrow(
                () -> new IOException("Another process is changing the key file " + file + ": try again"))) {
            requireNonNull(held);
            change.make();
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
        var bytes = lines.encode();
        if (bytes.length > KeyLines.CAP) {
            throw new IOException(
                    "The key file " + file + " names too many stores: take stores that are gone out of it");
        }
        folderUnforced = true;
        WholeFile.replace(io, file, bytes);
        folderUnforced = false;
        know(lines);
    }

    @Override
    synchronized KeyLines read(String wanted) throws IOException {
        var lines = load(wanted);
        if (folderUnforced || lines.lines().size() > 1) {
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
