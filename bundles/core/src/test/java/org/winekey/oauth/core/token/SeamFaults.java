// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.seam.Scheduler;

/** Transport, scheduler and entropy that count their calls, and fail at one of them in the way the test has chosen. */
final class SeamFaults {

    /** What can be called. */
    enum Seam {
        SEND,
        EXECUTE,
        AFTER,
        AWAIT,
        ENTROPY
    }

    /** A way in which one call fails. */
    record Mishap(Seam seam, String name, HttpTransport send) {
        Mishap(Seam seam, String name) {
            this(seam, name, call -> CompletableFuture.failedFuture(new IllegalStateException(name)));
        }

        /** The exchange ends like that. */
        static Mishap ending(boolean sent, Fault fault) {
            return new Mishap(
                    Seam.SEND,
                    fault + (sent ? " after sending" : " before sending"),
                    call -> CompletableFuture.completedFuture(new Failed(sent, fault, "as the test says")));
        }

        @Override
        public String toString() {
            return seam + ": " + name;
        }
    }

    static final Mishap SEND_THROWS = new Mishap(Seam.SEND, "throws", call -> {
        throw new IllegalStateException("as the test says");
    });
    static final Mishap SEND_FAILS = new Mishap(Seam.SEND, "future fails");
    static final Mishap SEND_NEVER_ENDS = new Mishap(Seam.SEND, "never ends", call -> new CompletableFuture<>());
    static final Mishap EXECUTE_REFUSED = new Mishap(Seam.EXECUTE, "refused");
    static final Mishap AFTER_LOST = new Mishap(Seam.AFTER, "lost");
    static final Mishap AWAIT_INTERRUPTED = new Mishap(Seam.AWAIT, "interrupted");
    static final Mishap ENTROPY_THROWS = new Mishap(Seam.ENTROPY, "throws");

    private final Map<Seam, Integer> calls = new EnumMap<>(Seam.class);
    private Mishap planned = EXECUTE_REFUSED;
    private int plannedCall = -1;
    private boolean on;

    /** The n-th call fails, 1 being the first since {@link #start()}. */
    void plan(Mishap mishap, int call) {
        planned = mishap;
        plannedCall = call;
    }

    /** Counts and fails from now on. */
    void start() {
        on = true;
    }

    /** All is well from now on. */
    void stop() {
        on = false;
    }

    int calls(Seam seam) {
        return calls.getOrDefault(seam, 0);
    }

    private boolean fails(Seam seam) {
        return on && calls.merge(seam, 1, Integer::sum) == plannedCall && planned.seam() == seam;
    }

    HttpTransport transport(HttpTransport well) {
        return call -> fails(Seam.SEND) ? planned.send().send(call) : well.send(call);
    }

    Entropy entropy(Entropy well) {
        return count -> {
            if (fails(Seam.ENTROPY)) {
                throw new IllegalStateException("as the test says");
            }
            return well.bytes(count);
        };
    }

    Scheduler scheduler(Scheduler well) {
        return new Scheduler() {
            @Override
            public void execute(Runnable task) {
                if (fails(Seam.EXECUTE)) {
                    throw new RejectedExecutionException("as the test says");
                }
                well.execute(task);
            }

            @Override
            public Cancellable after(Duration delay, Runnable task) {
                return fails(Seam.AFTER) ? () -> {} : well.after(delay, task);
            }

            @Override
            public <T> Optional<T> await(CompletableFuture<T> future, Duration atMost) {
                return fails(Seam.AWAIT) ? Optional.empty() : well.await(future, atMost);
            }
        };
    }
}
