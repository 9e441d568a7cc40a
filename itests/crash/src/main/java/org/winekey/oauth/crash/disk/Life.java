// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.vault.KeyFile;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.crash.HastyStore;
import org.winekey.oauth.crash.NotingStore;
import org.winekey.oauth.crash.Place;
import org.winekey.oauth.crash.WeakStoreIo;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StoredRecord;

/** A store on a disk in memory and what is done with it, by chance. Not thread-safe. */
final class Life {

    private static final Place PLACE = Place.in(Path.of("/house"));
    private static final List<String> CLIENTS = List.of("spotify", "tado");
    private static final List<String> CONSENTS = List.of("a".repeat(32), "b".repeat(32));

    private final RandomGenerator chance;
    private final Manner manner;
    private final Consumer<MemoryStoreIo> observer;
    private MemoryStoreIo io;
    private FileTokenStore store;
    private NotingStore notes;
    private @Nullable Vault vault;

    /**
     * How lives are led.
     *
     * @param weakness what the store is spared
     * @param sealing whether records are sealed and opened
     */
    record Manner(Weakness weakness, boolean sealing) {}

    /**
     * Opens the store on a disk.
     *
     * @param before what was noted of it earlier
     * @param observer is shown each disk that this life goes on with
     */
    Life(MemoryStoreIo io, NotingStore before, Manner manner, RandomGenerator chance, Consumer<MemoryStoreIo> observer)
            throws IOException {
        this.io = io;
        this.manner = manner;
        this.chance = chance;
        this.observer = observer;
        this.store = opened();
        this.notes = before.copyFor(HastyStore.over(store, manner.weakness));
        this.vault = vault();
    }

    private FileTokenStore opened() throws IOException {
        return FileTokenStore.open(WeakStoreIo.over(io, manner.weakness), PLACE.folder(), entropy());
    }

    private @Nullable Vault vault() throws IOException {
        if (!manner.sealing) {
            return null;
        }
        var disk = WeakStoreIo.over(io, manner.weakness);
        return new Vault(notes, KeyFile.open(disk, PLACE.keyFile(), entropy(), store.isEmpty()), entropy());
    }

    private Entropy entropy() {
        return this::bytes;
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        chance.nextBytes(bytes);
        return bytes;
    }

    MemoryStoreIo io() {
        return io;
    }

    NotingStore notes() {
        return notes;
    }

    /** What is wrong with what the store holds (empty: nothing). */
    Optional<String> complaint() throws IOException {
        var complaint = notes.complaint(store);
        var opening = vault;
        if (complaint.isEmpty() && opening != null) {
            for (var client : store.list()) {
                for (var kind : RecordKind.values()) {
                    var unused = opening.read(client, kind);
                }
            }
        }
        return complaint;
    }

    /** One thing that a service, a person or fate may do. */
    void act() throws IOException {
        var client = CLIENTS.get(chance.nextInt(CLIENTS.size()));
        switch (chance.nextInt(20)) {
            case 0 -> notes.remove(client);
            case 1, 2 -> clear(client, kind());
            case 3 -> reopen();
            case 4 -> killed();
            case 5 -> failing(() -> write(client, kind()));
            case 6 -> failing(() -> notes.remove(client));
            case 7, 8 -> spoiled(client);
            default -> write(client, kind());
        }
    }

    private RecordKind kind() {
        var kinds = RecordKind.values();
        return kinds[chance.nextInt(kinds.length)];
    }

    /** Writes a record of any size. */
    void write() throws IOException {
        write(CLIENTS.get(chance.nextInt(CLIENTS.size())), kind());
    }

    private void write(String client, RecordKind kind) throws IOException {
        var seen = version(client, kind);
        var next = RecordVersion.after(seen, CONSENTS.get(chance.nextInt(CONSENTS.size())));
        var content = bytes(size());
        var sealing = vault;
        if (sealing != null) {
            sealing.write(client, kind, seen, next, content);
        } else {
            notes.write(client, kind, seen, new StoredRecord(next, content));
        }
    }

    private int size() {
        return switch (chance.nextInt(40)) {
            case 0 -> chance.nextInt(40_000);
            case 1, 2 -> chance.nextInt(6_000);
            default -> chance.nextInt(900);
        };
    }

    private void clear(String client, RecordKind kind) throws IOException {
        var seen = version(client, kind);
        if (seen != null) {
            notes.clear(client, kind, seen);
        }
    }

    private @Nullable RecordVersion version(String client, RecordKind kind) throws IOException {
        return notes.read(client, kind).map(StoredRecord::version).orElse(null);
    }

    private void reopen() throws IOException {
        // The weakened store that puts writes off makes the last one here.
        var unused = notes.list();
        store.close();
        comeBack();
    }

    /** The process dies between two things and is started again, on the same page cache. */
    private void killed() throws IOException {
        io = io.afterKill();
        observer.accept(io);
        comeBack();
    }

    private void comeBack() throws IOException {
        store = opened();
        notes.continueWith(HastyStore.over(store, manner.weakness));
        var complaint = notes.complaint(store);
        if (complaint.isPresent()) {
            throw new IOException(complaint.get());
        }
        vault = vault();
    }

    private void failing(Act act) throws IOException {
        io.failAt(1 + chance.nextInt(8), 1 + chance.nextInt(2));
        tried(act);
    }

    private void spoiled(String client) throws IOException {
        io.spoilAt(2);
        tried(() -> write(client, kind()));
    }

    private void tried(Act act) {
        try {
            act.run();
        } catch (IOException e) {
            // Not acknowledged; it was noted as such.
        } finally {
            io.heal();
        }
    }

    private interface Act {
        void run() throws IOException;
    }
}
