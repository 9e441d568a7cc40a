// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.crash.Command;
import org.winekey.oauth.crash.Outcome;
import org.winekey.oauth.crash.Programme;
import org.winekey.oauth.crash.Scale;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.crash.records.Ledger;
import org.winekey.oauth.crash.records.Records;
import org.winekey.oauth.crash.records.Workload;
import org.winekey.oauth.spi.RecordKind;

/** Power cuts on a real ext4, played from the log of what its disk was told. Not thread-safe. */
public final class Ext4 implements Programme {

    private static final int MEBIBYTES = 16;
    private static final int UPDATES = 200;

    @Override
    public String name() {
        return "ext4";
    }

    @Override
    public List<Weakness> mustCatch() {
        return List.of(
                Weakness.NO_FORCE, Weakness.NO_DIRECTORY_FORCE, Weakness.PUBLISH_BEFORE_WRITE, Weakness.PLAIN_FILE);
    }

    @Override
    public boolean isQuick() {
        return false;
    }

    @Override
    public Optional<String> lacks() {
        return Command.lacking("gcc", "mkfs.ext4", "losetup", "e2fsck")
                .or(() -> Files.exists(Path.of("/dev/fuse")) ? Optional.empty() : Optional.of("it needs /dev/fuse"))
                .or(() -> Files.exists(Path.of("/usr/include/fuse3/fuse.h"))
                        ? Optional.empty()
                        : Optional.of("it needs the package libfuse3-dev"));
    }

    /** What happened on one disk. */
    private record Life(WriteLog log, List<Ledger.Account> accounts, String cost) {}

    @Override
    public Outcome run(Weakness weakness, Scale scale) throws IOException {
        var cuts = scale.of(200, 5000);
        try (var workshop = Workshop.open()) {
            var ordered = cut(workshop, weakness, "data=ordered", cuts, scale);
            var writeback = cut(workshop, weakness, "data=writeback", cuts, scale);
            var remark = weakness == Weakness.NONE ? ordered.remark() + "; " + lying(workshop, cuts / 10, scale) : "";
            return new Outcome(ordered.runs() + writeback.runs(), ordered.lost() + writeback.lost(), remark);
        }
    }

    private static String lying(Workshop workshop, int cuts, Scale scale) throws IOException {
        var lying = cut(workshop, Weakness.NONE, "barrier=0", cuts, scale);
        return "a disk that ignores flushes, which no store survives: " + lying.lost() + " of " + lying.runs()
                + " lost";
    }

    private static Outcome cut(Workshop workshop, Weakness weakness, String mode, int cuts, Scale scale)
            throws IOException {
        var image = workshop.image("disk", MEBIBYTES);
        Command.run("mkfs.ext4", "-q", "-F", "-b", 4096, "-J", "size=4", "-E", "lazy_itable_init=0,nodiscard", image);
        var start = Files.readAllBytes(image);
        var life = live(workshop, image, weakness, mode, scale.of(120, 600));
        var chance = new Random(1);
        var disk = new CutDisk(start, life.log(), chance);
        var lost = 0;
        try (var house = new CutHouse(workshop, MEBIBYTES, mode, weakness)) {
            for (var count : places(life.log().entries().size(), cuts, chance)) {
                var position =
                        count == 0 ? 0 : life.log().entries().get(count - 1).end();
                lost += house.keeps(disk.after(count), accountAt(life.accounts(), position)) ? 0 : 1;
            }
        }
        return new Outcome(cuts, lost, life.cost());
    }

    /** Where to cut, in order: at every entry of the log equally often. */
    private static int[] places(int entries, int cuts, Random chance) {
        return chance.ints(cuts, 0, entries + 1).sorted().toArray();
    }

    private static Ledger.Account accountAt(List<Ledger.Account> accounts, long position) {
        var at = accounts.get(0);
        for (var account : accounts) {
            at = account.position() <= position ? account : at;
        }
        return at;
    }

    private static Life live(Workshop workshop, Path image, Weakness weakness, String mode, int steps)
            throws IOException {
        try (var disk = LoggedDisk.mount(workshop, image, "commit=1," + mode);
                var records = Records.open(new DiskStoreIo(), disk.folder(), weakness)) {
            var ledger = new Ledger(records, weakness, disk::position);
            new Workload(ledger, 1).run(steps);
            var at = new ArrayList<Long>();
            at.add(disk.position());
            for (int i = 0; i < UPDATES; i++) {
                ledger.write("client-0", RecordKind.GRANT, "update " + i);
            }
            at.add(disk.position());
            for (int i = 0; i < UPDATES; i++) {
                ledger.write("client-0", RecordKind.INTENT, "update " + i);
                ledger.write("client-0", RecordKind.GRANT, "update " + i);
            }
            at.add(disk.position());
            return new Life(disk.log(), ledger.accounts(), cost(disk.log(), at));
        }
    }

    private static String cost(WriteLog log, List<Long> at) {
        return String.format(
                Locale.ROOT,
                "one update costs %.2f flushes and %d bytes, with its intent %.2f and %d",
                log.flushes(at.get(0), at.get(1)) / (double) UPDATES,
                log.written(at.get(0), at.get(1)) / UPDATES,
                log.flushes(at.get(1), at.get(2)) / (double) UPDATES,
                log.written(at.get(1), at.get(2)) / UPDATES);
    }
}
