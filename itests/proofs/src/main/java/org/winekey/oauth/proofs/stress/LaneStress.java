// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.proofs.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.winekey.oauth.core.seam.Lane;
import org.winekey.oauth.proofs.InlineScheduler;

/** Two threads bring tasks to one lane, which touch a plain field. */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both tasks ran, one after the other")
@Outcome(expect = Expect.FORBIDDEN, desc = "a task was lost, or two ran at a time")
@State
public class LaneStress {

    private final Lane lane = new Lane("count", new InlineScheduler());
    private int count;

    /** The one thread. */
    @Actor
    public void one() {
        lane.submit(() -> count++);
    }

    /** The other thread. */
    @Actor
    public void other() {
        lane.submit(() -> count++);
    }

    /** After both. */
    @Arbiter
    public void count(I_Result result) {
        result.r1 = count;
    }
}
