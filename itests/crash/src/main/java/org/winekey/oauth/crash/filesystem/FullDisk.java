// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.filesystem;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.SYNC;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.crash.Command;
import org.winekey.oauth.crash.Outcome;
import org.winekey.oauth.crash.Programme;
import org.winekey.oauth.crash.Scale;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.crash.records.Ledger;
import org.winekey.oauth.crash.records.Records;
import org.winekey.oauth.spi.RecordKind;

/** A disk without a free byte: updates go on, new clients wait for space, nothing is lost. Not thread-safe. */
public final class FullDisk implements Programme {

    private static final int CLIENTS = 5;
    private static final int BLOCK = 1024;

    @Override
    public String name() {
        return "full-disk";
    }

    @Override
    public List<Weakness> mustCatch() {
        return List.of(Weakness.PLAIN_FILE);
    }

    @Override
    public boolean isQuick() {
        return false;
    }

    @Override
    public Optional<String> lacks() {
        return Command.lacking("mkfs.ext4", "losetup");
    }

    @Override
    public Outcome run(Weakness weakness, Scale scale) throws IOException {
        try (var disk = FileSystem.ext4()) {
            var house = new House(disk.folder());
            try (var records = Records.open(new DiskStoreIo(), disk.folder(), weakness)) {
                house.live(new Ledger(records, Weakness.NONE, () -> 0), scale.of(50, 500));
            }
            disk.again();
            try (var records = Records.open(new DiskStoreIo(), disk.folder(), weakness)) {
                house.expect(house.must.allows(records.all()));
            }
            return Outcome.of(house.runs, house.lost);
        }
    }

    /** What is done on the disk. Not thread-safe. */
    private static final class House {
        private final Path filler;
        private Ledger.Account must = new Ledger.Account(0, Map.of(), Map.of());
        private long runs;
        private long lost;

        private House(Path folder) {
            this.filler = folder.resolve("filler");
        }

        private void expect(boolean good) {
            runs++;
            lost += good ? 0 : 1;
        }

        private void live(Ledger ledger, int updates) throws IOException {
            for (int i = 0; i < CLIENTS; i++) {
                ledger.write("client-" + i, RecordKind.GRANT, "first");
                // These two get their slots with their first record.
                ledger.write("client-" + i, RecordKind.PENDING, "first");
                ledger.write("client-" + i, RecordKind.METADATA, "first");
            }
            fill();
            for (int i = 0; i < updates; i++) {
                var client = "client-" + i % CLIENTS;
                for (var kind : RecordKind.values()) {
                    var text = kind + " " + i;
                    expect(succeeds(() -> ledger.write(client, kind, text)));
                }
            }
            expect(!succeeds(() -> ledger.write("newcomer", RecordKind.GRANT, "too early")));
            Files.delete(filler);
            expect(succeeds(() -> ledger.write("newcomer", RecordKind.GRANT, "in time")));
            must = ledger.last();
        }

        /** Until no block is left, also of those that the file system kept in reserve. */
        private void fill() throws IOException {
            var grown = true;
            while (grown) {
                var before = Files.exists(filler) ? Files.size(filler) : 0;
                try (var out = Files.newOutputStream(filler, CREATE, APPEND, SYNC)) {
                    append(out);
                }
                grown = Files.size(filler) > before;
            }
        }

        private static void append(OutputStream out) {
            try {
                while (true) {
                    out.write(new byte[BLOCK]);
                }
            } catch (IOException e) {
                // No space is left, as planned.
            }
        }

        private static boolean succeeds(Use use) {
            try {
                use.run();
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    private interface Use {
        void run() throws IOException;
    }
}
