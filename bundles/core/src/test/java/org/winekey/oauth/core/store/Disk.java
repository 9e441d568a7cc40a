// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.vault.KeyFile;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;

/** Shorthand for a store on a disk in memory. */
public final class Disk {

    public static final Path FOLDER = Path.of("/house/oauth");
    public static final Path KEY = Path.of("/house/etc/winekey.key");
    public static final Path SLOTS = FOLDER.resolve("spotify.slots");

    private Disk() {}

    public static Entropy entropy(long seed) {
        var chance = new Random(seed);
        return count -> {
            var bytes = new byte[count];
            chance.nextBytes(bytes);
            return bytes;
        };
    }

    public static FileTokenStore open(MemoryStoreIo io) throws IOException {
        return FileTokenStore.open(io, FOLDER, entropy(1));
    }

    public static Vault vault(MemoryStoreIo io, FileTokenStore store) throws IOException {
        return new Vault(store, KeyFile.open(io, KEY, entropy(2), store.isEmpty()), entropy(3));
    }

    /** Another disk with the same store and key, but not the slot files. */
    public static MemoryStoreIo likeness(MemoryStoreIo io) throws IOException {
        var other = new MemoryStoreIo();
        other.createDirectories(FOLDER);
        var identity = FOLDER.resolve(StoreFolder.IDENTITY);
        other.plant(identity, io.content(identity));
        if (io.exists(KEY)) {
            other.plant(KEY, io.content(KEY));
        }
        return other;
    }

    /** Flips a bit of the sealed bytes of a slot of a file that has the usual layout. */
    public static void flip(byte[] file, RecordKind kind, int index) {
        file[SlotLayout.USUAL.offset(kind, index) + Slot.HEADER + 3] ^= 1;
    }
}
