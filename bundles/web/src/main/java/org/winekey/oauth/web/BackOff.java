// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Slows down a source address that fails to log in: five tries are free, then the pause doubles up to a minute. Other
 * addresses never feel it, and a bounded number of sources is remembered, the one that failed longest ago goes first.
 *
 * <p>A try counts from its beginning, so that many at once are no way around. Who succeeds clears the failures of a source
 * only if all were failures at the same user: nobody buys guesses at others with an account of their own.
 *
 * <p>Thread-safe.
 */
final class BackOff {

    static final int SOURCES = 1024;

    private static final int FREE_TRIES = 5;
    private static final long LONGEST_SECONDS = 60;
    private static final long FORGOTTEN_AFTER = Duration.ofMinutes(10).toNanos();

    /**
     * What is known of a source.
     *
     * @param failed tries that failed
     * @param undecided tries that have begun and not ended
     * @param last when the last of both was
     * @param user at whom all failures were; null: at nobody or at several
     */
    private record Tries(
            int failed, int undecided, long last, @Nullable String user) {

        int all() {
            return failed + undecided;
        }
    }

    private final LongSupplier nanos;
    private final Map<String, Tries> sources = new LinkedHashMap<>(); // guarded by this

    BackOff(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Begins a try, which must be ended; or answers how long this source has to wait, and begins none. */
    synchronized Duration begin(String address) {
        String source = source(address);
        Tries past = recent(source);
        Duration pause = pause(past);
        if (pause.isZero()) {
            remember(source, new Tries(past.failed, past.undecided + 1, past.last, past.user));
        }
        return pause;
    }

    /** Ends a try. */
    synchronized void end(String address, String user, boolean good) {
        String source = source(address);
        Tries past = recent(source);
        int undecided = Math.max(0, past.undecided - 1);
        if (!good) {
            boolean sameUser = past.failed == 0 || user.equals(past.user);
            remember(source, new Tries(past.failed + 1, undecided, nanos.getAsLong(), sameUser ? user : null));
        } else if (user.equals(past.user)) {
            remember(source, new Tries(0, undecided, past.last, null));
        } else {
            remember(source, new Tries(past.failed, undecided, past.last, past.user));
        }
    }

    synchronized int size() {
        return sources.size();
    }

    private Duration pause(Tries past) {
        if (past.all() < FREE_TRIES) {
            return Duration.ZERO;
        }
        long seconds = Math.min(LONGEST_SECONDS, 1L << Math.min(past.all() - FREE_TRIES, 6));
        // A try that has not ended may fail any moment: the pause has not begun.
        long passed = past.undecided > 0 ? 0 : nanos.getAsLong() - past.last;
        Duration left = Duration.ofSeconds(seconds).minusNanos(passed);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void remember(String source, Tries tries) {
        sources.remove(source);
        if (tries.all() > 0) {
            sources.put(source, tries);
        }
        if (sources.size() > SOURCES) {
            sources.remove(sources.keySet().iterator().next());
        }
    }

    private Tries recent(String source) {
        Tries past = sources.get(source);
        return past != null && nanos.getAsLong() - past.last <= FORGOTTEN_AFTER
                ? past
                : new Tries(0, 0, nanos.getAsLong(), null);
    }

    /** An IPv6 network of 64 bits is one source: everybody in it can use any of its addresses. */
    private static String source(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            // No look-up: what contains a colon is an address or an error.
            return InetAddress.getByName(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(six.getAddress(), 0, 8)
                    : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
