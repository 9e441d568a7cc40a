// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A file of a disk in memory: what readers see, what is durable, and the sectors in between. Its disk guards it. */
final class MemoryFile {
    byte[] content = {};
    byte[] durable = {};
    private final List<Piece> unforced = new ArrayList<>();

    void write(int position, byte[] bytes) {
        for (int at = 0; at < bytes.length; ) {
            var length = Math.min(512 - (position + at) % 512, bytes.length - at);
            var piece = new byte[length];
            System.arraycopy(bytes, at, piece, 0, length);
            unforced.add(new Piece(position + at, piece));
            at += length;
        }
        content = with(content, new Piece(position, bytes));
    }

    void force() {
        durable = content;
        unforced.clear();
    }

    void reboot(Random chance) {
        for (var piece : unforced) {
            if (chance.nextBoolean()) {
                durable = with(durable, piece);
            }
        }
        unforced.clear();
        content = durable;
    }

    private static byte[] with(byte[] bytes, Piece piece) {
        var length = Math.max(bytes.length, piece.position + piece.bytes.length);
        var changed = new byte[length];
        System.arraycopy(bytes, 0, changed, 0, bytes.length);
        System.arraycopy(piece.bytes, 0, changed, piece.position, piece.bytes.length);
        return changed;
    }

    private record Piece(int position, byte[] bytes) {}
}
