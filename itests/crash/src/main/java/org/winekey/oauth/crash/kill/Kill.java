// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.winekey.oauth.crash.Outcome;
import org.winekey.oauth.crash.Programme;
import org.winekey.oauth.crash.Scale;
import org.winekey.oauth.crash.ScratchFolder;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.crash.kill.Hunt.Tally;

/** {@code kill}: SIGKILL at any moment to a process that refreshes all the time. {@code -Dcrash.kills=N} sets the number. */
public final class Kill implements Programme {

    private static final int QUICK = 40;
    private static final int FULL = 10_000;
    private static final int WEAKENED = 10;
    /** More than there are processors, because a victim often waits. */
    private static final int LANES = 5;

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public List<Weakness> mustCatch() {
        return List.of(Weakness.PUBLISH_BEFORE_WRITE);
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Outcome run(Weakness weakness, Scale scale) throws Exception {
        var kills = weakness == Weakness.NONE ? Integer.getInteger("crash.kills", scale.of(QUICK, FULL)) : WEAKENED;
        try (var folder = ScratchFolder.onDisk()) {
            return sum(hunts(weakness, kills, folder));
        }
    }

    private static List<Tally> hunts(Weakness weakness, int kills, ScratchFolder folder) throws Exception {
        var launcher = new Launcher(folder.resolve("victim.jsa"));
        try (var target = new Target(folder.resolve("first"))) {
            launcher.prepare(target);
        }
        var threads = Executors.newFixedThreadPool(LANES);
        try {
            var tallies = new ArrayList<Tally>();
            var lanes = IntStream.range(0, LANES)
                    .mapToObj(lane -> new Hunt(launcher, weakness, folder.resolve("lane-" + lane)))
                    .<Callable<Tally>>map(hunt -> () -> hunt.kill(kills / LANES))
                    .toList();
            for (var tally : threads.invokeAll(lanes)) {
                tallies.add(tally.get());
            }
            return tallies;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Outcome sum(List<Tally> tallies) {
        var all = new Tally();
        for (var tally : tallies) {
            all.runs += tally.runs;
            all.lost += tally.lost;
            all.open += tally.open;
            all.unpublished += tally.unpublished;
            all.repeats += tally.repeats;
            all.firstLoss = all.firstLoss.isEmpty() ? tally.firstLoss : all.firstLoss;
        }
        var remark = (all.open + all.unpublished) + " between intent and publish, of them " + all.unpublished
                + " with the new grant on disk; " + all.repeats + " refresh tokens sent twice"
                + (all.firstLoss.isEmpty() ? "" : "; " + all.firstLoss);
        return new Outcome(all.runs, all.lost, remark);
    }
}
