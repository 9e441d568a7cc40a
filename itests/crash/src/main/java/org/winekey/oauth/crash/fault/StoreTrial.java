// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo.PowerCut;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.vault.KeyFile;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.crash.HastyStore;
import org.winekey.oauth.crash.NotingStore;
import org.winekey.oauth.crash.OpenStore;
import org.winekey.oauth.crash.Place;
import org.winekey.oauth.crash.WeakStoreIo;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StoredRecord;

/** Everything that is ever asked of store, key file and vault; a step that failed is repeated. */
final class StoreTrial implements Trial {

    private static final Place PLACE = Place.in(Path.of("/house"));
    private static final int TRIES = 60;
    private static final String CONSENT = "a".repeat(32);

    @Override
    public int calls() throws IOException {
        var house = new StoreHouse(Weakness.NONE);
        house.live();
        return house.io.calls();
    }

    @Override
    public String run(Weakness weakness, Fault fault, int call, int count) throws IOException {
        var house = new StoreHouse(weakness);
        fault.plan(house.io, call, count);
        try {
            house.live();
        } catch (PowerCut e) {
            return house.foundOn(house.io.afterKill());
        }
        house.io.heal();
        var complaint = house.notes.complaint(requireNonNull(house.store)).orElse("");
        return complaint + house.foundOn(house.io.afterPowerCut(new SplittableRandom(call)));
    }

    private static final class StoreHouse {
        private final Weakness weakness;
        private final MemoryStoreIo io = new MemoryStoreIo();
        private final Entropy entropy = new SimulatedEntropy(3);
        private NotingStore notes = new NotingStore();
        private @Nullable FileTokenStore store;
        private @Nullable Vault vault;

        private StoreHouse(Weakness weakness) {
            this.weakness = weakness;
        }

        private void live() throws IOException {
            for (var step : steps()) {
                untilDone(step);
            }
        }

        private List<Step> steps() {
            return List.of(
                    this::open,
                    this::key,
                    () -> write("music", RecordKind.TICKET, 300),
                    () -> write("music", RecordKind.GRANT, 900),
                    () -> clear("music", RecordKind.TICKET),
                    () -> write("music", RecordKind.INTENT, 200),
                    () -> write("music", RecordKind.GRANT, 900),
                    () -> write("music", RecordKind.SET_ASIDE, 900),
                    () -> write("music", RecordKind.GRANT, 9000),
                    () -> write("heating", RecordKind.GRANT, 900),
                    () -> notes.remove("heating"),
                    () -> write("heating", RecordKind.GRANT, 900),
                    () -> write("heating", RecordKind.GRANT, 900));
        }

        /** What fails once or for a while succeeds without a restart. */
        private static void untilDone(Step step) throws IOException {
            for (int tries = 1; ; tries++) {
                try {
                    step.run();
                    return;
                } catch (IOException e) {
                    if (tries == TRIES) {
                        throw e;
                    }
                }
            }
        }

        private void open() throws IOException {
            store = FileTokenStore.open(WeakStoreIo.over(io, weakness), PLACE.folder(), entropy);
            notes = notes.copyFor(HastyStore.over(store, weakness));
        }

        private void key() throws IOException {
            var empty = requireNonNull(store).isEmpty();
            vault = new Vault(
                    notes, KeyFile.open(WeakStoreIo.over(io, weakness), PLACE.keyFile(), entropy, empty), entropy);
            var unused = vault.unlock();
        }

        private void write(String client, RecordKind kind, int size) throws IOException {
            var seen = notes.read(client, kind).map(StoredRecord::version).orElse(null);
            var next = RecordVersion.after(seen, CONSENT);
            requireNonNull(vault)
                    .write(client, kind, seen, next, "x".repeat(size).getBytes(US_ASCII));
        }

        private void clear(String client, RecordKind kind) throws IOException {
            var seen = notes.read(client, kind).map(StoredRecord::version);
            if (seen.isPresent()) {
                notes.clear(client, kind, seen.get());
            }
        }

        /** What the next start finds wrong. */
        private String foundOn(MemoryStoreIo disk) throws IOException {
            var found = OpenStore.at(disk, PLACE, entropy, below -> below);
            var complaint = notes.complaint(found.store()).orElse("");
            for (var client : found.store().list()) {
                var unused = found.vault().read(client, RecordKind.GRANT);
            }
            return complaint;
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
