// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.records;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.winekey.oauth.crash.Outcome;
import org.winekey.oauth.crash.Programme;
import org.winekey.oauth.crash.Scale;
import org.winekey.oauth.crash.Weakness;

/**
 * Rotten bits, files cut short, records put in the place of others: what is read is a record that was written there, or an
 * error. Never another record, never "none". Not thread-safe.
 */
public final class Damage implements Programme {

    /** Where the copies of the header and the newest slot of each kind begin, as docs/store-format.md says. */
    private static final List<Integer> PARTS = List.of(0, 2048, 4096, 5120, 12288, 28672);

    /** More than a slot of a short record uses. */
    private static final int USED = 256;

    private static final int TRUNCATION_STEP = 61;

    @Override
    public String name() {
        return "damage";
    }

    @Override
    public List<Weakness> mustCatch() {
        return List.of(Weakness.PLAIN_FILE);
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Outcome run(Weakness weakness, Scale scale) throws IOException {
        var specimen = new Specimen(weakness);
        var flips = flips(specimen, scale);
        var cuts = cuts(specimen, scale);
        var swaps = weakness == Weakness.NONE ? new Swaps(specimen).run() : Outcome.of(0, 0);
        return new Outcome(
                flips.runs() + cuts.runs() + swaps.runs(),
                flips.lost() + cuts.lost() + swaps.lost(),
                flips.runs() + " bits, " + cuts.runs() + " lengths, " + swaps.runs() + " records in a wrong place");
    }

    private static Outcome flips(Specimen specimen, Scale scale) throws IOException {
        var whole = specimen.file();
        var runs = 0;
        var lost = 0;
        for (int at = 0; at < whole.length; at++) {
            if (scale == Scale.FULL || isUsed(at)) {
                for (int bit = 0; bit < 8; bit++) {
                    var changed = whole.clone();
                    changed[at] ^= (byte) (1 << bit);
                    runs++;
                    lost += specimen.survives(changed, 1) ? 0 : 1;
                }
            }
        }
        return Outcome.of(runs, lost);
    }

    private static boolean isUsed(int at) {
        return PARTS.stream().anyMatch(part -> at >= part && at < part + USED);
    }

    private static Outcome cuts(Specimen specimen, Scale scale) throws IOException {
        var whole = specimen.file();
        var runs = 0;
        var lost = 0;
        for (int length = 0; length < whole.length; length += scale.of(TRUNCATION_STEP, 1)) {
            runs++;
            lost += specimen.survives(Arrays.copyOf(whole, length), Specimen.KINDS) ? 0 : 1;
        }
        return Outcome.of(runs, lost);
    }
}
