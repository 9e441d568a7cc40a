// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A file of a disk in memory: what readers see, what is durable, and the sectors in between. Arrays are never changed
 * once they are in here, so that images of a disk share them. Its disk guards it.
 */
final class MemoryFile {

    private static final int SECTOR = 512;

    byte[] content;
    private byte[] durable;
    private final List<Piece> unforced = new ArrayList<>();

    /** An empty file. */
    MemoryFile() {
        this(new byte[0]);
    }

    /** A file of which everything is durable. */
    MemoryFile(byte[] content) {
        this.content = content;
        this.durable = content;
    }

    void write(int position, byte[] bytes) {
        for (int at = 0; at < bytes.length; ) {
            var length = Math.min(SECTOR - (position + at) % SECTOR, bytes.length - at);
            unforced.add(new Piece(position + at, Arrays.copyOfRange(bytes, at, at + length)));
            at += length;
        }
        content = Arrays.copyOf(content, Math.max(content.length, position + bytes.length));
        System.arraycopy(bytes, 0, content, position, bytes.length);
    }

    void force() {
        durable = content;
        unforced.clear();
    }

    boolean settled() {
        return unforced.isEmpty();
    }

    /** The file after the process died: other programs see no difference. */
    MemoryFile afterKill() {
        var file = new MemoryFile(content);
        file.durable = durable;
        file.unforced.addAll(unforced);
        return file;
    }

    /**
     * The file after the power went: of what was not forced any sectors, whole or torn, whatever their order, and any of
     * its growth. Where the file grew and nothing was written are zeros or somebody's old bytes.
     */
    MemoryFile afterPowerCut(RandomGenerator chance) {
        if (settled()) {
            return new MemoryFile(durable);
        }
        var found = grown(chance);
        var likely = chance.nextInt(5) * 0.25;
        for (var piece : unforced) {
            if (chance.nextDouble() < likely) {
                piece.into(found, chance.nextInt(16) == 0 ? chance.nextInt(SECTOR) : SECTOR);
            }
        }
        return new MemoryFile(found);
    }

    private byte[] grown(RandomGenerator chance) {
        var growth = content.length - durable.length;
        var kept = switch (chance.nextInt(4)) {
            case 0 -> 0;
            case 1 -> chance.nextInt(growth + 1) / SECTOR * SECTOR;
            default -> growth;
        };
        var found = Arrays.copyOf(durable, durable.length + kept);
        if (kept > 0 && chance.nextBoolean()) {
            var old = new byte[kept];
            chance.nextBytes(old);
            System.arraycopy(old, 0, found, durable.length, kept);
        }
        return found;
    }

    private record Piece(int position, byte[] bytes) {

        /** Puts the beginning of it into a file, as far as the file goes. */
        void into(byte[] file, int most) {
            var length = Math.min(Math.min(most, bytes.length), file.length - position);
            if (length > 0) {
                System.arraycopy(bytes, 0, file, position, length);
            }
        }
    }
}
