// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.fault;

import java.io.IOException;
import java.util.List;
import org.winekey.oauth.crash.Outcome;
import org.winekey.oauth.crash.Programme;
import org.winekey.oauth.crash.Scale;
import org.winekey.oauth.crash.Weakness;

/** {@code faults}: every call to the disk fails in every way, once and for a while; then the disk is well again. */
public final class Faults implements Programme {

    private static final int A_WHILE = 30;
    /** A weakened store is tried at some calls only. */
    private static final int SOME = 9;

    private static final List<Trial> TRIALS = List.of(new StoreTrial(), new EngineTrial());

    @Override
    public String name() {
        return "faults";
    }

    @Override
    public List<Weakness> mustCatch() {
        return List.of(Weakness.NO_FORCE, Weakness.NO_DIRECTORY_FORCE, Weakness.PUBLISH_BEFORE_WRITE);
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Outcome run(Weakness weakness, Scale scale) throws IOException {
        var count = new Count();
        var step = weakness == Weakness.NONE ? 1 : SOME;
        for (var trial : TRIALS) {
            var calls = trial.calls();
            for (int call = 1; call <= calls; call += step) {
                everyFault(count, trial, weakness, call);
            }
        }
        return new Outcome(count.runs, count.lost, count.firstLoss);
    }

    private static void everyFault(Count count, Trial trial, Weakness weakness, int call) {
        for (var fault : Fault.values()) {
            count.add(trial, weakness, fault, call, 1);
            if (fault != Fault.KILL) {
                count.add(trial, weakness, fault, call, A_WHILE);
            }
        }
    }

    private static final class Count {
        private long runs;
        private long lost;
        private String firstLoss = "";

        private void add(Trial trial, Weakness weakness, Fault fault, int call, int times) {
            runs++;
            var complaint = complaint(trial, weakness, fault, call, times);
            if (!complaint.isEmpty()) {
                lost++;
                var where = trial.getClass().getSimpleName() + ", " + fault + " at call " + call + " x " + times;
                firstLoss = firstLoss.isEmpty() ? where + ": " + complaint : firstLoss;
            }
        }

        private static String complaint(Trial trial, Weakness weakness, Fault fault, int call, int times) {
            try {
                return trial.run(weakness, fault, call, times);
            } catch (IOException | IllegalArgumentException e) {
                return e.toString();
            }
        }
    }
}
