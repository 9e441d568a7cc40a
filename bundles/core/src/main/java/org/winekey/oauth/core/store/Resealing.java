// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.StoredRecord;
import org.winekey.oauth.spi.TokenStore.Resealer;

/**
 * The slots of one file on their way into a new one: records sealed anew, marks and damaged slots as they are. A slot of a
 * write that failed stays behind, so that it cannot come up. Not thread-safe.
 */
final class Resealing {

    private final SlotIndex known;
    private final SlotLayout before;
    private final byte[] old;
    private final Path file;
    private final List<Moved> slots = new ArrayList<>();
    private SlotLayout layout;
    private boolean changed;

    private record Moved(RecordKind kind, int index, byte[] bytes) {}

    Resealing(SlotIndex known, byte[] old, Path file) {
        this.known = known;
        this.before = known.layout();
        this.old = old;
        this.file = file;
        this.layout = before;
    }

    void ask(Resealer resealer) throws IOException {
        for (var kind : RecordKind.values()) {
            for (int i = 0; before.has(kind) && i < SlotLayout.count(kind); i++) {
                move(kind, i, resealer);
            }
        }
    }

    /** Whether any record has other bytes than before. */
    boolean changed() {
        return changed;
    }

    /** The layout that takes them all. */
    SlotLayout layout() {
        return layout;
    }

    void putInto(SlotImage image) {
        slots.forEach(slot -> image.put(slot.kind, slot.index, slot.bytes));
    }

    private void move(RecordKind kind, int index, Resealer resealer) throws IOException {
        var bytes = Bytes.slice(old, before.offset(kind, index), before.size(kind));
        var slot = Slot.decode(kind, bytes);
        var held = known.held(kind, index);
        if (held != null && (slot == null || slot.sequence() != held.sequence)) {
            throw new DamagedException("A " + kind + " slot in " + file.getFileName()
                    + " was changed since it was written: restore a backup of the file, or forget the client");
        }
        if (slot == null) {
            slots.add(new Moved(kind, index, bytes));
        } else if (held != null) {
            slots.add(new Moved(kind, index, slot.cleared() ? bytes : resealed(slot, resealer)));
        }
    }

    private byte[] resealed(Slot slot, Resealer resealer) throws IOException {
        var version = Objects.requireNonNull(slot.version(), "a record has a version");
        var sealed = resealer.reseal(slot.kind(), new StoredRecord(version, slot.sealed()));
        changed |= !Arrays.equals(sealed, slot.sealed());
        var fresh = new Slot(slot.kind(), slot.sequence(), version, false, sealed).encode();
        if (fresh.length > SlotLayout.LARGEST_SLOT) {
            throw new IOException("A " + slot.kind() + " record sealed anew has " + fresh.length + " bytes, more than "
                    + SlotLayout.LARGEST_SLOT);
        }
        layout = layout.holding(slot.kind(), fresh.length);
        return fresh;
    }
}
