// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** An input as a list of what is done to a slot file. What the input does not say is zero. */
final class Damage {

    private static final int STEPS = 8;
    private static final int SECTOR = 512;
    private static final int MOST_STEPS = 40;
    private static final int MOST_BYTES = 128 * 1024;

    private final ByteBuffer input;
    private byte[] file;

    private Damage(byte[] input, byte[] file) {
        this.input = ByteBuffer.wrap(input);
        this.file = file.clone();
    }

    static byte[] done(byte[] input, byte[] file) {
        var damage = new Damage(input, file);
        for (var step = 0; damage.input.hasRemaining() && step < MOST_STEPS; step++) {
            damage.step(damage.next() % STEPS);
        }
        return damage.file;
    }

    private void step(int what) {
        switch (what) {
            case 0 -> overwrite(place(), 1 + next() % 16);
            case 1 -> file = Arrays.copyOf(file, place());
            case 2 -> file = Arrays.copyOf(file, Math.min(MOST_BYTES, file.length + 256 * next()));
            case 3 -> copySlot();
            case 4 -> SlotMap.seal(file);
            case 5 -> clearSector(place() / SECTOR * SECTOR);
            case 6 -> flip(place());
            default -> overwrite(slot() + next() % 64, 1 + next() % 16);
        }
    }

    private void clearSector(int at) {
        Arrays.fill(file, at, Math.min(file.length, at + SECTOR), (byte) 0);
    }

    private void copySlot() {
        var kind = SlotMap.KINDS.get(next() % SlotMap.KINDS.size());
        var from = SlotMap.offset(kind, next() % SlotMap.count(kind));
        var to = slot();
        for (var index = 0; index < SlotMap.size(kind); index++) {
            if (from + index < file.length && to + index < file.length) {
                file[to + index] = file[from + index];
            }
        }
    }

    private int slot() {
        var kind = SlotMap.KINDS.get(next() % SlotMap.KINDS.size());
        return SlotMap.offset(kind, next() % SlotMap.count(kind));
    }

    private void overwrite(int at, int length) {
        for (var index = at; index < at + length; index++) {
            var value = (byte) next();
            if (index < file.length) {
                file[index] = value;
            }
        }
    }

    private void flip(int at) {
        if (at < file.length) {
            file[at] ^= (byte) (1 << next() % 8);
        }
    }

    private int place() {
        var place = next() << 8 | next();
        return file.length == 0 ? 0 : place % file.length;
    }

    private int next() {
        return input.hasRemaining() ? input.get() & 0xFF : 0;
    }
}
