// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.store.TokenStoreContract.A;
import static org.winekey.oauth.core.store.TokenStoreContract.stored;
import static org.winekey.oauth.core.store.TokenStoreContract.text;
import static org.winekey.oauth.core.store.TokenStoreContract.version;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo.PowerCut;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.StoredRecord;

/** Cuts the power, or fails, at every call of a write. The crash programmes do the same to whole lives of a store. */
class FileTokenStoreCrashTest {

    @Test
    @Tag("R-066")
    void write_powerCutAtAnyCall_leavesTheOldRecordOrTheNewOne() throws IOException {
        for (var size : new int[] {10, 9000}) {
            for (int call = 1; call <= 12; call++) {
                for (int chance = 0; chance < 12; chance++) {
                    cutAndComeBack(size, call, new Random(call * 100 + chance));
                }
            }
        }
    }

    private static void cutAndComeBack(int size, int call, Random chance) throws IOException {
        var io = new MemoryStoreIo();
        var store = Disk.open(io);
        store.write("spotify", RecordKind.GRANT, null, stored(A, 1, "first"));
        var next = stored(A, 2, "x".repeat(size));
        io.cutAt(call);
        var acknowledged = false;
        try {
            acknowledged = writes(store, next);
        } catch (PowerCut e) {
            // As planned.
        }
        io.reboot(chance);
        var found = text(Disk.open(io), "spotify", RecordKind.GRANT);
        assertThat(found).isIn(text(next), acknowledged ? text(next) : "a1 first");
    }

    @Test
    void write_killedThenPowerCut_keepsWhatWasAcknowledged() throws IOException {
        for (int killed = 1; killed <= 4; killed++) {
            for (int cut = 1; cut <= 30; cut++) {
                for (int chance = 0; chance < 12; chance++) {
                    killAndCut(killed, cut, new Random(chance));
                }
            }
        }
    }

    private static void killAndCut(int killed, int cut, Random chance) throws IOException {
        var io = new MemoryStoreIo();
        var store = Disk.open(io);
        store.write("spotify", RecordKind.GRANT, null, stored(A, 1, "first"));
        io.cutAt(killed);
        try {
            store.write("spotify", RecordKind.GRANT, version(A, 1), stored(A, 2, "second"));
        } catch (PowerCut e) {
            // As planned.
        }
        var next = io.afterKill();
        next.cutAt(cut);
        try (var again = Disk.open(next)) {
            var seen = again.read("spotify", RecordKind.GRANT).orElseThrow().version();
            again.write("spotify", RecordKind.GRANT, seen, stored(A, 3, "third"));
        } catch (PowerCut e) {
            // As planned.
        }
        next.reboot(chance);
        assertThat(text(Disk.open(next), "spotify", RecordKind.GRANT)).isIn("a1 first", "a2 second", "a3 third");
    }

    @Test
    @Tag("R-066")
    void write_anyCallFailing_keepsTheOldRecordAndSucceedsWhenTriedAgain() throws IOException {
        for (var size : new int[] {10, 9000}) {
            for (int call = 1; call <= 40; call++) {
                for (int count = 1; count <= 2; count++) {
                    failAndHeal(size, call, count);
                }
            }
        }
    }

    private static void failAndHeal(int size, int call, int count) throws IOException {
        var io = new MemoryStoreIo();
        var store = Disk.open(io);
        store.write("spotify", RecordKind.GRANT, null, stored(A, 1, "first"));
        store.write("spotify", RecordKind.INTENT, null, stored(A, 1, "intent"));
        var next = stored(A, 2, "x".repeat(size));
        io.failAt(call, count);
        try {
            store.write("spotify", RecordKind.INTENT, version(A, 1), stored(A, 2, "doubtful"));
            store.clear("spotify", RecordKind.INTENT, version(A, 2));
            store.write("spotify", RecordKind.INTENT, null, stored(A, 1, "intent"));
        } catch (IOException e) {
            // A write that failed; what it wrote must not come up again below.
        }
        var intent = intent(store, io);
        var acknowledged = writes(store, next);
        io.heal();
        if (!acknowledged) {
            assertThat(text(store, "spotify", RecordKind.GRANT)).isEqualTo("a1 first");
            store.write("spotify", RecordKind.GRANT, version(A, 1), next);
        }
        assertThat(intent(store, io)).isEqualTo(intent);
        io.reboot(new Random(call));
        assertThat(text(Disk.open(io), "spotify", RecordKind.GRANT)).isEqualTo(text(next));
    }

    private static String intent(FileTokenStore store, MemoryStoreIo io) throws IOException {
        try {
            return text(store, "spotify", RecordKind.INTENT);
        } catch (IOException e) {
            io.heal();
            return text(store, "spotify", RecordKind.INTENT);
        }
    }

    private static boolean writes(FileTokenStore store, StoredRecord next) {
        try {
            store.write("spotify", RecordKind.GRANT, version(A, 1), next);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void write_firstOfAClientFailingAtAnyCall_leavesNoClientAndSucceedsWhenTriedAgain() throws IOException {
        for (int call = 1; call <= 12; call++) {
            var io = new MemoryStoreIo();
            var store = Disk.open(io);
            io.failAt(call, 1);
            var first = stored(A, 1, "first");
            try {
                store.write("spotify", RecordKind.GRANT, null, first);
            } catch (IOException e) {
                io.heal();
                assertThat(text(store, "spotify", RecordKind.GRANT)).isEqualTo("none");
                store.write("spotify", RecordKind.GRANT, null, first);
            }
            io.reboot(new Random(call));
            assertThat(text(Disk.open(io), "spotify", RecordKind.GRANT)).isEqualTo("a1 first");
        }
    }

    @Test
    void remove_failingAtAnyCall_canBeTriedAgain() throws IOException {
        for (int call = 1; call <= 8; call++) {
            var io = new MemoryStoreIo();
            var store = Disk.open(io);
            store.write("spotify", RecordKind.GRANT, null, stored(A, 1, "first"));
            io.failAt(call, 1);
            try {
                store.remove("spotify");
            } catch (IOException e) {
                io.heal();
                assertThat(text(store, "spotify", RecordKind.GRANT)).isIn("none", "a1 first");
                store.remove("spotify");
            }
            io.reboot(new Random(call));
            assertThat(Disk.open(io).list()).isEmpty();
        }
    }
}
