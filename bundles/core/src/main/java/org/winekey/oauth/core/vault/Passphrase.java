// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.secret.Pbkdf2;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.spi.KeyProvider;

/**
 * The keys that the lines of a passphrase file make for one store; the last line seals, all open. The file is looked at
 * again when a key is asked for that none of them made so far, and each line is derived once. Thread-safe.
 */
public final class Passphrase implements KeyProvider {

    /** Passphrases in a file; each costs about a second when an unknown key is looked for. */
    static final int MOST = 8;

    private static final int CAP = 4096;

    private final StoreIo io;
    private final Path file;
    private final byte[] salt;
    private final Map<String, WrappingKey> derived = new HashMap<>(); // by fingerprint of the line; guarded by this
    private volatile WrappingKey current;

    private Passphrase(StoreIo io, Path file, byte[] salt) throws LockedException {
        this.io = io;
        this.file = file;
        this.salt = salt;
        this.current = derivedFrom(last(read()));
    }

    /**
     * Derives the key of the last passphrase in a file; white space at the end of a line does not count. Takes about a
     * second of one processor, so never on a caller's thread. The salt is made of the store's identifier, which each of its
     * files carries: there is no file of its own to lose.
     *
     * @throws LockedException when the file cannot be read, or a passphrase in it is too short
     */
    public static Passphrase in(StoreIo io, Path file, String storeId) throws LockedException {
        return new Passphrase(io, file, ("winekey passphrase|" + storeId).getBytes(UTF_8));
    }

    /** Takes over what the file holds now. */
    synchronized void refresh() throws LockedException {
        takeOver(read());
    }

    private void takeOver(List<Secret> lines) {
        derived.keySet().retainAll(lines.stream().map(Secret::fingerprint).toList());
        current = derivedFrom(last(lines));
    }

    @Override
    public String currentKeyId() {
        return current.id();
    }

    @Override
    public Optional<byte[]> key(String keyId) throws LockedException {
        var key = current;
        return keyId.equals(key.id()) ? Optional.of(key.bytes().clone()) : another(keyId);
    }

    private synchronized Optional<byte[]> another(String keyId) throws LockedException {
        for (var key : derived.values()) {
            if (keyId.equals(key.id())) {
                return Optional.of(key.bytes().clone());
            }
        }
        var lines = read();
        takeOver(lines);
        for (int line = lines.size() - 1; line >= 0; line--) {
            var key = derivedFrom(lines.get(line));
            if (keyId.equals(key.id())) {
                return Optional.of(key.bytes().clone());
            }
        }
        return Optional.empty();
    }

    private WrappingKey derivedFrom(Secret line) {
        return derived.computeIfAbsent(line.fingerprint(), unseen -> derive(line));
    }

    private WrappingKey derive(Secret line) {
        return WrappingKey.of(Pbkdf2.derive(line, salt, Pbkdf2.ITERATIONS));
    }

    private static Secret last(List<Secret> lines) {
        return lines.get(lines.size() - 1);
    }

    private List<Secret> read() throws LockedException {
        var lines = new ArrayList<Secret>();
        for (var line : text().stripTrailing().split("\n", -1)) {
            var passphrase = Secret.of(line.stripTrailing());
            if (!Pbkdf2.isLongEnough(passphrase)) {
                throw new LockedException("A passphrase in " + file + " is shorter than " + Pbkdf2.SHORTEST
                        + " characters: take a longer one; nothing was changed");
            }
            lines.add(passphrase);
        }
        if (lines.size() > MOST) {
            throw new LockedException("The passphrase file " + file + " has more than " + MOST
                    + " lines: leave the last one and those that records still need; nothing was changed");
        }
        return lines;
    }

    private String text() throws LockedException {
        try {
            return new String(io.readUnsized(file, CAP), UTF_8);
        } catch (IOException e) {
            throw new LockedException(
                    "The passphrase file " + file + " cannot be read ("
                            + e.getClass().getSimpleName()
                            + "): put it there, or set key_passphrase_file to its place; nothing was changed",
                    e);
        }
    }

    /** What an operator should know about the file. No secrets. */
    List<String> problems(Path store) {
        return KeyNotices.of(io, file, "the passphrase file " + file, store);
    }

    @Override
    public String toString() {
        return "the passphrase in " + file;
    }
}
