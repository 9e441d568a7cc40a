// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Counts what one input costs: bytes that are allocated, and time of the processor, which a busy machine does not lengthen.
 * An input beyond the bounds has a second chance, because the first one may have loaded classes.
 */
final class Guard {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Duration MOST_TIME = Duration.ofSeconds(1);

    /** Mebibytes for what looks for words in an answer: the fuzzer watches regular expressions, which costs far more than they do. */
    static final int MOST_OF_ANSWERS = 64;

    private Guard() {}

    static void within(int mostMebibytes, Runnable input) {
        if (!holds(mostMebibytes, input)) {
            Claim.that(
                    holds(mostMebibytes, input), "an input costs more than " + mostMebibytes + " MiB or " + MOST_TIME);
        }
    }

    private static boolean holds(int mostMebibytes, Runnable input) {
        var bytes = THREADS.getCurrentThreadAllocatedBytes();
        var nanos = THREADS.getCurrentThreadCpuTime();
        input.run();
        return THREADS.getCurrentThreadAllocatedBytes() - bytes <= (long) mostMebibytes << 20
                && THREADS.getCurrentThreadCpuTime() - nanos <= MOST_TIME.toNanos();
    }
}
