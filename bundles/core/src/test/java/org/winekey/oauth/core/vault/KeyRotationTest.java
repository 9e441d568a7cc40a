// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.store.TokenStoreContract.A;
import static org.winekey.oauth.core.store.TokenStoreContract.inParallel;
import static org.winekey.oauth.core.store.TokenStoreContract.version;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo.PowerCut;
import org.winekey.oauth.core.seam.PoolScheduler;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.SimulatedScheduler;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.store.Disk;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.StoredRecord;
import org.winekey.oauth.spi.TokenStore;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class KeyRotationTest {

    private static final int CHANCES = 3;
    private static final AtomicInteger SEED = new AtomicInteger(100);

    /** One run of the service on a disk. */
    private static final class Run {
        private final MemoryStoreIo io;
        private final FileTokenStore store;
        private final KeyRing keys;
        private final Vault vault;
        private final KeyRotation rotation;

        private Run(MemoryStoreIo io) throws IOException {
            this(io, null, new SimulatedScheduler(new SimulatedTime()));
        }

        private Run(MemoryStoreIo io, Passphrase passphrase, Scheduler scheduler) throws IOException {
            var entropy = Disk.entropy(SEED.incrementAndGet());
            this.io = io;
            this.store = FileTokenStore.open(io, Disk.FOLDER, entropy);
            var mayCreate = passphrase == null && store.isEmpty();
            this.keys = new KeyRing(passphrase, KeyFile.open(io, Disk.KEY, entropy, mayCreate), Disk.FOLDER);
            this.vault = new Vault(store, keys, entropy);
            this.rotation = new KeyRotation(vault, keys, entropy, scheduler);
        }

        private void write(String client, RecordKind kind, int from, int to, String text) throws IOException {
            for (int generation = from; generation <= to; generation++) {
                vault.write(
                        client,
                        kind,
                        generation == 1 ? null : version(A, generation - 1),
                        version(A, generation),
                        (text + generation).getBytes(UTF_8));
            }
        }

        /** Every record that is kept, older ones too, opened. */
        private Map<String, String> everything() throws IOException {
            var found = new TreeMap<String, String>();
            for (var client : store.list()) {
                for (var kind : RecordKind.values()) {
                    for (var stored : store.history(client, kind)) {
                        var entry = vault.open(client, kind, stored);
                        found.put(client + " " + kind + " " + entry.version(), new String(entry.content(), UTF_8));
                    }
                }
            }
            return found;
        }

        private Run again() throws IOException {
            store.close();
            return new Run(io);
        }
    }

    /** Several clients of all kinds: older generations, a cleared ticket, grants set aside, a grown file, a torn slot. */
    private static MemoryStoreIo populated() throws IOException {
        var io = new MemoryStoreIo();
        var run = new Run(io);
        run.write("spotify", RecordKind.GRANT, 1, 3, "grant");
        run.write("spotify", RecordKind.INTENT, 1, 2, "intent");
        run.write("spotify", RecordKind.TICKET, 1, 2, "ticket");
        run.vault.clear("spotify", RecordKind.TICKET, version(A, 2));
        run.write("spotify", RecordKind.SET_ASIDE, 1, 4, "aside");
        run.write("tado", RecordKind.GRANT, 1, 2, "x".repeat(9000));
        run.write("torn", RecordKind.GRANT, 1, 2, "grant");
        run.write("torn", RecordKind.TICKET, 1, 1, "ticket");
        run.store.close();
        damage(io, "torn", RecordKind.GRANT, 1);
        return io;
    }

    private static void damage(MemoryStoreIo io, String client, RecordKind kind, int index) throws IOException {
        var file = Disk.FOLDER.resolve(client + ".slots");
        var bytes = io.content(file);
        Disk.flip(bytes, kind, index);
        io.plant(file, bytes);
    }

    private static MemoryStoreIo copy(MemoryStoreIo io) throws IOException {
        var copy = Disk.likeness(io);
        for (var file : io.list(Disk.FOLDER)) {
            copy.plant(file, io.content(file));
        }
        return copy;
    }

    private static List<String> keysIn(MemoryStoreIo io) throws IOException {
        return new String(io.content(Disk.KEY), UTF_8)
                .lines()
                .map(line -> line.split(" ")[2])
                .toList();
    }

    @Test
    @Tag("R-096")
    void rotate_everyKind_leavesOneNewKeyThatOpensAll() throws IOException {
        var io = populated();
        var old = keysIn(io);
        var run = new Run(io);
        var before = run.everything();

        var outcome = run.rotation.rotate();

        assertThat(outcome.resealed()).containsExactlyInAnyOrder("spotify", "tado", "torn");
        assertThat(outcome.refused()).isEmpty();
        assertThat(outcome.oldKeysGone()).isTrue();
        assertThat(keysIn(io)).containsExactly(outcome.keyId()).doesNotContainAnyElementsOf(old);
        assertThat(before).hasSize(11);
        assertThat(run.again().everything()).isEqualTo(before);
    }

    @Test
    void rotate_whileAWriterHoldsAVersion_doesNotMakeItStale() throws IOException {
        var run = new Run(populated());

        run.rotation.rotate();

        run.write("spotify", RecordKind.GRANT, 4, 4, "grant");
        assertThat(run.again().everything()).containsValue("grant4");
    }

    @Test
    @Tag("R-096")
    void rotate_powerCutAtAnyCall_losesNothingAndFinishesInTheNextRuns() throws IOException {
        var disk = populated();
        var before = new Run(copy(disk)).everything();
        var old = keysIn(disk);
        for (int call = 1, calls = rotationCalls(disk); call <= calls; call++) {
            for (int chance = 0; chance < CHANCES; chance++) {
                var io = copy(disk);
                cut(io, call, () -> new Run(io).rotation.rotate());
                io.reboot(new Random(chance));
                assertThat(new Run(io).everything()).as("call %d", call).isEqualTo(before);
                io.reboot(new Random(chance));
                cut(io, 1 + call * 7 % 50, () -> new Run(io).rotation.resume());
                io.reboot(new Random(chance));
                finish(io, old, before);
            }
        }
    }

    private static int rotationCalls(MemoryStoreIo disk) throws IOException {
        var io = copy(disk);
        var before = io.calls();
        new Run(io).rotation.rotate();
        return io.calls() - before;
    }

    private static void finish(MemoryStoreIo io, List<String> old, Map<String, String> before) throws IOException {
        var run = new Run(io);
        assertThat(run.everything()).isEqualTo(before);
        if (run.rotation.unfinished()) {
            assertThat(run.rotation.resume().oldKeysGone()).isTrue();
            assertThat(keysIn(io)).hasSize(1).doesNotContainAnyElementsOf(old);
        }
        assertThat(run.everything()).isEqualTo(before);
        assertThat(run.again().everything()).isEqualTo(before);
    }

    private interface Life {
        KeyRotation.Outcome live() throws IOException;
    }

    private static void cut(MemoryStoreIo io, int call, Life life) throws IOException {
        io.cutAt(call);
        try {
            life.live();
        } catch (PowerCut e) {
            // As planned.
        }
        io.heal();
    }

    @Test
    @Tag("R-096")
    void rotate_failingAtAnyCall_losesNothingAndSucceedsWhenTriedAgain() throws IOException {
        var disk = populated();
        var before = new Run(copy(disk)).everything();
        for (int call = 1, calls = rotationCalls(disk); call <= calls; call++) {
            for (int count : new int[] {1, 3}) {
                var io = copy(disk);
                var run = failed(io, call, count);
                io.heal();
                assertThat(run.everything()).as("call %d", call).isEqualTo(before);
                assertThat(run.rotation.rotate().oldKeysGone()).isTrue();
                assertThat(keysIn(io)).hasSize(1);
                io.reboot(new Random(call));
                assertThat(new Run(io).everything()).isEqualTo(before);
            }
            var io = copy(disk);
            failed(io, call, 1);
            io.reboot(new Random(call));
            assertThat(new Run(io).everything())
                    .as("power cut after call %d", call)
                    .isEqualTo(before);
        }
    }

    /** A run whose rotation met a failing disk. */
    private static Run failed(MemoryStoreIo io, int call, int count) throws IOException {
        var run = new Run(io);
        io.failAt(call, count);
        failing(run);
        return run;
    }

    private static void failing(Run run) {
        try {
            assertThat(run.rotation.rotate().resealed().size()).isLessThanOrEqualTo(3);
        } catch (IOException e) {
            assertThat(e).isNotInstanceOf(TamperedException.class);
        }
    }

    @Test
    void rotate_lastFlushFails_keepsTheOldKeyUntilTheFolderIsFlushed() throws IOException {
        var io = new MemoryStoreIo();
        var run = new Run(io);
        run.write("spotify", RecordKind.GRANT, 1, 1, "grant");
        var before = run.everything();
        var old = keysIn(io);
        for (int call = 1; call < 60; call++) {
            var disk = copy(io);
            var next = failed(disk, call, 1);
            disk.heal();
            var outcome = next.rotation.resume();
            assertThat(outcome.refused()).isEmpty();
            disk.reboot(new Random(call));
            assertThat(new Run(disk).everything()).isEqualTo(before);
            assertThat(keysIn(disk)).hasSize(1);
        }
        assertThat(old).hasSize(1);
    }

    @Test
    void rotate_clientThatLostAKind_keepsTheOldKeyNamesItAndGoesOnWhenItIsForgotten() throws IOException {
        var io = populated();
        damage(io, "torn", RecordKind.GRANT, 0);
        var old = keysIn(io).get(0);
        var run = new Run(io);

        var outcome = run.rotation.rotate();

        assertThat(outcome.oldKeysGone()).isFalse();
        assertThat(outcome.resealed()).containsExactlyInAnyOrder("spotify", "tado");
        assertThat(outcome.refused()).containsOnlyKeys("torn");
        assertThat(outcome.refused().get("torn")).contains("damaged");
        assertThat(keysIn(io)).hasSize(2).contains(old);
        assertThat(run.rotation.unfinished()).isTrue();
        var next = run.again();
        next.vault.remove("torn");
        assertThat(next.rotation.resume().oldKeysGone()).isTrue();
        assertThat(keysIn(io)).containsExactly(outcome.keyId());
    }

    @Test
    @Tag("R-096")
    void rotate_recordThatCannotBeOpened_leavesThatClientAsItIs() throws IOException {
        var io = populated();
        var run = new Run(io);
        run.write("odd", RecordKind.INTENT, 1, 1, "intent");
        var elsewhere =
                run.store.read("spotify", RecordKind.GRANT).orElseThrow().sealed();
        run.store.write("odd", RecordKind.GRANT, null, new StoredRecord(version(A, 1), elsewhere));
        run.store.write("foreign", RecordKind.GRANT, null, new StoredRecord(version(A, 1), junk()));
        var file = Disk.FOLDER.resolve("odd.slots");
        var bytes = io.content(file);

        var outcome = run.rotation.rotate();

        assertThat(outcome.refused()).containsOnlyKeys("odd", "foreign");
        assertThat(outcome.refused().get("odd")).contains("GRANT").contains("odd");
        assertThat(outcome.refused().get("foreign")).contains("sealed with key").contains(Disk.KEY.toString());
        assertThat(outcome.oldKeysGone()).isFalse();
        assertThat(io.content(file)).isEqualTo(bytes);
        assertThat(run.vault.read("odd", RecordKind.INTENT)).isPresent();
        assertThat(keysIn(io)).hasSize(2);
    }

    private static byte[] junk() {
        var junk = Disk.entropy(77).bytes(300);
        junk[0] = Envelope.FORMAT;
        return junk;
    }

    @Test
    void rotate_whileOthersWrite_losesNothing() throws Exception {
        var io = new MemoryStoreIo();
        var generations = 400;
        try (var pool = new PoolScheduler("test", 1)) {
            var run = new Run(io, null, pool);
            for (int client = 0; client < 3; client++) {
                run.write("c" + client, RecordKind.GRANT, 1, 1, "grant");
            }
            inParallel(4, number -> {
                if (number == 3) {
                    for (int round = 0; round < 25; round++) {
                        assertThat(run.rotation.rotate().oldKeysGone()).isTrue();
                    }
                    return;
                }
                for (int generation = 2; generation <= generations; generation++) {
                    run.write("c" + number, RecordKind.GRANT, generation, generation, "grant");
                    assertThat(run.vault.read("c" + number, RecordKind.GRANT)).isPresent();
                }
            });
        }
        io.reboot(new Random(1));

        assertThat(keysIn(io)).hasSize(1);
        assertThat(new Run(io).everything())
                .hasSize(6)
                .containsEntry("c0 GRANT " + version(A, generations), "grant" + generations);
    }

    /** The store, with something that happens once at a method: before a write, after a read. */
    private static TokenStore meddled(TokenStore store, String name, Life meddling) {
        var once = new AtomicInteger();
        return (TokenStore) Proxy.newProxyInstance(
                TokenStore.class.getClassLoader(), new Class<?>[] {TokenStore.class}, (self, method, arguments) -> {
                    var mine = method.getName().equals(name);
                    if (mine && name.equals("write") && once.getAndIncrement() == 0) {
                        meddling.live();
                    }
                    var answer = method.invoke(store, arguments);
                    if (mine && name.equals("read") && once.getAndIncrement() == 0) {
                        meddling.live();
                    }
                    return answer;
                });
    }

    @Test
    @Tag("R-096")
    void rotate_whileAWriteHangs_keepsTheKeyThatItSealedWith() throws IOException {
        var io = populated();
        var run = new Run(io);
        var outcomes = new ArrayList<KeyRotation.Outcome>();
        var hanging = new AtomicReference<KeyRotation>();
        var vault = new Vault(
                meddled(run.store, "write", () -> {
                    var outcome = hanging.get().rotate();
                    outcomes.add(outcome);
                    return outcome;
                }),
                run.keys,
                Disk.entropy(9));
        hanging.set(new KeyRotation(vault, run.keys, Disk.entropy(10), new SimulatedScheduler(new SimulatedTime())));

        vault.write("late", RecordKind.GRANT, null, version(A, 1), "late".getBytes(UTF_8));

        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.get(0).oldKeysGone()).isFalse();
        assertThat(run.again().everything()).containsValue("late");
    }

    @Test
    void read_keyDroppedBetweenReadingAndOpening_readsAgain() throws IOException {
        var run = new Run(populated());
        var reader = new Vault(meddled(run.store, "read", run.rotation::rotate), run.keys, Disk.entropy(9));

        var entry = reader.read("spotify", RecordKind.GRANT).orElseThrow();

        assertThat(new String(entry.content(), UTF_8)).isEqualTo("grant3");
        assertThat(run.rotation.unfinished()).isFalse();
    }

    @Test
    @Tag("R-096")
    void resume_processKilledAtAnyCall_losesNothing() throws IOException {
        var disk = populated();
        var before = new Run(copy(disk)).everything();
        for (int call = 1, calls = rotationCalls(disk); call <= calls; call++) {
            var io = copy(disk);
            var killed = new Run(io);
            io.failAt(call, 1_000);
            failing(killed);
            io.failAt(1, 0);
            killed.store.close();

            var next = new Run(io);
            next.rotation.resume();
            io.reboot(new Random(call));

            assertThat(new Run(io).everything()).as("killed at call %d", call).isEqualTo(before);
        }
    }

    @Test
    @Tag("R-096")
    void rotate_fromKeyFileToPassphrase_makesTheKeyFileUnneeded() throws IOException {
        var io = populated();
        var opened = new Run(io);
        var before = opened.everything();
        opened.store.close();
        var place = Disk.KEY.resolveSibling("passphrase");
        io.plant(place, "correct horse battery".getBytes(UTF_8));
        var passphrase = Passphrase.in(io, place, opened.store.id());
        var run = new Run(io, passphrase, new SimulatedScheduler(new SimulatedTime()));
        assertThat(run.everything()).isEqualTo(before);

        var outcome = run.rotation.rotate();

        assertThat(outcome.keyId()).isEqualTo(passphrase.currentKeyId());
        assertThat(outcome.oldKeysGone()).isTrue();
        assertThat(outcome.unneeded()).containsExactly("the key file " + Disk.KEY);
        io.delete(Disk.KEY);
        run.store.close();
        var next = new Run(io, passphrase, new SimulatedScheduler(new SimulatedTime()));
        assertThat(next.everything()).isEqualTo(before);
        next.write("spotify", RecordKind.GRANT, 4, 4, "grant");
        assertThat(io.exists(Disk.KEY)).isFalse();
    }

    @Test
    void rotate_keyMissing_isLockedAndChangesNothing() throws IOException {
        var io = populated();
        var line = io.content(Disk.KEY);
        io.delete(Disk.KEY);
        var slots = io.content(Disk.SLOTS);
        var run = new Run(io);

        assertThatThrownBy(run.rotation::rotate)
                .isInstanceOf(LockedException.class)
                .hasMessageContaining(Disk.KEY.toString());

        assertThat(io.content(Disk.SLOTS)).isEqualTo(slots);
        assertThat(io.exists(Disk.KEY)).isFalse();
        io.plant(Disk.KEY, line);
        assertThat(run.rotation.rotate().oldKeysGone()).isTrue();
    }
}
