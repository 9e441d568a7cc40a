// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.proofs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.core.signin.SignIns;

/** The claim of a ticket under Lincheck: whatever the interleaving, an answer is taken once and its code sent once. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
public class TicketClaimLincheckIT {

    /** What bringers of the same answer must see, one after another, and how many requests that makes. */
    public static final class Sequential {
        private boolean open = true;

        public String arrive() {
            var taken = open;
            open = false;
            return taken ? "DONE, requests 1" : "NO_SUCH_SIGN_IN";
        }
    }

    /** The sign-ins, with a browser on its way home. */
    public static final class RealSignIns {
        private final Premises premises = new Premises();
        private final SignIns signIns = premises.signIns();
        private final Arrival answer = Premises.departed(signIns);

        @Operation
        public String arrive() {
            var kind = signIns.arrive(answer).kind().name();
            return kind.equals("DONE") ? kind + ", requests " + premises.issued() : kind;
        }
    }

    /** A claim that looks first and takes then. */
    public static final class CarelessClaim {
        private volatile boolean open = true;
        private volatile int requests;

        @Operation
        public String arrive() {
            if (!open) {
                return "NO_SUCH_SIGN_IN";
            }
            open = false;
            requests++;
            return "DONE, requests " + requests;
        }
    }

    @Test
    @Tag("R-006")
    @Tag("R-020")
    void arrive_anyInterleaving_isTakenOnce() {
        Checking.realThreads(Sequential.class).check(RealSignIns.class);
    }

    @Test
    void carelessClaim_isFound() {
        assertThatThrownBy(() -> Checking.everyStep(Sequential.class).check(CarelessClaim.class))
                .isInstanceOf(LincheckAssertionError.class);
    }
}
