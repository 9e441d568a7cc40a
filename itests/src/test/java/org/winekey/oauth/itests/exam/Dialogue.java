// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.winekey.oauth.itests.support.Await;

/** An interactive session: a keyboard to type on and a screen to read from. Not thread-safe. */
final class Dialogue implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int KEYBOARD_BUFFER = 64 * 1024;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final PipedOutputStream keyboard = new PipedOutputStream();
    private final Thread thread;

    Dialogue(Console console) {
        try {
            var typed = new PipedInputStream(keyboard, KEYBOARD_BUFFER);
            var session = console.interactive(typed, new PrintStream(screen, true, UTF_8), () -> {});
            thread = new Thread(() -> run(console, session), "dialogue");
            thread.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types a line and presses Enter. */
    void type(String line) {
        try {
            keyboard.write((line + "\n").getBytes(UTF_8));
            keyboard.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a text on the screen and returns its first group, or all of it. */
    String await(String pattern) {
        return Await.value(() -> pattern + " on the screen: " + screen(), PATIENCE, () -> {
            var found = Pattern.compile(pattern).matcher(screen());
            return found.find() ? Optional.of(found.group(Math.min(1, found.groupCount()))) : Optional.empty();
        });
    }

    /** What the screen has shown so far. */
    String screen() {
        return screen.toString(UTF_8);
    }

    /** Ends the session as Ctrl-D does and waits for it, so that its history is written. */
    @Override
    public void close() {
        try {
            keyboard.close();
            thread.join(PATIENCE.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Console console, Runnable session) {
        try {
            console.asUser(() -> {
                session.run();
                return null;
            });
        } catch (Exception e) { // The edge of the thread.
            throw new IllegalStateException("the session failed", e);
        }
    }
}
