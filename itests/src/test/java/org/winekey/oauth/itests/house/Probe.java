// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.winekey.oauth.itests.house.probe.ProbeActivator;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.KarafProcess;
import org.winekey.oauth.itests.support.Processes;
import org.winekey.oauth.itests.support.Visitor;

/** The probe in a Karaf, from outside: deploys it, asks it, reads its notes. Not thread-safe. */
final class Probe {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CLASSES = ProbeActivator.class.getPackageName().replace('.', '/');

    private final KarafProcess karaf;
    private final Path folder;
    private final Visitor visitor = new Visitor();

    private Probe(KarafProcess karaf, Path folder) {
        this.karaf = karaf;
        this.folder = folder;
    }

    /** Puts the bundle into deploy; its notes go to this folder, whose former content is deleted. */
    static Probe into(KarafProcess karaf, Path folder) {
        try {
            Processes.delete(folder);
            Files.createDirectories(folder);
            karaf.javaOptions("-Dprobe.folder=" + folder.toAbsolutePath()).deploy(jar(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Probe(karaf, folder);
    }

    /** Waits until it answers. */
    void awaitReady() {
        karaf.awaitHttp("/probe", 200);
    }

    /** Asks for a token once. */
    Answer token(String client) {
        return new Answer(ask("/probe/token?client=" + client));
    }

    /** Asks until there is a token. */
    Answer awaitToken(String client) {
        return Await.value(
                "a token of " + client,
                PATIENCE,
                () -> Optional.of(token(client)).filter(Answer::isGranted));
    }

    /** Asks until the answer begins with this name of a result. */
    Answer awaitResult(String client, String kind) {
        return Await.value(
                kind + " of " + client,
                PATIENCE,
                () -> Optional.of(token(client)).filter(answer -> answer.text().startsWith(kind)));
    }

    /** Tells the service that an API refused its token. */
    void rejected(String client) {
        ask("/probe/rejected?client=" + client);
    }

    /** Changes a setting of a client, as an integration may. */
    void changeSettings(String client, int round) {
        ask("/probe/settings?client=" + client + "&round=" + round);
    }

    /** Stops a bundle and starts it again. */
    void restart(String bundle) {
        ask("/probe/restart?bundle=" + bundle);
    }

    /** Updates a bundle from where it came from. */
    void update(String bundle) {
        ask("/probe/update?bundle=" + bundle);
    }

    /** Service properties and the like as they are now; events are noted as they come. */
    List<Path> dump() {
        ask("/probe/dump");
        return Stream.of("services.txt", "surroundings.txt", "events.txt")
                .map(folder::resolve)
                .toList();
    }

    /** Has a bundle leave this text in a service property, an event, the log and its own data. */
    void plant(String secret) {
        write("plant.txt", secret);
        ask("/probe/plant");
    }

    /** Every token it was handed, oldest first. */
    List<String> tokens() {
        try {
            return Files.readAllLines(folder.resolve("tokens.txt")).stream()
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(String path) {
        var response = visitor.get(karaf.uri(path));
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + " answers " + response.statusCode());
        }
        return response.body();
    }

    private static Path jar(Path folder) throws IOException {
        Path jar = folder.resolve("probe.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest())) {
            for (Path file : classes()) {
                out.putNextEntry(new ZipEntry(CLASSES + "/" + file.getFileName()));
                out.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }

    private static List<Path> classes() throws IOException {
        try (Stream<Path> found = Files.list(Path.of("target/test-classes").resolve(CLASSES))) {
            return found.toList();
        }
    }

    private static Manifest manifest() {
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Map.of(
                        "Bundle-ManifestVersion", "2",
                        "Bundle-SymbolicName", "org.winekey.oauth.probe",
                        "Bundle-Version", "1.0.0",
                        "Bundle-Activator", ProbeActivator.class.getName(),
                        "Import-Package",
                                "javax.servlet;version=\"[3.1,5)\",javax.servlet.http;version=\"[3.1,5)\","
                                        + "org.osgi.framework;version=\"[1.8,2)\",org.osgi.service.event;version=\"[1.3,2)\","
                                        + "org.slf4j;version=\"[1.7,2)\",org.winekey.oauth;version=\"[1.0,2)\"")
                .forEach((name, value) -> headers.putValue(name, value));
        return manifest;
    }

    /** What a client handed out: "Granted", identifier and session of the token, or the other result. */
    record Answer(String text) {
        boolean isGranted() {
            return text.startsWith("Granted ");
        }

        /** Keycloak's identifier of the access token. */
        String token() {
            return text.split(" ", -1)[1];
        }

        /** Keycloak's identifier of the session. */
        String session() {
            return text.split(" ", -1)[2];
        }
    }
}
