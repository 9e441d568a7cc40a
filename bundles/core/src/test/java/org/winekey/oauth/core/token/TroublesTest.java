// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.core.protocol.Evidence;
import org.winekey.oauth.core.protocol.TokenVerdict.Failure;
import org.winekey.oauth.core.protocol.TokenVerdict.Kind;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.token.Troubles.Circumstances;

/** Failures in a row, by themselves. */
final class TroublesTest {

    private final House house = new House();
    private final Troubles troubles = new Troubles(new Seams(
            house.vault,
            house.provider,
            house.time,
            house.scheduler,
            new SimulatedEntropy(3),
            new Turnstile(house.time, house.scheduler)));

    private static Failure failure(Kind kind) {
        return new Failure(kind, "as the test says", null, null, null, new Evidence(null, null, true));
    }

    private Trouble after(Kind kind, @Nullable Long notBeforeNanos) {
        return troubles.of(failure(kind), new Circumstances(notBeforeNanos, false, true, House.registration()));
    }

    private Code last(Kind... inARow) {
        return List.of(inARow).stream()
                .map(kind -> after(kind, null))
                .reduce((before, last) -> last)
                .orElseThrow()
                .status()
                .code();
    }

    private long in(Duration span) {
        return house.time.nanos() + span.toNanos();
    }

    @Test
    void brokenThreeTimes_isAMatterForTheOperator() {
        assertThat(last(Kind.BROKEN, Kind.BROKEN)).isEqualTo(Code.UNAVAILABLE);
        assertThat(last(Kind.BROKEN)).isEqualTo(Code.MISCONFIGURED);
    }

    @Test
    void brokenThreeTimes_somethingElseBetween_isNot() {
        assertThat(last(Kind.BROKEN, Kind.BROKEN, Kind.UNKNOWN, Kind.BROKEN)).isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void noAttemptBefore_isKeptWhateverTheWaitIs() {
        var hour = in(Duration.ofHours(1));

        assertThat(after(Kind.UNKNOWN, hour).retryNanos()).isEqualTo(hour);
        assertThat(troubles.store(new IOException("no"), hour).retryNanos()).isEqualTo(hour);
    }

    @Test
    void noAttemptBefore_soonerThanTheWait_changesNothing() {
        var trouble = after(Kind.UNKNOWN, in(Duration.ofNanos(1)));

        assertThat(trouble.retryNanos()).isGreaterThan(in(Duration.ofMillis(1)));
    }
}
