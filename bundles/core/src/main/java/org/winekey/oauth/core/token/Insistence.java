// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.RevocationAnswer;
import org.winekey.oauth.core.seam.Lane;
import org.winekey.oauth.core.seam.Scheduler;

/**
 * Asks again for the end of a grant that is forgotten here and that its provider was too busy to confirm: a few times, ever
 * later, out of memory alone. Not once somebody has signed in anew, for some providers end that sign-in along with it. For one
 * lane only.
 */
final class Insistence {

    private static final List<Duration> WAITS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6));

    private final Parts parts;
    private final Lane lane;
    private final Storekeeping storekeeping;
    private Scheduler.@Nullable Cancellable planned;

    Insistence(Parts parts, Lane lane, Storekeeping storekeeping) {
        this.parts = parts;
        this.lane = lane;
        this.storekeeping = storekeeping;
    }

    /** Whether that answer is worth asking again. */
    static boolean isWorthIt(RevocationAnswer said) {
        return said.passes();
    }

    /** From now on, as long as the answers are like this one. */
    void begin(Revocation revocation, RevocationAnswer said) {
        cancel();
        plan(revocation, said, 0);
    }

    private void cancel() {
        if (planned != null) {
            planned.cancel();
            planned = null;
        }
    }

    private void plan(Revocation revocation, RevocationAnswer said, int tries) {
        if (tries == WAITS.size() || !isWorthIt(said)) {
            return;
        }
        var wait = WAITS.get(tries);
        var asked = said.retryAfter();
        planned = parts.seams()
                .scheduler()
                .after(
                        asked != null && asked.compareTo(wait) > 0 ? asked : wait,
                        () -> lane.submit(() -> again(revocation, tries + 1)));
    }

    private void again(Revocation revocation, int tries) {
        planned = null;
        storekeeping.read();
        if (!parts.holding().loaded() || parts.holding().held() != null) {
            return;
        }
        revocation.send(parts.seams(), lane, (first, second) -> {
            if (first.kind() == RevocationAnswer.Kind.DONE) {
                parts.diary().revoked(true);
            }
            plan(revocation, first, tries);
        });
    }
}
