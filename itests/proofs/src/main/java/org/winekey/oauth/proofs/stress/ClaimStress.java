// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.proofs.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.core.signin.SignIns;
import org.winekey.oauth.proofs.Premises;

/** Two threads bring the same answer of a provider home. */
@JCStressTest
@Outcome(
        id = {"1, 0, 1", "0, 1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "one took the ticket, its code was sent once")
@Outcome(expect = Expect.FORBIDDEN, desc = "taken twice, sent twice, or by nobody")
@State
public class ClaimStress {

    private final Premises premises = new Premises();
    private final SignIns signIns = premises.signIns();
    private final Arrival answer = Premises.departed(signIns);

    /** The one thread. */
    @Actor
    public void one(III_Result result) {
        result.r1 = arrive();
    }

    /** The other thread. */
    @Actor
    public void other(III_Result result) {
        result.r2 = arrive();
    }

    private int arrive() {
        return signIns.arrive(answer).kind() == Kind.DONE ? 1 : 0;
    }

    /** After both. */
    @Arbiter
    public void requests(III_Result result) {
        result.r3 = premises.issued();
    }
}
