// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.itests.report.Parts;

/**
 * A Karaf distribution as its own process, bound to 127.0.0.1 on free ports, without any Maven repository.
 *
 * <p>The process is the JVM itself (bin/karaf replaces its shell by it), so {@link #killHard()} is a real kill -9 of
 * Karaf. A port once chosen stays the same over restarts. Thread-safe for reading; start and stop from one thread.
 */
public final class KarafProcess implements AutoCloseable {
    /** The administrator in etc/users.properties. */
    public static final String ADMIN = "admin";

    /** The administrator's password. */
    public static final String ADMIN_PASSWORD = "cnry-password-karaf-admin-Jf7sKd";

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration COMMAND = Duration.ofMinutes(1);
    private static final String PAX_WEB = "org.ops4j.pax.web.cfg";
    private static final String PAX_URL = "org.ops4j.pax.url.mvn.cfg";
    private static final String SHELL = "org.apache.karaf.shell.cfg";
    private static final String MANAGEMENT = "org.apache.karaf.management.cfg";
    private static final String LOOPBACK = "127.0.0.1";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Path home;
    private final int httpPort = Processes.freePort();
    private final int sshPort = Processes.freePort();
    private final List<String> javaOptions = new ArrayList<>(List.of("-Xms64m", "-Xmx384m"));
    private List<String> privileges = List.of();
    private @Nullable Process process;

    private KarafProcess(Path home) {
        this.home = home.toAbsolutePath();
    }

    /** Our own distribution, unpacked into this folder. */
    public static KarafProcess distribution(Path folder) {
        Parts.record("Winekey distribution", System.getProperty("itest.version", ""));
        return unpack(Path.of(System.getProperty("itest.distribution", "")), folder);
    }

    /** Karaf as its project hands it out, unpacked into this folder. */
    public static KarafProcess stock(Path folder) {
        Parts.record("stock Karaf", System.getProperty("karaf.version", ""));
        return unpack(Path.of(System.getProperty("itest.karaf", "")), folder);
    }

    /** Unpacks a tar.gz with one top folder into this folder, whose former content is deleted, and configures it. */
    public static KarafProcess unpack(Path tarGz, Path folder) {
        var karaf = new KarafProcess(folder);
        try {
            Processes.delete(folder);
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var tar = List.of("tar", "-xzf", tarGz.toAbsolutePath().toString(), "--strip-components=1");
        var result = Processes.run(karaf.home, COMMAND, "", tar);
        if (result.status() != 0) {
            throw new AssertionError("tar: " + result.text());
        }
        karaf.configure();
        return karaf;
    }

    private void configure() {
        set(PAX_WEB, "org.osgi.service.http.port", Integer.toString(httpPort));
        set(PAX_WEB, "org.ops4j.pax.web.listening.addresses", LOOPBACK);
        set(SHELL, "sshPort", Integer.toString(sshPort));
        set(SHELL, "sshHost", LOOPBACK);
        set(MANAGEMENT, "rmiRegistryPort", Integer.toString(Processes.freePort()));
        set(MANAGEMENT, "rmiRegistryHost", LOOPBACK);
        set(MANAGEMENT, "rmiServerPort", Integer.toString(Processes.freePort()));
        set(MANAGEMENT, "rmiServerHost", LOOPBACK);
        set(PAX_URL, "org.ops4j.pax.url.mvn.repositories", "");
        set(PAX_URL, "org.ops4j.pax.url.mvn.localRepository", emptyRepository());
        set(PAX_URL, "org.ops4j.pax.url.mvn.settings", "");
        set(PAX_URL, "org.ops4j.pax.url.mvn.useFallbackRepositories", "false");
        etc(
                "users.properties",
                ADMIN + " = " + ADMIN_PASSWORD + ",_g_:admingroup\n"
                        + "_g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh\n");
    }

    private String emptyRepository() {
        try {
            return Files.createDirectories(home.resolve("empty-repository")).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets one key of a cfg or properties file in etc, in its place, or adds it at the end. */
    public KarafProcess set(String file, String key, String value) {
        Path target = home.resolve("etc").resolve(file);
        try {
            String old = Files.exists(target) ? Files.readString(target) : "";
            Files.writeString(target, replaced(old, key, value));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String replaced(String old, String key, String value) {
        var text = new StringBuilder();
        boolean continues = false;
        boolean dropped = false;
        for (String line : old.lines().toList()) {
            dropped = continues ? dropped : line.matches("\\s*\\Q" + key + "\\E\\s*[=:].*");
            continues = !line.startsWith("#") && line.endsWith("\\");
            if (!dropped) {
                text.append(line).append('\n');
            }
        }
        return text.append(key).append(" = ").append(value).append('\n').toString();
    }

    /** Writes a file in etc, at once as a whole, so that a running Karaf never reads half of it. */
    public KarafProcess etc(String file, String content) {
        return drop(home.resolve("etc"), file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Copies a file into deploy, at once as a whole. */
    public KarafProcess deploy(Path file) {
        try {
            return drop(home.resolve("deploy"), file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a file out of deploy. */
    public KarafProcess undeploy(String file) {
        Processes.delete(home.resolve("deploy").resolve(file));
        return this;
    }

    private KarafProcess drop(Path folder, String file, byte[] content) {
        try {
            Path draft = Files.write(home.resolve("draft-" + file), content);
            Files.createDirectories(folder);
            Files.move(draft, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds options of the JVM, from the next start on. */
    public KarafProcess javaOptions(String... options) {
        javaOptions.addAll(List.of(options));
        return this;
    }

    /** From the next start on it obeys the modes of files, as everybody but root does. */
    public KarafProcess boundByFileModes() {
        privileges = Processes.boundByFileModes();
        return this;
    }

    /** Starts it, first time or again, with these arguments of bin/karaf; returns while it boots. */
    public KarafProcess start(String... arguments) {
        if (isRunning()) {
            throw new IllegalStateException("Karaf runs already");
        }
        var command = new ArrayList<>(privileges);
        command.addAll(List.of("setsid", home.resolve("bin/karaf").toString(), "server"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(consoleFile().toFile()));
        environment(builder.environment());
        process = Processes.start(builder);
        return this;
    }

    private void environment(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("KARAF_") || name.endsWith("JAVA_OPTS"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("EXTRA_JAVA_OPTS", String.join(" ", javaOptions));
        environment.put("KARAF_EXEC", "exec");
    }

    /** Waits until a GET of this path is answered with this status; returns how long that took. */
    public Duration awaitHttp(String path, int status) {
        long begin = System.nanoTime();
        var request =
                HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(5)).build();
        Await.until(path + " answers " + status + ", see " + logFile(), START, () -> {
            requireRunning();
            return http.send(request, BodyHandlers.discarding()).statusCode() == status;
        });
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Waits until the log file contains this text. */
    public void awaitLog(String text) {
        Await.until("'" + text + "' in " + logFile(), START, () -> {
            requireRunning();
            return log().contains(text);
        });
    }

    /** Waits until a shell command can be run. */
    public void awaitShell() {
        Await.until("shell answers, see " + logFile(), START, () -> {
            requireRunning();
            return runInShell("echo ready-$((1))").text().contains("ready-");
        });
    }

    /** Runs one shell command and returns what it printed; a failing command is an error. */
    public String shell(String command) {
        var result = runInShell(command);
        if (result.status() != 0) {
            throw new AssertionError(command + ": " + result.status() + " " + result.text());
        }
        return result.text();
    }

    private Processes.Result runInShell(String command) {
        // The client does nothing when its standard input is at its end already, so the command comes that way.
        return Processes.run(home, COMMAND, command + "\n", client("-b"));
    }

    /** Types these lines at the prompt of a terminal, where Karaf keeps a history; returns what the screen showed. */
    public String terminal(String... lines) {
        // No element has a blank but the folder might, which the quotes are for.
        String client = client().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        String input = String.join("\n", lines) + "\nlogout\n";
        return Processes.run(home, COMMAND, input, List.of("script", "-qec", client, "/dev/null"))
                .text();
    }

    private List<String> client(String... more) {
        var client = List.of(
                "env",
                "JAVA_HOME=" + System.getProperty("java.home"),
                "EXTRA_JAVA_OPTS=-XX:TieredStopAtLevel=1",
                home.resolve("bin/client").toString(),
                "-h",
                LOOPBACK,
                "-a",
                Integer.toString(sshPort),
                "-u",
                ADMIN,
                "-p",
                ADMIN_PASSWORD);
        return Stream.concat(client.stream(), Stream.of(more)).toList();
    }

    private void requireRunning() {
        if (!isRunning()) {
            throw new Await.GiveUp("Karaf has ended, see " + consoleFile());
        }
    }

    /** Stops it in order (SIGTERM), and with force when that takes too long. */
    public void stop() {
        if (process != null) {
            Processes.end(process.toHandle(), STOP);
            process = null;
        }
    }

    /** Kills the JVM with SIGKILL; returns when it is gone. */
    public void killHard() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("Karaf does not run");
        }
        Processes.end(process.toHandle(), Duration.ZERO);
        process = null;
    }

    /** Stops it when it runs; the folder stays. */
    @Override
    public void close() {
        stop();
    }

    /** Whether the JVM is alive. */
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** The process id of the JVM. */
    public long pid() {
        if (process == null) {
            throw new IllegalStateException("Karaf does not run");
        }
        return process.pid();
    }

    /** Its folder. */
    public Path home() {
        return home;
    }

    /** Its HTTP port. */
    public int httpPort() {
        return httpPort;
    }

    /** An absolute URI of this Karaf. */
    public URI uri(String path) {
        return URI.create("http://" + LOOPBACK + ":" + httpPort + path);
    }

    /** data/log/karaf.log. */
    public Path logFile() {
        return home.resolve("data/log/karaf.log");
    }

    /** What the process printed itself, over all starts. */
    public Path consoleFile() {
        return home.resolve("console.out");
    }

    /** The log so far, empty when there is none. */
    public String log() {
        try {
            return Files.exists(logFile()) ? Files.readString(logFile()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
