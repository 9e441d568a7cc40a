// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waiting for a condition until a deadline, never for a fixed time. Thread-safe. */
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Await() {}

    /** Returns when the condition holds; an exception thrown by the condition counts as "not yet". */
    public static void until(String what, Duration atMost, Callable<Boolean> condition) {
        value(what, atMost, () -> condition.call() ? Optional.of(true) : Optional.empty());
    }

    /** Returns the first value the source yields; an exception thrown by the source counts as "not yet". */
    public static <T> T value(String what, Duration atMost, Callable<Optional<T>> source) {
        return value(() -> what, atMost, source);
    }

    /** The same with a description made only when the deadline has passed. */
    public static <T> T value(Supplier<String> what, Duration atMost, Callable<Optional<T>> source) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Exception last = null;
        do {
            try {
                Optional<T> value = source.call();
                last = null;
                if (value.isPresent()) {
                    return value.get();
                }
            } catch (GiveUp e) {
                throw e;
            } catch (Exception e) { // Whatever went wrong is tried again until the deadline.
                last = e;
            }
            pause();
        } while (System.nanoTime() < deadline);
        throw late(what.get(), atMost, last);
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new GiveUp("interrupted");
        }
    }

    private static AssertionError late(String what, Duration atMost, @Nullable Exception last) {
        return new AssertionError("not within " + atMost.toMillis() + " ms: " + what, last);
    }

    /** Says that waiting on is useless, for example because the process has ended. */
    public static final class GiveUp extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Creates it with what has happened. */
        public GiveUp(String why) {
            super(why);
        }
    }
}
