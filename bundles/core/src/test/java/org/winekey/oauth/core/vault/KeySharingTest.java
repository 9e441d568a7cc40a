// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.store.TokenStoreContract.A;
import static org.winekey.oauth.core.store.TokenStoreContract.version;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo.PowerCut;
import org.winekey.oauth.core.seam.SimulatedScheduler;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.store.Disk;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.spi.RecordKind;

/** Several stores with one key file. */
@Tag("R-096")
class KeySharingTest {

    private static final Path OTHER = Path.of("/house/elsewhere");
    private static final AtomicInteger SEED = new AtomicInteger(500);

    private MemoryStoreIo io = new MemoryStoreIo();

    /** A run of the service with the store in this folder, begun as the service begins one. */
    private final class Run {
        private final FileTokenStore store;
        private final Vault vault;
        private final KeyRotation rotation;

        private Run(Path folder) throws IOException {
            var entropy = Disk.entropy(SEED.incrementAndGet());
            this.store = FileTokenStore.open(io, folder, entropy);
            var keys = new KeyRing(null, KeyFile.open(io, Disk.KEY, entropy, store.isEmpty()), folder);
            this.vault = new Vault(store, keys, entropy);
            this.rotation = new KeyRotation(vault, keys, entropy, new SimulatedScheduler(new SimulatedTime()));
            if (rotation.unfinished()) {
                rotation.resume();
            }
        }

        private Run with(String client) throws IOException {
            vault.write(client, RecordKind.GRANT, null, version(A, 1), client.getBytes(UTF_8));
            return this;
        }

        private void has(String client) throws IOException {
            var entry = vault.read(client, RecordKind.GRANT).orElseThrow();
            assertThat(new String(entry.content(), UTF_8)).isEqualTo(client);
        }
    }

    private List<String> keysIn() throws IOException {
        return new String(io.content(Disk.KEY), UTF_8)
                .lines()
                .map(line -> line.split(" ")[2])
                .toList();
    }

    private static boolean isNoted(MemoryStoreIo disk, String storeId) throws IOException {
        return new String(disk.content(Disk.KEY), UTF_8).contains(storeId);
    }

    @Test
    void write_diskRefusesAtAnyCall_noRecordWithoutItsStoreBesideTheKey() throws IOException {
        new Run(Disk.FOLDER).with("spotify").store.close();

        for (int call = 1; call < 30; call++) {
            var run = new Run(Path.of("/house/store" + call));
            io.failAt(call);
            try {
                run.with("tado");
            } catch (IOException e) {
                // As planned.
            }
            io.heal();
            var sealed = run.store.read("tado", RecordKind.GRANT).isPresent();
            assertThat(!sealed || isNoted(io, run.store.id()))
                    .as("call %d", call)
                    .isTrue();
        }
    }

    @Test
    void write_afterAKillAtAnyMoment_isDurableOnlyWithItsStoreBesideTheKey() throws IOException {
        new Run(Disk.FOLDER).with("spotify").store.close();
        var older = io.content(Disk.KEY);
        new Run(OTHER).with("radio").store.close();
        io.plant(Disk.KEY, older);
        var killed = new ArrayList<MemoryStoreIo>();
        var first = io;
        io.onChange(() -> killed.add(first.afterKill()));
        new Run(OTHER).with("tado");

        for (var disk : killed) {
            io = disk;
            var run = new Run(OTHER).with("netatmo");
            for (int chance = 0; chance < 8; chance++) {
                assertThat(isNoted(io.afterPowerCut(new Random(chance)), run.store.id()))
                        .isTrue();
            }
        }
    }

    @Test
    void rotation_interruptedThenAnEmptyFolderOpened_keepsTheKeyOfTheStoreThatIsAway() throws IOException {
        new Run(Disk.FOLDER).with("spotify").store.close();
        for (int call = 1; call < 60; call++) {
            try {
                var run = new Run(Disk.FOLDER);
                io.cutAt(call);
                run.rotation.rotate();
            } catch (PowerCut e) {
                // As planned.
            }
            io.heal();
            io.reboot(new Random(call));

            var empty = new Run(Path.of("/house/empty" + call));
            empty.rotation.resume();
            empty.with("tado").store.close();
            io.reboot(new Random(call));

            var back = new Run(Disk.FOLDER);
            back.has("spotify");
            back.store.close();
        }
    }

    @Test
    void rotation_ofAnotherStore_keepsTheKeyUntilBothHaveMovedOn() throws IOException {
        new Run(Disk.FOLDER).with("spotify").store.close();
        var other = new Run(OTHER).with("tado");
        var old = keysIn().get(0);

        var outcome = other.rotation.rotate();
        other.store.close();

        assertThat(outcome.oldKeysGone()).isFalse();
        assertThat(outcome.refused()).containsOnlyKeys(KeyRotation.ANOTHER);
        assertThat(outcome.refused().get(KeyRotation.ANOTHER)).contains(old).contains(Disk.KEY.toString());
        assertThat(keysIn()).containsExactly(old, outcome.keyId());
        var back = new Run(Disk.FOLDER);
        back.has("spotify");
        assertThat(keysIn()).containsExactly(outcome.keyId());
        back.store.close();
        new Run(OTHER).has("tado");
        new Run(Disk.FOLDER).has("spotify");
    }

    @Test
    void rotation_ofAStoreThatIsOpenElsewhere_keepsTheKeyThatItsNeighbourGoesOnWith() throws IOException {
        var neighbour = new Run(Disk.FOLDER).with("spotify");
        var other = new Run(OTHER).with("tado");

        other.rotation.rotate();
        neighbour.with("netatmo");
        other.rotation.rotate();
        neighbour.with("home-connect");
        neighbour.store.close();

        var next = new Run(Disk.FOLDER);
        next.has("spotify");
        next.has("netatmo");
        next.has("home-connect");
        other.has("tado");
    }

    @Test
    void rotation_beforeTheNeighbourSealedAnything_makesItTakeTheKeyThatIsThere() throws IOException {
        var neighbour = new Run(Disk.FOLDER);
        var other = new Run(OTHER).with("tado");
        assertThat(neighbour.vault.clients()).isEmpty();
        other.rotation.rotate();

        neighbour.with("spotify").store.close();

        other.rotation.rotate();
        new Run(Disk.FOLDER).has("spotify");
    }
}
