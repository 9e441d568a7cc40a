// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What must hold for any input; where it does not, that is a find. */
final class Claim {

    private static final Duration CENTURY = Duration.ofDays(36_500);
    private static final Duration DAY = Duration.ofDays(1);

    private Claim() {}

    static void that(boolean holds, String claim) {
        if (!holds) {
            throw new AssertionError(claim);
        }
    }

    /** Text for people: printable ASCII, capped. */
    static void shown(@Nullable String text, int most, String what) {
        if (text != null) {
            that(text.length() <= most, what + " is longer than " + most);
            that(
                    text.chars().allMatch(one -> one >= 0x20 && one < 0x7F),
                    what + " has characters that are not printable");
        }
    }

    /** None of these secrets, as they are or as a form carries them. */
    static void hides(@Nullable Object shown, String... secrets) {
        var text = String.valueOf(shown);
        for (var secret : secrets) {
            that(!text.contains(secret), "a secret is shown");
            that(!text.contains(Escapes.form(secret)), "an encoded secret is shown");
        }
    }

    static void lifetime(@Nullable Duration told) {
        that(told == null || within(told, CENTURY), "a lifetime that is not between nothing and a century");
    }

    static void wait(@Nullable Duration asked) {
        that(asked == null || within(asked, DAY), "a wait that is not between nothing and a day");
    }

    static boolean within(Duration time, Duration most) {
        return !time.isNegative() && !time.isZero() && time.compareTo(most) <= 0;
    }
}
