// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.proofs.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The defect that must be seen: a claim that looks first and takes then. When 2 never shows, the harness shows nothing. */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "one claim was faster")
@Outcome(id = "2", expect = Expect.ACCEPTABLE_INTERESTING, desc = "the planted race: claimed twice")
@State
public class PlantedRace {

    private boolean taken;
    private volatile int first;
    private volatile int second;

    /** The one thread. */
    @Actor
    public void one() {
        first = claim();
    }

    /** The other thread. */
    @Actor
    public void other() {
        second = claim();
    }

    private int claim() {
        if (taken) {
            return 0;
        }
        taken = true;
        return 1;
    }

    /** After both. */
    @Arbiter
    public void claims(I_Result result) {
        result.r1 = first + second;
    }
}
