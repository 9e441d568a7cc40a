// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.records;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo.PowerCut;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.crash.Outcome;
import org.winekey.oauth.crash.Programme;
import org.winekey.oauth.crash.Scale;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.spi.RecordKind;

/** Many clients: made, found after each power cut on the way, half of them forgotten, signed in again. Not thread-safe. */
public final class Clients implements Programme {

    private static final Path ROOT = Path.of("/house");
    private static final int CUTS = 10;

    @Override
    public String name() {
        return "clients";
    }

    @Override
    public List<Weakness> mustCatch() {
        return List.of(Weakness.NO_DIRECTORY_FORCE);
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Outcome run(Weakness weakness, Scale scale) throws IOException {
        var town = new Town(weakness);
        try {
            live(town, scale.of(300, 10_000));
        } catch (LockedException e) {
            // The key is gone, and with it everything.
            town.lost += town.expected.size();
        }
        return Outcome.of(town.looked, town.lost);
    }

    private static void live(Town town, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            town.signIn("client-" + i, "first");
            town.maybeCut(count / CUTS);
        }
        for (int i = 0; i < count; i += 2) {
            town.forget("client-" + i);
            town.maybeCut(count / CUTS);
        }
        for (int i = 0; i < count; i += 2) {
            town.signIn("client-" + i, "second");
            town.maybeCut(count / CUTS);
        }
        town.cut();
    }

    /** A disk with many clients, and what it must hold. Not thread-safe. */
    private static final class Town {
        private final MemoryStoreIo disk = new MemoryStoreIo();
        private final Random chance = new Random(1);
        private final Weakness weakness;
        private Map<String, String> expected = new TreeMap<>();
        private Records records;
        private long looked;
        private long lost;

        private Town(Weakness weakness) throws IOException {
            this.weakness = weakness;
            this.records = Records.open(disk, ROOT, weakness);
        }

        private void signIn(String client, String text) throws IOException {
            records.write(client, RecordKind.GRANT, text);
            expected.put(Records.key(client, RecordKind.GRANT), text);
        }

        private void forget(String client) throws IOException {
            records.remove(client);
            expected.remove(Records.key(client, RecordKind.GRANT));
        }

        private void maybeCut(int oneIn) throws IOException {
            if (chance.nextInt(oneIn) == 0) {
                cut();
            }
        }

        /** The power goes while one more client is being made, and comes back. */
        private void cut() throws IOException {
            disk.cutAt(1 + chance.nextInt(8));
            try {
                records.write("one-more", RecordKind.GRANT, "under way");
            } catch (PowerCut e) {
                // As planned.
            }
            disk.reboot(chance);
            looked += expected.size();
            var found = open();
            found.remove(Records.key("one-more", RecordKind.GRANT));
            lost += expected.entrySet().stream()
                    .filter(one -> !one.getValue().equals(found.get(one.getKey())))
                    .count();
            lost += found.keySet().stream()
                    .filter(key -> !expected.containsKey(key))
                    .count();
            records.remove("one-more");
            expected = found;
        }

        private Map<String, String> open() throws IOException {
            records = Records.open(disk, ROOT, weakness);
            return new TreeMap<>(records.all());
        }
    }
}
