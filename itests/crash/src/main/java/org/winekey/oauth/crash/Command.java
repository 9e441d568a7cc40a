// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of the operating system. Thread-safe. */
public final class Command {

    private Command() {}

    /** Runs a program and gives what it printed; an exit code but 0 is an exception with that text. */
    public static String run(Object... words) throws IOException {
        var process = new ProcessBuilder(Stream.of(words).map(Object::toString).toList())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (await(process) != 0) {
            throw new IOException(words[0] + ": " + printed);
        }
        return printed;
    }

    /** Runs a program, puts what it prints into a file, and gives its exit code. */
    public static int code(Path printed, List<String> words) throws IOException {
        return await(new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start());
    }

    private static int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a program ran", e);
        }
    }

    /** Runs a program; false when its exit code is not 0, or it could not be started. */
    public static boolean tryRun(Object... words) {
        try {
            var unused = run(words);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What is missing to be root and to run these programs; empty when nothing is. */
    public static Optional<String> lacking(String... programs) {
        if (!isRoot()) {
            return Optional.of("it needs root");
        }
        return Stream.of(programs)
                .filter(program -> !isInstalled(program))
                .findFirst()
                .map(program -> "it needs " + program);
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of((System.getenv("PATH") + ":/sbin:/usr/sbin").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
