// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.winekey.oauth.core.secret.Pbkdf2;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.KeyProvider;

/** The key that a passphrase makes for one store. Derived once; immutable; thread-safe. */
public final class Passphrase implements KeyProvider {

    private final WrappingKey key;

    private Passphrase(WrappingKey key) {
        this.key = key;
    }

    /**
     * Derives the key. Takes about a second of one processor, so never on a caller's thread. The salt is made of the store's
     * identifier, which each of its files carries: there is no file of its own to lose.
     */
    public static Passphrase of(Secret passphrase, String storeId) {
        var salt = ("winekey passphrase|" + storeId).getBytes(UTF_8);
        return new Passphrase(WrappingKey.of(Pbkdf2.derive(passphrase, salt, Pbkdf2.ITERATIONS)));
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
        return "the passphrase in key_passphrase";
    }
}
