// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.proofs.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.core.token.Keeper;
import org.winekey.oauth.proofs.Premises;

/** Two threads ask for a token that has expired. */
@JCStressTest
@Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "both got the token of one refresh")
@Outcome(expect = Expect.FORBIDDEN, desc = "two refreshes, or a caller without the token")
@State
public class FlightStress {

    private final Premises premises = new Premises().signedIn();
    private final Keeper keeper = premises.keeper();

    /** The one thread. */
    @Actor
    public void one(III_Result result) {
        result.r1 = token();
    }

    /** The other thread. */
    @Actor
    public void other(III_Result result) {
        result.r2 = token();
    }

    private int token() {
        return keeper.token() instanceof Granted granted
                        && granted.token().value().equals("access-1")
                ? 1
                : 0;
    }

    /** After both. */
    @Arbiter
    public void requests(III_Result result) {
        result.r3 = premises.issued();
    }
}
