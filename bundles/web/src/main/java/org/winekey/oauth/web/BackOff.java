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
 * <p>Thread-safe.
 */
final class BackOff {

    static final int SOURCES = 1024;

    private static final int FREE_TRIES = 5;
    private static final long LONGEST_SECONDS = 60;
    private static final long FORGOTTEN_AFTER = Duration.ofMinutes(10).toNanos();

    private record Failures(int count, long last) {}

    private final LongSupplier nanos;
    private final Map<String, Failures> failures = new LinkedHashMap<>(); // guarded by this

    BackOff(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How long this source has to wait before its next try is looked at; zero if it need not. */
    synchronized Duration pause(String address) {
        Failures past = recent(source(address));
        if (past == null || past.count < FREE_TRIES) {
            return Duration.ZERO;
        }
        long seconds = Math.min(LONGEST_SECONDS, 1L << Math.min(past.count - FREE_TRIES, 6));
        Duration left = Duration.ofSeconds(seconds).minusNanos(nanos.getAsLong() - past.last);
        return left.isNegative() ? Duration.ZERO : left;
    }

    synchronized void failed(String address) {
        String source = source(address);
        Failures past = recent(source);
        failures.remove(source);
        failures.put(source, new Failures(past == null ? 1 : past.count + 1, nanos.getAsLong()));
        if (failures.size() > SOURCES) {
            failures.remove(failures.keySet().iterator().next());
        }
    }

    synchronized void succeeded(String address) {
        failures.remove(source(address));
    }

    synchronized int size() {
        return failures.size();
    }

    private @Nullable Failures recent(String source) {
        Failures past = failures.get(source);
        return past == null || nanos.getAsLong() - past.last > FORGOTTEN_AFTER ? null : past;
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
