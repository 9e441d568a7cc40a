// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.records;

import java.io.IOException;
import java.nio.file.Path;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.store.DamagedException;
import org.winekey.oauth.core.vault.TamperedException;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.spi.RecordKind;

/** A store with two clients, each with two generations of each kind, of which one client's file is hurt. Not thread-safe. */
final class Specimen {

    /** How many kinds of records there are. */
    static final int KINDS = RecordKind.values().length;

    static final Path ROOT = Path.of("/house");
    static final String HURT = "spotify";
    static final String OTHER = "tado";

    private static final int CAP = 1 << 20;

    private final Weakness weakness;
    private final MemoryStoreIo disk = new MemoryStoreIo();
    private final Path file;

    Specimen(Weakness weakness) throws IOException {
        this.weakness = weakness;
        this.file = ROOT.resolve("oauth/" + HURT + (weakness == Weakness.PLAIN_FILE ? ".txt" : ".slots"));
        try (var records = Records.open(disk, ROOT, weakness)) {
            fill(records, HURT);
            fill(records, OTHER);
        }
    }

    static void fill(Records records, String client) throws IOException {
        for (var kind : RecordKind.values()) {
            records.write(client, kind, text(client, kind, 1));
            records.write(client, kind, text(client, kind, 2));
        }
    }

    static String text(String client, RecordKind kind, int generation) {
        return client + " " + kind + " " + generation;
    }

    /** The client's file as it is when it is well. */
    byte[] file() throws IOException {
        return disk.read(file, CAP);
    }

    /** Another disk with the same files, one of them changed. */
    MemoryStoreIo with(byte[] changed) throws IOException {
        var other = new MemoryStoreIo();
        other.createDirectories(ROOT.resolve("oauth"));
        other.createDirectories(ROOT.resolve("etc"));
        for (var folder : new String[] {"oauth", "etc"}) {
            for (var each : disk.list(ROOT.resolve(folder))) {
                other.plant(each, each.equals(file) ? changed : disk.content(each));
            }
        }
        return other;
    }

    /**
     * Whether a store with this file tells no lie, and serves the other client.
     *
     * @param fallenBack how many kinds may give an earlier record
     */
    boolean survives(byte[] changed, int fallenBack) throws IOException {
        try (var records = Records.open(with(changed), ROOT, weakness)) {
            var earlier = 0;
            for (var kind : RecordKind.values()) {
                var found = found(records, HURT, kind);
                if (found.equals(text(HURT, kind, 1))) {
                    earlier++;
                } else if (!found.equals(text(HURT, kind, 2)) && !found.equals("refused")) {
                    return false;
                }
            }
            return earlier <= fallenBack && records.clients().contains(HURT) && serves(records);
        }
    }

    private static boolean serves(Records records) throws IOException {
        for (var kind : RecordKind.values()) {
            if (!found(records, OTHER, kind).equals(text(OTHER, kind, 2))) {
                return false;
            }
        }
        records.write(OTHER, RecordKind.GRANT, "healthy");
        return found(records, OTHER, RecordKind.GRANT).equals("healthy");
    }

    static String found(Records records, String client, RecordKind kind) throws IOException {
        try {
            return records.read(client, kind).orElse("none");
        } catch (DamagedException | TamperedException e) {
            return "refused";
        }
    }
}
