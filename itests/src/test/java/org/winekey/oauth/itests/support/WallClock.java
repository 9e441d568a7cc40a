// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/**
 * The wall clock of one process, which can be set while that process runs. Its monotonic clock and the times of its files
 * stay as they are. Made by libfaketime. Thread-safe.
 */
public final class WallClock {
    private final Path file;

    /** What is set is kept in this file. Begins at the real time. */
    public WallClock(Path file) {
        this.file = file.toAbsolutePath();
        set(Duration.ZERO);
    }

    /** Sets it this far from the real time. */
    public synchronized void set(Duration apart) {
        try {
            Path draft = Files.writeString(file.resolveSibling(file.getFileName() + ".draft"), offset(apart));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String offset(Duration apart) {
        return "%+d\n".formatted(apart.toSeconds());
    }

    /** What a process has to be started with to live by it. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", Programs.find().clock().toString(),
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                "FAKETIME_NO_CACHE", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // With it, threads that wait would never wake up again after a jump.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "NO_FAKE_STAT", "1");
    }
}
