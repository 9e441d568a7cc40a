// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where the programs of Debian are that tests need. The build runs this very file as a program before anything else, so it depends on
 * the JDK alone, not even on its own package. Thread-safe.
 *
 * @param browser the executable of the browser
 * @param driver the executable of its WebDriver
 * @param proxy the executable of nginx
 * @param clock the library that shifts the wall clock of a process
 */
record Programs(Path browser, Path driver, Path proxy, Path clock) {
    private static final String INSTALL = "apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y"
            + " --no-install-recommends chromium chromium-driver nginx-light libfaketime";
    private static final long INSTALLATION_MINUTES = 10;

    /** Finds them or ends with 1 and the line to type. */
    public static void main(String[] arguments) {
        try {
            System.out.println("Programs: " + find());
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Finds all of them.
     *
     * <ol>
     *   <li>in /usr/bin, /usr/sbin and on the PATH;
     *   <li>else, when this is root on Debian, by installing the packages;
     *   <li>else fails with the one line to type.
     * </ol>
     */
    static Programs find() {
        return installed()
                .or(Programs::install)
                .orElseThrow(() -> new IllegalStateException(
                        "No Chromium, nginx or libfaketime found. Type this line, then start again: sudo sh -c '"
                                + INSTALL + "'"));
    }

    private static Optional<Programs> installed() {
        var found = Stream.concat(
                        Stream.of("chromium", "chromedriver", "nginx").map(Programs::executable), Stream.of(library()))
                .flatMap(Optional::stream)
                .toList();
        return found.size() < 4
                ? Optional.empty()
                : Optional.of(new Programs(found.get(0), found.get(1), found.get(2), found.get(3)));
    }

    /** In the folder of this machine's architecture. */
    private static Optional<Path> library() {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return folders.map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::isReadable)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> executable(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of("/usr/bin", "/usr/sbin"), Stream.of(path.split(File.pathSeparator)))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<Programs> install() {
        if (!"root".equals(System.getProperty("user.name"))
                || executable("apt-get").isEmpty()) {
            return Optional.empty();
        }
        System.out.println("No Chromium, nginx or libfaketime found, installing: " + INSTALL);
        var command = new ProcessBuilder(List.of("sh", "-c", "(" + INSTALL + ") >&2 </dev/null")).inheritIO();
        if (!succeeds(command)) {
            throw new IllegalStateException(
                    "Chromium, nginx and libfaketime do not install. By hand: sudo sh -c '" + INSTALL + "'");
        }
        return installed();
    }

    private static boolean succeeds(ProcessBuilder command) {
        try {
            Process process = command.start();
            boolean ended = process.waitFor(INSTALLATION_MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while programs install", e);
        }
    }
}
