// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.spi.KeyProvider;

/**
 * One key in one file that only the owner can read. It is made for an empty store and never again: a missing or damaged
 * key file of a store with records is a {@link LockedException}, until the file is back. Thread-safe.
 */
public final class KeyFile implements KeyProvider {

    private static final Pattern LINE = Pattern.compile("winekey-key (\\d{1,3}) ([0-9a-f]{16}) ([0-9a-f]{64})\\s*");
    private static final String FORMAT = "1";
    private static final int CAP = 4096;

    private final StoreIo io;
    private final Path file;
    private volatile @Nullable Key key;

    private record Key(String id, byte[] bytes) {
        @Override
        public String toString() {
            return "Key[" + id + "]";
        }
    }

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
            io.forceDirectory(StoreFolder.folderOf(file));
        }
        return keys;
    }

    private void create(Entropy entropy) throws LockedException {
        var bytes = entropy.bytes(Aes.KEY);
        var line = "winekey-key " + FORMAT + " " + idOf(bytes) + " "
                + HexFormat.of().formatHex(bytes) + "\n";
        try {
            io.createDirectories(StoreFolder.folderOf(file));
            StoreFolder.replace(io, file, line.getBytes(US_ASCII));
        } catch (IOException e) {
            throw new LockedException(
                    "The key file " + file + " cannot be made (" + e.getClass().getSimpleName()
                            + "): make its folder writable for this user, or set key_file to another place",
                    e);
        }
    }

    /** What an operator should know about the file. No secrets. */
    public List<String> problems() throws IOException {
        if (!io.exists(file)) {
            return List.of();
        }
        return switch (io.protection(file)) {
            case OWNER_ONLY -> List.of();
            case OTHERS_TOO -> List.of("Others can read the key file " + file + ": take that right away (chmod 600)");
            case UNSUPPORTED ->
                List.of("store.permissions=unsupported: the file system of the key file " + file
                        + " cannot keep others from reading");
        };
    }

    @Override
    public String currentKeyId() throws IOException {
        return key().id();
    }

    @Override
    public Optional<byte[]> key(String keyId) throws IOException {
        var present = read(keyId);
        if (!present.id().equals(keyId)) {
            // Guards against a wrong file that was replaced by the right one since.
            key = null;
            present = read(keyId);
        }
        return present.id().equals(keyId) ? Optional.of(present.bytes().clone()) : Optional.empty();
    }

    private Key key() throws IOException {
        return read("");
    }

    /** The key, read until it was there once; a file that comes back heals. */
    private Key read(String wanted) throws IOException {
        var known = key;
        if (known == null) {
            if (!io.exists(file)) {
                throw new LockedException("The key file " + file + " is missing"
                        + (wanted.isEmpty() ? "" : ", and the stored records are sealed with key " + wanted)
                        + ": restore it from a backup; nothing was changed");
            }
            known = parse(new String(io.read(file, CAP), US_ASCII));
            key = known;
        }
        return known;
    }

    private Key parse(String text) throws LockedException {
        var line = LINE.matcher(text);
        if (!line.matches()) {
            throw new LockedException("The key file " + file + " is not a key file of this product: restore it from a "
                    + "backup; nothing was changed");
        }
        var bytes = HexFormat.of().parseHex(line.group(3));
        if (!line.group(1).equals(FORMAT) || !line.group(2).equals(idOf(bytes))) {
            throw new LockedException("The key file " + file + " is damaged or of a later version (format "
                    + line.group(1) + ", key " + line.group(2) + "): restore it from a backup; nothing was changed");
        }
        return new Key(line.group(2), bytes);
    }

    /** The name of a key follows from the key, so that a damaged file cannot pass for another key. */
    private static String idOf(byte[] key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("winekey key id".getBytes(UTF_8));
            return HexFormat.of().formatHex(digest.digest(key), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "the key file " + file;
    }
}
