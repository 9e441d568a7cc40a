// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.backup.BackupHouse.A;
import static org.winekey.oauth.core.backup.BackupHouse.B;
import static org.winekey.oauth.core.backup.BackupHouse.C;
import static org.winekey.oauth.core.backup.BackupHouse.FILE;
import static org.winekey.oauth.core.backup.BackupHouse.PASSPHRASE;
import static org.winekey.oauth.core.backup.BackupHouse.content;
import static org.winekey.oauth.core.backup.BackupHouse.mark;
import static org.winekey.oauth.core.backup.BackupHouse.saved;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.admin.RestorePlan;
import org.winekey.oauth.admin.RestoreReport.Outcome;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo.PowerCut;

/** Cuts the power, or fails, at every call that a restore makes to the disk. */
@Timeout(300)
class RestoreCrashTest {

    private static final int CHANCES = 8;

    /** A client without a grant, one with an older copy, one with another grant in use. */
    private static BackupHouse before() throws IOException {
        var house = new BackupHouse().holding(saved("tado", A, 15, "old")).holding(saved("hue", B, 30, "here"));
        return house.with(content(
                saved(saved("spotify", A, 17, "1"), saved("spotify", C, 2, "c"), saved("spotify", C, 1, "b")),
                saved(saved("tado", A, 17, "2")),
                saved(saved("hue", A, 17, "3"))));
    }

    private static int callsOf(BackupHouse house, RestorePlan plan) throws IOException {
        var before = house.io.calls();
        assertThat(house.run(plan).hasFailures()).isFalse();
        return house.io.calls() - before;
    }

    private static void requireOneOfBoth(BackupHouse house) throws IOException {
        var spotify = house.held("spotify");
        assertThat(spotify == null || mark(spotify).equals("1")).isTrue();
        assertThat(mark(house.held("tado"))).isIn("old", "2");
        assertThat(mark(house.held("hue"))).isIn("here", "3");
        for (var client : new String[] {"spotify", "tado", "hue"}) {
            var held = house.held(client);
            if (held != null && !mark(held).equals("old") && !mark(held).equals("here")) {
                assertThat(held.grant().quarantine()).isNotNull();
            }
        }
    }

    private static void requireAll(BackupHouse house) throws IOException {
        assertThat(mark(house.held("spotify"))).isEqualTo("1");
        assertThat(mark(house.held("tado"))).isEqualTo("2");
        assertThat(mark(house.held("hue"))).isEqualTo("3");
        assertThat(house.aside("spotify")).containsExactly("c", "b");
        assertThat(house.aside("tado")).containsExactly("old");
        assertThat(house.aside("hue")).containsExactly("here");
        assertThat(house.shelf.kept).containsOnlyKeys("hue", "spotify", "tado");
        for (var client : new String[] {"spotify", "tado", "hue"}) {
            assertThat(house.held(client).grant().quarantine().batch()).isEqualTo("restore-00c0ffee");
        }
    }

    private static void repeat(BackupHouse house) throws IOException {
        var report = house.restore().run(FILE, PASSPHRASE, house.plan(true));
        assertThat(report.results()).noneMatch(result -> result.outcome() == Outcome.FAILED);
    }

    @Test
    @Tag("R-096")
    @Tag("R-098")
    void restore_powerCutAtAnyCall_losesNoGrantAndCanBeRepeated() throws IOException {
        var whole = before();
        var calls = callsOf(whole, whole.plan(true));
        requireAll(whole);

        for (int call = 1; call <= calls; call++) {
            for (int chance = 0; chance < CHANCES; chance++) {
                var house = before();
                cut(house, house.plan(true), call);
                house.io.reboot(new Random(call * 100L + chance));
                var next = new BackupHouse(house.io, house.shelf);
                requireOneOfBoth(next);
                repeat(next);
                requireAll(next);
            }
        }
    }

    private static void cut(BackupHouse house, RestorePlan plan, int call) throws IOException {
        house.io.cutAt(call);
        try {
            house.run(plan);
        } catch (PowerCut e) {
            return;
        }
        throw new AssertionError("the power was to go at call " + call);
    }

    @Test
    void restore_diskFailsAtAnyCall_namesTheClientAndCanBeRepeated() throws IOException {
        var whole = before();
        var calls = callsOf(whole, whole.plan(true));

        for (int call = 1; call <= calls; call++) {
            var house = before();
            var plan = house.plan(true);
            house.io.failAt(call);
            var failed = fails(house, plan);
            house.io.heal();
            assertThat(failed).as("call " + call).isTrue();
            requireOneOfBoth(house);
            repeat(house);
            requireAll(house);
        }
    }

    private static boolean fails(BackupHouse house, RestorePlan plan) {
        try {
            return house.run(plan).hasFailures();
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void restore_samePlanAgain_passesOverWhatIsDone() throws IOException {
        var house = before();
        var plan = house.plan(true);
        house.run(plan);

        var again = house.run(plan);

        assertThat(again.results()).allMatch(result -> result.outcome() == Outcome.UNCHANGED);
        requireAll(house);
    }

    @Test
    void restore_fileOnAnotherDisk_needsNothingOfTheOldStore() throws IOException {
        var other = new BackupHouse(new MemoryStoreIo(), new BackupHouse.Shelf());
        other.io.plant(FILE, before().io.content(FILE));

        other.run(other.plan(false));

        assertThat(mark(other.held("hue"))).isEqualTo("3");
        assertThat(other.aside("spotify")).containsExactly("c", "b");
    }
}
