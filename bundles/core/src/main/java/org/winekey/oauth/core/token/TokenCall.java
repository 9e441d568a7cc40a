// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;
import org.winekey.oauth.core.seam.Lane;
import org.winekey.oauth.core.seam.Scheduler;

/** One request to the token endpoint, answered once in the lane of the client, and the age of what it brings. */
final class TokenCall {

    /** From the request to the last byte of the answer; those who wait have a shorter patience of their own. */
    static final Duration DEADLINE = Duration.ofSeconds(60);

    /** A clock that shows an earlier time is wrong: this program did not exist then. */
    private static final Instant NO_EARLIER = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration GRACE = Duration.ofSeconds(5);

    /** What is done with the answer. */
    interface Reader {
        /**
         * Reads the answer.
         *
         * @param now the wall clock
         * @param clockDoubtful whether it is certainly wrong
         */
        void read(Outcome outcome, Instant now, boolean clockDoubtful);
    }

    private final Seams seams;
    private final Lane lane;
    private final Reader reader;

    private Scheduler.@Nullable Cancellable guard;
    private Instant sentAt = Instant.EPOCH;
    private long sentNanos;
    private boolean over;

    TokenCall(Seams seams, Lane lane, Reader reader) {
        this.seams = seams;
        this.lane = lane;
        this.reader = reader;
    }

    void send(Supplier<HttpTransport.Call> call) {
        sentAt = seams.time().now();
        sentNanos = seams.time().nanos();
        // Guards against a transport that never answers: the next request would wait for ever.
        guard = seams.scheduler().after(DEADLINE.plus(GRACE), () -> arrive(lost("no answer came")));
        try {
            var unused = seams.transport()
                    .send(call.get())
                    .whenComplete((outcome, error) -> arrive(error == null ? outcome : lost("the exchange broke off")));
        } catch (RuntimeException e) {
            arrive(lost("the exchange could not be started"));
        }
    }

    // The token may be as old as the request. Guards against an endpoint slower than its tokens live: then every
    // token would be expired on arrival, so a slow answer takes at most a quarter of the life.
    long bornNanos(@Nullable Duration expiresIn) {
        if (expiresIn == null) {
            return sentNanos;
        }
        var quarter = expiresIn.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofHours(6) : expiresIn.dividedBy(4);
        return Math.max(sentNanos - seams.time().nanos(), -quarter.toNanos())
                + seams.time().nanos();
    }

    /** The wall clock at that moment, as it was when the request was sent. */
    Instant wall(long bornNanos) {
        return sentAt.plusNanos(bornNanos - sentNanos);
    }

    private static Outcome lost(String detail) {
        return new Failed(true, Fault.CUT, detail);
    }

    private void arrive(Outcome outcome) {
        lane.submit(() -> answered(outcome));
    }

    private void answered(Outcome outcome) {
        if (over) {
            return;
        }
        over = true;
        if (guard != null) {
            guard.cancel();
        }
        var now = seams.time().now();
        reader.read(outcome, now, now.isBefore(NO_EARLIER));
    }
}
