// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Child processes that never outlive this JVM, free ports, and folders. Thread-safe. */
public final class Processes {
    private static final Set<ProcessHandle> STARTED = startedAndEndedByHook();
    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;?]*[A-Za-z]");
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Processes() {}

    /** Starts a process whose whole tree is killed when this JVM exits. */
    static Process start(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            STARTED.add(process.toHandle());
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(builder.command().get(0) + " does not start", e);
        }
    }

    /** Takes over the children of this JVM that run this program: they are killed when this JVM exits. */
    static void adopt(Path program) {
        ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .command()
                        .filter(program.toString()::equals)
                        .isPresent())
                .forEach(STARTED::add);
    }

    /** What makes a command obey the modes of files, as it does for everybody but root. */
    static List<String> boundByFileModes() {
        return System.getProperty("user.name").equals("root")
                ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner")
                : List.of();
    }

    /** Gives the owner the right to write a folder and all in it, or takes it away. Nobody else may even read it. */
    public static void writable(Path folder, boolean writable) {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path each : found.toList()) {
                String owner = (writable ? "rw" : "r-") + (Files.isDirectory(each) ? "x" : "-");
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString(owner + "------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end; the result carries standard output and error together, colours removed. */
    static Result run(Path folder, Duration atMost, String input, List<String> command) {
        try {
            Path output = Files.createTempFile("command", ".out");
            Process process = start(new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile()));
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            boolean ended = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
            end(process.toHandle(), Duration.ZERO);
            String text = COLOUR.matcher(Files.readString(output)).replaceAll("");
            Files.delete(output);
            return new Result(ended ? process.exitValue() : -1, text);
        } catch (IOException e) {
            throw new UncheckedIOException(command.get(0), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Await.GiveUp("interrupted");
        }
    }

    /** Asks the process to end, then kills it and every descendant; returns when all are gone. */
    static void end(ProcessHandle process, Duration grace) {
        List<ProcessHandle> tree = tree(process);
        if (!grace.isZero()) {
            tree.forEach(ProcessHandle::destroy);
            awaitEnd(tree, grace);
        }
        tree.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(tree, Duration.ofSeconds(10));
        tree.forEach(STARTED::remove);
    }

    private static List<ProcessHandle> tree(ProcessHandle process) {
        var tree = new ArrayList<ProcessHandle>();
        tree.add(process);
        process.descendants().forEach(tree::add);
        return tree;
    }

    private static void awaitEnd(List<ProcessHandle> tree, Duration atMost) {
        try {
            Await.until("processes ended", atMost, () -> tree.stream().noneMatch(ProcessHandle::isAlive));
        } catch (AssertionError e) {
            // The caller kills them next, or has just done so.
            return;
        }
    }

    /** A port on 127.0.0.1 that is free now and was not given out before by this JVM. */
    static int freePort() {
        while (true) {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (GIVEN.add(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Whether something takes connections on this port of 127.0.0.1. */
    static boolean isListening(int port) {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Deletes a file or a whole folder; absent is fine. Symbolic links are not followed. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path each : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<ProcessHandle> startedAndEndedByHook() {
        Set<ProcessHandle> started = ConcurrentHashMap.newKeySet();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() ->
                        new HashSet<>(started).forEach(each -> tree(each).forEach(ProcessHandle::destroyForcibly))));
        return started;
    }

    /** How a command ended: its exit status (-1: killed at the deadline) and what it printed. */
    record Result(int status, String text) {}
}
