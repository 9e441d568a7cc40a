// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.crash.ChildJvm;
import org.winekey.oauth.crash.Outcome;
import org.winekey.oauth.crash.Programme;
import org.winekey.oauth.crash.Scale;
import org.winekey.oauth.crash.ScratchFolder;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.crash.records.Records;
import org.winekey.oauth.spi.RecordKind;

/** Two processes that open one store again and again and count in it; then some that are killed while they hold it. Not thread-safe. */
public final class TwoProcesses implements Programme {

    private static final int PROCESSES = 2;

    @Override
    public String name() {
        return "two-processes";
    }

    @Override
    public List<Weakness> mustCatch() {
        return List.of(Weakness.NO_LOCK);
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Outcome run(Weakness weakness, Scale scale) throws Exception {
        try (var folder = ScratchFolder.onDisk()) {
            var root = folder.path();
            var openings = scale.of(200, 2000);
            var lost = count(root, openings, weakness);
            var kills = weakness == Weakness.NONE ? scale.of(4, 40) : 0;
            for (int i = 0; i < kills; i++) {
                lost += freed(root) ? 0 : 1;
            }
            return new Outcome(PROCESSES * openings + kills, lost, kills > 0 ? kills + " killed holders" : "");
        }
    }

    /** How many of the openings were not counted, or were there while another one was. */
    private static int count(Path root, int openings, Weakness weakness) throws IOException, InterruptedException {
        var processes = new ArrayList<Process>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(child(root, weakness, openings));
        }
        var overlaps = 0;
        for (var process : processes) {
            overlaps += process.waitFor();
        }
        try (var records = Records.open(new DiskStoreIo(), root, Weakness.NONE)) {
            var counted = records.read("counter", RecordKind.GRANT).orElse("0");
            return overlaps + PROCESSES * openings - Integer.parseInt(counted);
        } catch (IOException e) {
            return overlaps + PROCESSES * openings;
        }
    }

    private static Process child(Path root, Weakness weakness, Object what) throws IOException {
        return new ProcessBuilder(ChildJvm.words(List.of(), CountingChild.class, root, weakness.name(), what))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Whether a process that holds the store keeps others out until it is killed, and no longer. */
    private static boolean freed(Path root) throws IOException, InterruptedException {
        var holder = child(root, Weakness.NONE, CountingChild.HOLD);
        try {
            var unused = holder.getInputStream().read();
            if (!refused(root)) {
                return false;
            }
        } finally {
            holder.destroyForcibly().waitFor();
        }
        return !refused(root);
    }

    private static boolean refused(Path root) throws IOException {
        try (var records = Records.open(new DiskStoreIo(), root, Weakness.NONE)) {
            records.write("holder", RecordKind.GRANT, "mine");
            return false;
        } catch (LockedException e) {
            return CountingChild.namesTheRemedy(e);
        }
    }
}
