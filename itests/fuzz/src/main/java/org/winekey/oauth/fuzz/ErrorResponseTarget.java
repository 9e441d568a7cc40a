// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;

/** Token endpoint, the rest: any status with any headers and body, and every way in which no whole answer comes. */
public final class ErrorResponseTarget {

    private ErrorResponseTarget() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) {
        var letter = Letter.of(input);
        Guard.within(Guard.MOST_OF_ANSWERS, () -> Verdicts.check(outcome(letter), Styles.of(letter)));
    }

    private static Outcome outcome(Letter letter) {
        for (var fault : Fault.values()) {
            if (letter.says(fault.name())) {
                var partial = fault == Fault.TOO_LARGE && letter.says("partial") ? letter.answer() : null;
                return new Failed(letter.says("sent") || partial != null, fault, "the way there is disturbed", partial);
            }
        }
        return letter.answer();
    }
}
