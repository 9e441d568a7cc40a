// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a JVM weighs after it collected its garbage.
 *
 * @param bytes of live objects
 * @param threads of ours, those of the HTTP client among them
 * @param loaders class loaders of bundles
 * @param files open file descriptors
 */
public record Weight(long bytes, long threads, long loaders, long files) {
    private static final Pattern LOADER = Pattern.compile("BundleWiringImpl\\$BundleClassLoader");
    private static final Pattern THREAD = Pattern.compile("(?m)^\"(winekey|HttpClient-)");

    /** Of the JVM with this process id, which has to run as the same user on the same kind of JDK. */
    public static Weight of(long pid) {
        // Twice, since what the first collection finds may hold on to more until it is finalized.
        jcmd(pid, "GC.run");
        var histogram = jcmd(pid, "GC.class_histogram").strip().split("\\s+", -1);
        return new Weight(
                Long.parseLong(histogram[histogram.length - 1]),
                count(THREAD, jcmd(pid, "Thread.print")),
                count(LOADER, jcmd(pid, "VM.classloader_stats")),
                files(pid));
    }

    /** How much heavier it has become since then. */
    public Weight minus(Weight before) {
        return new Weight(
                bytes - before.bytes, threads - before.threads, loaders - before.loaders, files - before.files);
    }

    private static long count(Pattern pattern, String text) {
        return pattern.matcher(text).results().count();
    }

    private static long files(long pid) {
        try (var open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String jcmd(long pid, String command) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd").toString();
        var result = Processes.run(Path.of("."), Duration.ofMinutes(1), "", List.of(jcmd, Long.toString(pid), command));
        if (result.status() != 0) {
            throw new AssertionError(command + ": " + result.text());
        }
        return result.text();
    }
}
