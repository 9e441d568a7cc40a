// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.MemoryStoreIo;

/** Shorthand for a store on a disk in memory. */
final class Disk {

    static final Path FOLDER = Path.of("/house/oauth");
    static final Path KEY = Path.of("/house/etc/winekey.key");
    static final Path SLOTS = FOLDER.resolve("spotify.slots");

    private Disk() {}

    static Entropy entropy(long seed) {
        var chance = new Random(seed);
        return count -> {
            var bytes = new byte[count];
            chance.nextBytes(bytes);
            return bytes;
        };
    }

    static FileTokenStore open(MemoryStoreIo io) throws IOException {
        return FileTokenStore.open(io, FOLDER, entropy(1));
    }

    static Vault vault(MemoryStoreIo io, FileTokenStore store) throws IOException {
        return new Vault(store, KeyFile.open(io, KEY, entropy(2), store.isEmpty()), entropy(3));
    }

    /** Another disk with the same store and key, but not the slot files. */
    static MemoryStoreIo likeness(MemoryStoreIo io) throws IOException {
        var other = new MemoryStoreIo();
        other.createDirectories(FOLDER);
        var identity = FOLDER.resolve(StoreFolder.IDENTITY);
        other.plant(identity, io.content(identity));
        if (io.exists(KEY)) {
            other.plant(KEY, io.content(KEY));
        }
        return other;
    }
}
