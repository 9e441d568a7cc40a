// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.crash.Outcome;
import org.winekey.oauth.crash.Place;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.StoredRecord;

/**
 * Sealed records that somebody puts, whole and with a right checksum, where others belong: of another client, kind,
 * generation or store under the same key. Not thread-safe.
 */
final class Swaps {

    private final Specimen specimen;

    Swaps(Specimen specimen) {
        this.specimen = specimen;
    }

    Outcome run() throws IOException {
        var disk = specimen.with(specimen.file());
        var runs = 0;
        var accepted = 0;
        var foreign = sealed(foreign(disk));
        try (var records = open(disk)) {
            var all = sealed(records);
            all.addAll(foreign);
            for (var client : List.of(Specimen.HURT, Specimen.OTHER)) {
                for (var kind : RecordKind.values()) {
                    for (var sealed : all) {
                        runs++;
                        accepted += refuses(records, client, kind, sealed) ? 0 : 1;
                    }
                }
            }
        }
        return Outcome.of(runs, accepted);
    }

    private static SealedRecords open(MemoryStoreIo disk) throws IOException {
        return SealedRecords.open(disk, Specimen.ROOT, Weakness.NONE);
    }

    /** A store with the same key and the same clients. */
    private static SealedRecords foreign(MemoryStoreIo disk) throws IOException {
        var other = new MemoryStoreIo();
        var key = Place.in(Specimen.ROOT).keyFile();
        other.createDirectories(Specimen.ROOT.resolve("etc"));
        other.plant(key, disk.content(key));
        var records = open(other);
        Specimen.fill(records, Specimen.HURT);
        return records;
    }

    private static List<StoredRecord> sealed(SealedRecords records) throws IOException {
        var all = new ArrayList<StoredRecord>();
        for (var client : records.clients()) {
            for (var kind : RecordKind.values()) {
                all.addAll(records.store().history(client, kind));
            }
        }
        return all;
    }

    /** Whether a record is refused as the next generation of a place, its own place too. */
    private static boolean refuses(SealedRecords records, String client, RecordKind kind, StoredRecord sealed)
            throws IOException {
        records.plant(client, kind, sealed.sealed());
        return Specimen.found(records, client, kind).equals("refused");
    }
}
