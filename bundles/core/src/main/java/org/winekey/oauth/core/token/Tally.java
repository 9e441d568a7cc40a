// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.winekey.oauth.core.seam.Time;
import org.winekey.oauth.core.token.Attempt.End;
import org.winekey.oauth.core.token.Attempt.NotSent;
import org.winekey.oauth.core.token.Attempt.Refused;
import org.winekey.oauth.core.token.Attempt.Renewed;

/** Counts what becomes of the refreshes of one client. Its lane counts, any thread reads; who gets a token passes nothing of this. */
final class Tally {

    /** The class of a failure that is none of the provider. */
    static final String BUDGET = "BUDGET";

    static final String STORE = "STORE";
    static final String OVERTAKEN = "OVERTAKEN";

    private final Time time;
    private final LongAdder refreshes = new LongAdder();
    private final LongAdder queued = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private volatile long longest; // nanoseconds
    private long decidedNanos; // for the lane only

    Tally(Time time) {
        this.time = time;
    }

    /** A refresh was decided; it may have to wait for its turn. */
    void decided() {
        decidedNanos = time.nanos();
    }

    /** It has to wait for its turn. */
    void queued() {
        queued.increment();
    }

    /** Nothing is sent: the own budget is spent. */
    void overBudget() {
        failed(BUDGET);
    }

    /** It has landed. */
    void landed(End how) {
        if (how instanceof Renewed) {
            var took = time.nanos() - decidedNanos;
            refreshes.increment();
            nanos.add(took);
            longest = Math.max(longest, took);
        } else if (how instanceof Refused refused) {
            failed(refused.verdict().kind().name());
        } else {
            failed(how instanceof NotSent ? STORE : OVERTAKEN);
        }
    }

    /** What was counted so far; of a refresh that lands meanwhile perhaps a part. */
    Counted counted() {
        var failed = new TreeMap<String, Long>();
        failures.forEach((kind, times) -> failed.put(kind, times.sum()));
        return new Counted(
                refreshes.sum(), failed, queued.sum(), Duration.ofNanos(nanos.sum()), Duration.ofNanos(longest));
    }

    private void failed(String kind) {
        failures.computeIfAbsent(kind, first -> new LongAdder()).increment();
    }
}
