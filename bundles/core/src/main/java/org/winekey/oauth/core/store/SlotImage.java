// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import org.winekey.oauth.spi.RecordKind;

/** The bytes of a whole slot file that is about to be made. Not thread-safe. */
final class SlotImage {

    private final SlotLayout layout;
    private final byte[] bytes;

    /** A file with a header and slots that hold nothing at all. */
    SlotImage(String storeId, String client, SlotLayout layout) {
        this.layout = layout;
        this.bytes = new byte[layout.fileSize()];
        Bytes.put(bytes, 0, new FileHeader(storeId, client, layout).encode());
    }

    /** Marks every kind as never written. */
    void putUntouched() {
        for (var kind : RecordKind.values()) {
            putUntouched(kind);
        }
    }

    private void putUntouched(RecordKind kind) {
        if (layout.has(kind)) {
            put(kind, 0, Slot.untouched(kind).encode());
        }
    }

    /** Takes over what is worth keeping of an older file, which has its full size. */
    void putFrom(SlotIndex known, byte[] old) {
        var before = known.layout();
        for (var kind : RecordKind.values()) {
            if (before.has(kind)) {
                known.worthKeeping(kind)
                        .forEach(i -> put(kind, i, Bytes.slice(old, before.offset(kind, i), before.size(kind))));
            } else {
                putUntouched(kind);
            }
        }
    }

    void put(RecordKind kind, int index, byte[] slot) {
        Bytes.put(bytes, layout.offset(kind, index), slot);
    }

    SlotLayout layout() {
        return layout;
    }

    byte[] bytes() {
        return bytes;
    }
}
