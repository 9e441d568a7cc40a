// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.vault.KeyFile;
import org.winekey.oauth.core.vault.KeyRing;
import org.winekey.oauth.core.vault.KeyRotation;
import org.winekey.oauth.core.vault.Passphrase;
import org.winekey.oauth.core.vault.SystemdCredential;
import org.winekey.oauth.spi.KeyProvider;

/** Puts the keys of a place on a ring, and goes on with a rotation that was interrupted. Stateless; thread-safe. */
final class Locksmith {

    private static final Logger LOG = LoggerFactory.getLogger(Locksmith.class);

    private Locksmith() {}

    /** The keys for an open store. A passphrase takes about a second; only a chosen key file of an empty store is made. */
    static KeyRing ring(Place place, Path folder, FileTokenStore store, StoreIo disk, Entropy entropy)
            throws IOException {
        var preferred = preferred(place, store, disk);
        var file = file(place.keyFile(), preferred == null && store.isEmpty(), disk, entropy);
        return new KeyRing(preferred, file, folder);
    }

    private static @Nullable KeyProvider preferred(Place place, FileTokenStore store, StoreIo disk) throws IOException {
        if (place.passphraseFile() != null) {
            return Passphrase.in(disk, place.passphraseFile(), store.id());
        }
        return place.credential() == null ? null : new SystemdCredential(disk, place.credential());
    }

    private static @Nullable KeyFile file(@Nullable Path file, boolean mayCreate, StoreIo disk, Entropy entropy)
            throws IOException {
        return file == null ? null : KeyFile.open(disk, file, entropy, mayCreate);
    }

    /** Finishes what was begun in an earlier run. */
    static void resume(KeyRotation rotation) {
        try {
            if (rotation.unfinished()) {
                var outcome = rotation.resume();
                LOG.info(
                        "The interrupted rotation of the store's key went on, key {} seals; {}",
                        outcome.keyId(),
                        outcome.oldKeysGone() ? "old keys are gone" : "old keys stay for " + outcome.refused());
            }
        } catch (IOException e) {
            LOG.warn("The interrupted rotation of the store's key has to wait for the next start: {}", e.getMessage());
        }
    }
}
