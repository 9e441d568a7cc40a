// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.secret.Pbkdf2;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.spi.KeyProvider;

/** The key that a passphrase makes for one store. Derived once; immutable; thread-safe. */
public final class Passphrase implements KeyProvider {

    private static final int CAP = 4096;

    private final Path file;
    private final WrappingKey key;

    private Passphrase(Path file, WrappingKey key) {
        this.file = file;
        this.key = key;
    }

    /**
     * Derives the key of the passphrase in a file; a line break at its end does not count. Takes about a second of one
     * processor, so never on a caller's thread. The salt is made of the store's identifier, which each of its files carries:
     * there is no file of its own to lose.
     *
     * @throws LockedException when the file cannot be read, or what it holds is too short
     */
    public static Passphrase in(StoreIo io, Path file, String storeId) throws LockedException {
        var salt = ("winekey passphrase|" + storeId).getBytes(UTF_8);
        return new Passphrase(file, WrappingKey.of(Pbkdf2.derive(read(io, file), salt, Pbkdf2.ITERATIONS)));
    }

    private static Secret read(StoreIo io, Path file) throws LockedException {
        try {
            var passphrase = Secret.of(new String(io.readUnsized(file, CAP), UTF_8).stripTrailing());
            if (Pbkdf2.isLongEnough(passphrase)) {
                return passphrase;
            }
        } catch (IOException e) {
            throw new LockedException(
                    "The passphrase file " + file + " cannot be read ("
                            + e.getClass().getSimpleName()
                            + "): put it there, or set key_passphrase_file to its place; nothing was changed",
                    e);
        }
        throw new LockedException("The passphrase in " + file + " is shorter than " + Pbkdf2.SHORTEST
                + " characters: take a longer one; nothing was changed");
    }

    @Override
    public String currentKeyId() {
        return key.id();
    }

    @Override
    public Optional<byte[]> key(String keyId) {
        return keyId.equals(key.id()) ? Optional.of(key.bytes().clone()) : Optional.empty();
    }

    @Override
    public String toString() {
        return "the passphrase in " + file;
    }
}
