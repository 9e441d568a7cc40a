// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.crash.Command;
import org.winekey.oauth.crash.Outcome;
import org.winekey.oauth.crash.Programme;
import org.winekey.oauth.crash.Scale;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.crash.records.Ledger;
import org.winekey.oauth.crash.records.Records;
import org.winekey.oauth.crash.records.Workload;

/** A file system that keeps no rights, as on many a memory card: that is reported, and everything else works. Not thread-safe. */
public final class Fat implements Programme {

    @Override
    public String name() {
        return "fat";
    }

    @Override
    public List<Weakness> mustCatch() {
        return List.of(Weakness.NO_LOCK);
    }

    @Override
    public boolean isQuick() {
        return false;
    }

    @Override
    public Optional<String> lacks() {
        return kernelKnowsFat()
                ? Command.lacking("mkfs.vfat", "losetup")
                : Command.lacking("mkfs.exfat", "mount.exfat-fuse", "losetup");
    }

    private static boolean kernelKnowsFat() {
        try {
            return Files.readAllLines(Path.of("/proc/filesystems")).contains("\tvfat");
        } catch (IOException e) {
            return false;
        }
    }

    private static FileSystem fileSystem() throws IOException {
        return kernelKnowsFat()
                ? FileSystem.make("mount", "mkfs.vfat")
                : FileSystem.make("mount.exfat-fuse", "mkfs.exfat");
    }

    @Override
    public Outcome run(Weakness weakness, Scale scale) throws IOException {
        var steps = scale.of(50, 500);
        try (var disk = fileSystem()) {
            var lost = 0;
            Ledger.Account must;
            try (var records = Records.open(new DiskStoreIo(), disk.folder(), weakness)) {
                var ledger = new Ledger(records, Weakness.NONE, () -> 0);
                new Workload(ledger, 1).run(steps);
                must = ledger.last();
                lost += reported(records) ? 0 : 1;
                lost += isLocked(disk, weakness) ? 0 : 1;
            }
            disk.again();
            try (var records = Records.open(new DiskStoreIo(), disk.folder(), weakness)) {
                lost += must.allows(records.all()) && reported(records) ? 0 : 1;
            }
            return Outcome.of(steps, lost);
        }
    }

    private static boolean reported(Records records) {
        return records.problems().size() == 1 && records.problems().get(0).contains("store.permissions=unsupported");
    }

    private static boolean isLocked(FileSystem disk, Weakness weakness) throws IOException {
        try (var second = Records.open(new DiskStoreIo(), disk.folder(), weakness)) {
            return second.clients().isEmpty();
        } catch (LockedException e) {
            return true;
        }
    }
}
