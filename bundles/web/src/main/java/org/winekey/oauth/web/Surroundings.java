// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Time, chance and the machine's name: what a test replaces.
 *
 * @param clock the wall clock, for what people read (never null)
 * @param nanos the monotonic clock, for what runs out (never null)
 * @param chance the source of keys and identifiers (never null)
 * @param machineName the host name in lower case, without a dot at its end (never null); may be slow
 */
record Surroundings(Clock clock, LongSupplier nanos, Random chance, Supplier<Optional<String>> machineName) {

    static Surroundings real() {
        return new Surroundings(
                Clock.system(ZoneId.systemDefault()), System::nanoTime, new SecureRandom(), Surroundings::askMachine);
    }

    byte[] random(int length) {
        byte[] bytes = new byte[length];
        chance.nextBytes(bytes);
        return bytes;
    }

    private static Optional<String> askMachine() {
        try {
            return Optional.of(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
        } catch (UnknownHostException e) {
            // A machine that cannot look up its own name still has one.
            return Optional.ofNullable(System.getenv("HOSTNAME")).map(name -> name.toLowerCase(Locale.ROOT));
        }
    }
}
