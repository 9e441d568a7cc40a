// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.disk;

import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo.PowerCut;
import org.winekey.oauth.crash.NotingStore;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.crash.disk.Life.Manner;

/**
 * All that follows from one number: a life of a store, and how its disk may be found at each moment of it. Not
 * thread-safe.
 */
final class Seed {

    private static final int ACTS = 30;
    private static final int IMAGES = 10;
    private static final int CUT_AGAIN = 4;
    private static final int CALLS_OF_A_RECOVERY = 40;

    private final SplittableRandom chance;
    private final SplittableRandom images;
    private final Manner manner;
    private NotingStore notes = new NotingStore();
    private long states;
    private long lost;
    private Optional<String> firstLoss = Optional.empty();

    Seed(long number, Weakness weakness) {
        chance = new SplittableRandom(number);
        images = chance.split();
        manner = new Manner(weakness, number % 8 == 0);
    }

    /** How many disks were looked at. */
    long states() {
        return states;
    }

    /** On how many something was lost. */
    long lost() {
        return lost;
    }

    /** What was lost first. */
    Optional<String> firstLoss() {
        return firstLoss;
    }

    /** Leads the life and looks at every disk on the way. */
    void run() {
        var io = new MemoryStoreIo();
        observe(io);
        try {
            var life = new Life(io, notes, manner, chance, this::observe);
            notes = life.notes();
            for (int act = 0; act < ACTS; act++) {
                life.act();
                look(life.io());
            }
        } catch (IOException | IllegalArgumentException e) {
            lose("while it lived: " + e);
        }
    }

    private void observe(MemoryStoreIo io) {
        io.onChange(() -> look(io));
    }

    private void look(MemoryStoreIo io) {
        examine(io.afterKill(), notes, true);
        for (int image = 0; image < IMAGES && !io.settled(); image++) {
            examine(io.afterPowerCut(images), notes, true);
        }
    }

    /** Opens the store on a disk as it was found; now and then goes on with it, until the power goes once more. */
    private void examine(MemoryStoreIo found, NotingStore expected, boolean mayGoOn) {
        states++;
        var goesOn = mayGoOn && images.nextInt(CUT_AGAIN) == 0;
        if (goesOn) {
            found.cutAt(1 + images.nextInt(CALLS_OF_A_RECOVERY));
        }
        var known = relive(found, expected, goesOn);
        if (goesOn) {
            examine(images.nextInt(CUT_AGAIN) == 0 ? found.afterKill() : found.afterPowerCut(images), known, false);
        }
    }

    /** Opens the store and writes a little if it goes on; gives what is noted then. */
    private NotingStore relive(MemoryStoreIo found, NotingStore expected, boolean goesOn) {
        var known = expected;
        try {
            var life = new Life(found, expected, manner, images, io -> {});
            known = life.notes();
            life.complaint().ifPresent(this::lose);
            if (goesOn) {
                life.write();
                life.write();
            }
        } catch (PowerCut e) {
            // As planned.
        } catch (IOException | IllegalArgumentException e) {
            lose("after the restart: " + e);
        }
        return known;
    }

    private void lose(String what) {
        lost++;
        firstLoss = firstLoss.or(() -> Optional.of(what));
    }
}
