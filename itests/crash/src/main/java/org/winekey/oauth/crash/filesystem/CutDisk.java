// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.filesystem;

import java.util.Random;
import org.winekey.oauth.crash.filesystem.WriteLog.Entry;

/**
 * What a disk holds after a power cut: everything up to the last flush, and of the later writes any, in whole or in parts
 * of 512 bytes. Cuts are asked for in their order. Not thread-safe.
 */
final class CutDisk {

    private static final int SECTOR = 512;

    private final WriteLog log;
    private final Random chance;
    private final byte[] durable;
    private int flushed;

    CutDisk(byte[] start, WriteLog log, Random chance) {
        this.durable = start;
        this.log = log;
        this.chance = chance;
    }

    /** The disk when the power goes after that many entries of the log. */
    byte[] after(int count) {
        var entries = log.entries();
        var last = count;
        while (last > flushed && !entries.get(last - 1).isFlush()) {
            last--;
        }
        for (; flushed < last; flushed++) {
            whole(entries.get(flushed), durable);
        }
        var disk = durable.clone();
        var share = chance.nextInt(5) / 4.0;
        for (var entry : entries.subList(flushed, count)) {
            some(entry, share, disk);
        }
        return disk;
    }

    private void whole(Entry entry, byte[] disk) {
        if (!entry.isFlush()) {
            log.copy(entry, 0, entry.length(), disk);
        }
    }

    private void some(Entry entry, double share, byte[] disk) {
        if (chance.nextInt(4) != 0) {
            if (chance.nextDouble() < share) {
                whole(entry, disk);
            }
            return;
        }
        for (int part = 0; part < entry.length(); part += SECTOR) {
            if (chance.nextDouble() < share) {
                log.copy(entry, part, Math.min(SECTOR, entry.length() - part), disk);
            }
        }
    }
}
