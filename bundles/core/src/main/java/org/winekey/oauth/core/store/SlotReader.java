// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.spi.RecordKind;

/**
 * Reads the slot file of one client and believes nothing in it. Thread-safe as far as the disk is.
 *
 * @param io the disk
 * @param file the file
 * @param storeId the store that it must belong to
 * @param client the client that it must belong to
 */
record SlotReader(StoreIo io, Path file, String storeId, String client) {

    byte[] bytes() throws IOException {
        return io.read(file, SlotLayout.LARGEST_FILE);
    }

    ByteBuffer bytes(ByteBuffer reused) throws IOException {
        return io.read(file, SlotLayout.LARGEST_FILE, reused);
    }

    SlotIndex index(ByteBuffer bytes) throws IOException {
        var header = FileHeader.decode(bytes)
                .orElseThrow(() -> new DamagedException(file.getFileName() + " has no whole header"));
        if (!header.storeId().equals(storeId)) {
            throw new DamagedException(file.getFileName() + " belongs to another store");
        }
        if (!header.client().equals(client)) {
            throw new DamagedException(file.getFileName() + " belongs to client " + header.client());
        }
        return SlotIndex.of(header.layout(), bytes);
    }

    byte[] whole(SlotIndex known) throws IOException {
        var bytes = bytes();
        if (bytes.length < known.layout().fileSize()) {
            throw new DamagedException(
                    file.getFileName() + " was cut short and cannot be written anew: restore a backup"
                            + " of the file, or forget the client");
        }
        return bytes;
    }

    byte[] sealed(SlotLayout layout, RecordKind kind, SlotIndex.Held held) throws IOException {
        try (var open = io.open(file)) {
            var slot = Slot.decode(kind, open.read(layout.offset(kind, held.index), layout.size(kind)));
            if (slot == null || slot.sequence() != held.sequence) {
                throw new DamagedException("The newest " + kind + " slot of client " + client + " in "
                        + file.getFileName() + " was changed since it was written: restore a backup of the file");
            }
            return slot.sealed();
        }
    }
}
