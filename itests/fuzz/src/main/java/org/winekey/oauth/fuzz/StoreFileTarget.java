// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.winekey.oauth.spi.RecordKind;

/** The token store on a slot file that a disk, or somebody who can calculate checksums, changed. */
public final class StoreFileTarget {

    private static final Specimen SPECIMEN = new Specimen();
    private static final byte[] WHOLE = SPECIMEN.slots();
    private static final SlotMap MAP = new SlotMap(WHOLE);

    /** Longer than a usual slot, so that the file is made anew. */
    private static final byte[] LONG = "x".repeat(5000).getBytes(UTF_8);

    private static final byte[] SHORT = "next".getBytes(UTF_8);

    private StoreFileTarget() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) {
        var file = Damage.done(input, WHOLE);
        Guard.within(24, () -> check(file, input.length));
    }

    private static void check(byte[] file, int chance) {
        var honest = MAP.isHonest(file);
        try (var house = SPECIMEN.with(file)) {
            Claim.that(!honest || !house.isLocked(), "the store is locked, and no later version wrote the file");
            house.problems();
            var read = new EnumMap<RecordKind, String>(RecordKind.class);
            for (var kind : RecordKind.values()) {
                var got = house.read(kind);
                read.put(kind, got);
                Claim.that(isPossible(kind, got), "a record that was never written");
                Claim.that(!honest || got.equals(MAP.expected(file, kind)), "another record than the newest whole one");
            }
            Claim.that(house.keeps(file), "the damaged file is gone");
            checkWrite(house, read, SlotMap.KINDS.get(chance % SlotMap.KINDS.size()), chance % 3 == 0 ? LONG : SHORT);
        }
    }

    private static boolean isPossible(RecordKind kind, String got) {
        return Set.of(Specimen.NONE, Specimen.DAMAGED, Specimen.TAMPERED, Specimen.LOCKED)
                        .contains(got)
                || got.equals(Specimen.text(kind, 1))
                || got.equals(Specimen.text(kind, 2))
                || got.equals(Specimen.text(kind, 3));
    }

    /** A write is there afterwards, and costs no other record. */
    private static void checkWrite(Specimen.House house, Map<RecordKind, String> before, RecordKind kind, byte[] next) {
        if (!house.write(kind, next)) {
            return;
        }
        Claim.that(!Specimen.DAMAGED.equals(before.get(kind)), "damage was written over");
        for (var other : RecordKind.values()) {
            var expected = other == kind ? new String(next, UTF_8) : before.get(other);
            Claim.that(house.read(other).equals(expected), "a write changed what readers get of " + other);
        }
    }
}
