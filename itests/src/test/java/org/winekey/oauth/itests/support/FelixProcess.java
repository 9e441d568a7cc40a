// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.itests.report.Parts;

/**
 * Felix without Karaf as its own process, bound to 127.0.0.1 on a free port: core, the page and the few bundles that they
 * need. Settings are files in its folder {@code conf}; its JAAS realm {@code karaf} has the one administrator whom a
 * {@link KarafProcess} has.
 *
 * <p>Not thread-safe.
 */
public final class FelixProcess implements AutoCloseable {
    /** EventAdmin. */
    public static final Path EVENTS = jar("org.apache.felix.eventadmin");

    /** The API of health checks. */
    public static final Path HEALTH = jar("org.apache.felix.healthcheck.api");

    private static final Path FRAMEWORK = jar("org.apache.felix.main");
    private static final Path LOGGING = jar("slf4j-simple");
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(30);

    private final Path home;
    private final Path java;
    private final int port = Processes.freePort();
    private final List<String> javaOptions = new ArrayList<>(List.of("-Xms64m", "-Xmx384m"));
    private final Map<String, String> environment = new HashMap<>();
    private List<Path> bundles = needed();
    private @Nullable Process process;
    private int starts;

    /** In this folder, whose former content is deleted, with the JDK in that one. */
    public FelixProcess(Path folder, Path java) {
        home = folder.toAbsolutePath();
        this.java = java;
        Parts.record("plain Felix", System.getProperty("itest.felix.version", "") + " on JDK " + javaVersion(java));
        try {
            Processes.delete(home);
            Files.createDirectories(home.resolve("conf"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write("login.config", login());
    }

    /** The version of a JDK. */
    public static String javaVersion(Path java) {
        var release = new Properties();
        try (var in = Files.newInputStream(java.resolve("release"))) {
            release.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return release.getProperty("JAVA_VERSION").replace("\"", "");
    }

    /** The bundles without which nothing works, ours among them. */
    public static List<Path> needed() {
        var others = List.of(FRAMEWORK, LOGGING, EVENTS, HEALTH);
        try (Stream<Path> jars = Files.list(FRAMEWORK.getParent())) {
            return jars.filter(jar -> !others.contains(jar)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets what is installed; the next start installs and starts these bundles in this order. */
    public FelixProcess bundles(List<Path> ordered) {
        Processes.delete(home.resolve("cache"));
        bundles = List.copyOf(ordered);
        return this;
    }

    /** Adds options of the JVM, from the next start on. */
    public FelixProcess javaOptions(String... options) {
        javaOptions.addAll(List.of(options));
        return this;
    }

    /** Lives by this clock from the next start on. */
    public FelixProcess wallClock(WallClock clock) {
        environment.putAll(clock.environment());
        return this;
    }

    /** Writes a file with settings, at once as a whole. */
    public FelixProcess conf(String file, String content) {
        try {
            Files.move(write(file, content), home.resolve("conf").resolve(file), StandardCopyOption.ATOMIC_MOVE);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, first time or again; returns how long it took until the administrator sees the page. */
    public Duration start() {
        long begin = System.nanoTime();
        write("config.properties", framework());
        keepLog();
        var builder = new ProcessBuilder(command())
                .directory(home.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(consoleFile().toFile()));
        builder.environment().putAll(environment);
        process = Processes.start(builder);
        awaitPage(process);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** The next start would write over it. */
    private void keepLog() {
        try {
            if (Files.exists(logFile())) {
                Files.move(logFile(), home.resolve("felix-" + starts++ + ".log"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitPage(Process started) {
        var admin = new Visitor().withBasic(uri("/"), KarafProcess.ADMIN, KarafProcess.ADMIN_PASSWORD);
        Await.until("the page, see " + consoleFile() + " and " + logFile(), START, () -> {
            if (!started.isAlive() || console().contains("Auto-properties")) {
                throw new Await.GiveUp("Felix has ended or a bundle does not start: " + console());
            }
            return admin.get(uri("/oauth")).statusCode() == 200;
        });
    }

    /** What the process printed itself, over all starts. */
    private String console() {
        return read(consoleFile());
    }

    private List<String> command() {
        var options = Stream.of(
                "-Dfelix.config.properties=" + home.resolve("config.properties").toUri(),
                "-Djava.security.auth.login.config=" + home.resolve("login.config"),
                "-Dorg.slf4j.simpleLogger.logFile=" + logFile(),
                "-cp",
                FRAMEWORK + File.pathSeparator + Path.of("target/test-classes").toAbsolutePath(),
                "org.apache.felix.main.Main");
        var program = Stream.of(java.resolve("bin/java").toString());
        return Stream.of(program, javaOptions.stream(), options)
                .flatMap(part -> part)
                .toList();
    }

    private String framework() {
        var urls = bundles.stream().map(jar -> jar.toUri().toString()).collect(Collectors.joining(" "));
        return """
                org.osgi.framework.storage = cache
                felix.auto.install.1 = %s
                felix.auto.start.1 = %s
                org.osgi.service.http.port = %d
                org.apache.felix.http.host = 127.0.0.1
                felix.fileinstall.dir = conf
                felix.fileinstall.poll = 500
                felix.fileinstall.noInitialDelay = true
                karaf.base = %s
                karaf.etc = %s
                """.formatted(LOGGING.toUri(), urls, port, home, home.resolve("conf"));
    }

    private static String login() {
        return """
                karaf {
                    org.winekey.oauth.itests.support.login.PlainLogin required user="%s" password="%s";
                };
                """.formatted(KarafProcess.ADMIN, KarafProcess.ADMIN_PASSWORD);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String file, String content) {
        try {
            return Files.writeString(home.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar(String name) {
        return Path.of(System.getProperty("itest.felix", "")).toAbsolutePath().resolve(name + ".jar");
    }

    /** Stops it in order (SIGTERM), and with force when that takes too long. */
    public void stop() {
        if (process != null) {
            Processes.end(process.toHandle(), STOP);
            process = null;
        }
    }

    /** Stops it when it runs; the folder stays. */
    @Override
    public void close() {
        stop();
    }

    /** An absolute URI of this Felix. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** What was logged since the last start. */
    public String log() {
        return read(logFile());
    }

    private Path logFile() {
        return home.resolve("felix.log");
    }

    private Path consoleFile() {
        return home.resolve("console.out");
    }
}
