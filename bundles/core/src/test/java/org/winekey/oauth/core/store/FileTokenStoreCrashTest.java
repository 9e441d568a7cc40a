// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.store.TokenStoreContract.A;
import static org.winekey.oauth.core.store.TokenStoreContract.B;
import static org.winekey.oauth.core.store.TokenStoreContract.stored;
import static org.winekey.oauth.core.store.TokenStoreContract.text;
import static org.winekey.oauth.core.store.TokenStoreContract.version;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo.PowerCut;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StoredRecord;

/** Cuts the power, or fails, at every call that the store makes to the disk. */
class FileTokenStoreCrashTest {

    private static final int CHANCES = 12;

    /** What a life of a store acknowledged, and what it was about to. */
    private static final class Life {
        private Map<String, String> acknowledged = new TreeMap<>();
        private Map<String, String> attempted = new TreeMap<>();
        private FileTokenStore store;

        private void live(MemoryStoreIo io) throws IOException {
            store = Disk.open(io);
            write("spotify", RecordKind.TICKET, null, stored(A, 1, "ticket"));
            write("spotify", RecordKind.GRANT, null, stored(A, 1, "first"));
            clear("spotify", RecordKind.TICKET, version(A, 1));
            write("tado", RecordKind.GRANT, null, stored(A, 1, "other"));
            write("spotify", RecordKind.INTENT, null, stored(A, 1, "intent"));
            write("spotify", RecordKind.GRANT, version(A, 1), stored(A, 2, "y".repeat(1500)));
            write("spotify", RecordKind.INTENT, version(A, 1), stored(A, 2, "intent"));
            write("spotify", RecordKind.GRANT, version(A, 2), stored(A, 3, "z".repeat(9000)));
            write("spotify", RecordKind.SET_ASIDE, null, stored(A, 1, "aside"));
            write("spotify", RecordKind.GRANT, version(A, 3), stored(B, 4, "fourth"));
            remove("tado");
            write("tado", RecordKind.GRANT, null, stored(B, 1, "again"));
        }

        private void write(String client, RecordKind kind, RecordVersion seen, StoredRecord next) throws IOException {
            attempted.put(client + kind, text(next));
            store.write(client, kind, seen, next);
            acknowledged = new TreeMap<>(attempted);
        }

        private void clear(String client, RecordKind kind, RecordVersion seen) throws IOException {
            attempted.remove(client + kind);
            store.clear(client, kind, seen);
            acknowledged = new TreeMap<>(attempted);
        }

        private void remove(String client) throws IOException {
            attempted.keySet().removeIf(key -> key.startsWith(client));
            store.remove(client);
            acknowledged = new TreeMap<>(attempted);
        }

        private boolean lostIn(Map<String, String> found) {
            return !found.equals(acknowledged) && !found.equals(attempted);
        }
    }

    private static Map<String, String> found(FileTokenStore store) throws IOException {
        var found = new TreeMap<String, String>();
        for (var client : store.list()) {
            for (var kind : RecordKind.values()) {
                store.read(client, kind).ifPresent(record -> found.put(client + kind, text(record)));
            }
        }
        return found;
    }

    /** Cuts the power at each call, comes back (once with a second cut on the way), and counts the lives that lost. */
    private static int losses(Supplier<MemoryStoreIo> disks) throws IOException {
        var whole = disks.get();
        new Life().live(whole);
        var losses = 0;
        for (int call = 1; call <= whole.calls(); call++) {
            for (int chance = 0; chance < CHANCES; chance++) {
                losses += loses(disks.get(), call, new Random(call * 1000L + chance)) ? 1 : 0;
            }
        }
        return losses;
    }

    private static boolean loses(MemoryStoreIo io, int call, Random chance) throws IOException {
        var life = new Life();
        io.cutAt(call);
        try {
            life.live(io);
        } catch (PowerCut e) {
            // As planned.
        }
        io.reboot(chance);
        io.cutAt(1 + chance.nextInt(20));
        try {
            Disk.open(io);
        } catch (PowerCut e) {
            // The second cut, while the store was opening.
        } catch (IOException e) {
            return true;
        }
        io.reboot(chance);
        return comesBackWithout(life, io);
    }

    private static boolean comesBackWithout(Life life, MemoryStoreIo io) {
        try (var store = Disk.open(io)) {
            var lost = life.lostIn(found(store)) || !store.problems().isEmpty();
            var newest = store.read("spotify", RecordKind.GRANT).map(StoredRecord::version);
            store.write(
                    "spotify",
                    RecordKind.GRANT,
                    newest.orElse(null),
                    stored(B, newest.map(RecordVersion::generation).orElse(0L) + 1, "healthy"));
            return lost;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    @Tag("R-066")
    void open_afterPowerCutAtAnyCall_hasEveryAcknowledgedRecord() throws IOException {
        assertThat(losses(MemoryStoreIo::new)).isZero();
    }

    @Test
    void open_afterPowerCutOnDiskThatIgnoresFlushes_isSeenToLose() throws IOException {
        assertThat(losses(() -> new MemoryStoreIo().ignoringForce())).isPositive();
        assertThat(losses(() -> new MemoryStoreIo().ignoringForceDirectory())).isPositive();
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
    void remove_failingAtAnyCall_isFinishedByTheNextCall() throws IOException {
        for (int call = 1; call <= 8; call++) {
            var io = new MemoryStoreIo();
            var store = Disk.open(io);
            store.write("spotify", RecordKind.GRANT, null, stored(A, 1, "first"));
            io.failAt(call, 1);
            try {
                store.remove("spotify");
            } catch (IOException e) {
                io.heal();
                store.write("spotify", RecordKind.TICKET, null, stored(B, 1, "new"));
            }
            assertThat(found(store).keySet()).doesNotContain("spotifyGRANT");
            io.reboot(new Random(call));
            assertThat(found(Disk.open(io)).keySet()).doesNotContain("spotifyGRANT");
        }
    }
}
