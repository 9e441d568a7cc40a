// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.winekey.oauth.itests.house.probe.ProbeActivator;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.KarafProcess;
import org.winekey.oauth.itests.support.Processes;
import org.winekey.oauth.itests.support.Visitor;

/** The probe in a Karaf, from outside: deploys it, asks it, reads its notes. Not thread-safe. */
final class Probe {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration OVERLOOKED = Duration.ofSeconds(40);

    private final Function<String, URI> house;
    private final Path folder;
    private final Visitor visitor = new Visitor();
    private Runnable again = () -> {};

    /** In the house whose paths this makes addresses of; its jar and notes are in this folder, whose former content is deleted. */
    Probe(Function<String, URI> house, Path folder) {
        this.house = house;
        this.folder = folder.toAbsolutePath();
        try {
            Processes.delete(folder);
            Files.createDirectories(folder);
            writeJar();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the bundle into deploy. */
    static Probe into(KarafProcess karaf, Path folder) {
        var probe = new Probe(karaf::uri, folder);
        karaf.javaOptions(probe.javaOption()).deploy(probe.jar());
        probe.again = () -> karaf.deploy(probe.jar());
        return probe;
    }

    /** The bundle, to be installed. */
    Path jar() {
        return folder.resolve("probe.jar");
    }

    /** What tells the bundle where its folder is. */
    String javaOption() {
        return "-Dprobe.folder=" + folder;
    }

    /** Waits until it answers. Pax Web 8 now and then overlooks a servlet that comes at the same time as its default context. */
    void awaitReady() {
        try {
            awaitReady(OVERLOOKED);
        } catch (AssertionError e) {
            again.run();
            awaitReady(PATIENCE);
        }
    }

    private void awaitReady(Duration patience) {
        Await.until("the probe answers", patience, () -> ask("/probe").equals("ready"));
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

    /** Stops a bundle and starts it again. */
    void restart(String bundle) {
        ask("/probe/restart?bundle=" + bundle);
    }

    /** Updates a bundle from where it came from. */
    void update(String bundle) {
        ask("/probe/update?bundle=" + bundle);
    }

    /** Has the bundle give a client of its own these settings, which no file holds. */
    void configure(String client, Map<String, String> settings) {
        var query = new StringBuilder("/probe/configure?client=" + client);
        settings.forEach((key, value) ->
                query.append('&').append(key).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        ask(query.toString());
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
        return lines("tokens.txt").stream().distinct().toList();
    }

    /** The token it was handed last. */
    String lastToken() {
        var all = lines("tokens.txt");
        return all.get(all.size() - 1);
    }

    /** How often it was started so far. */
    int starts() {
        return lines("starts.txt").size();
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(folder.resolve(file));
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
        var response = visitor.get(house.apply(path));
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + " answers " + response.statusCode());
        }
        return response.body();
    }

    private void writeJar() throws IOException {
        BundleJar.of(
                jar(),
                ProbeActivator.class,
                "javax.management,javax.servlet;version=\"[3.1,5)\"",
                "javax.servlet.http;version=\"[3.1,5)\"",
                "org.osgi.framework;version=\"[1.8,2)\"",
                "org.osgi.service.condition",
                "org.osgi.service.event;version=\"[1.3,2)\";resolution:=optional",
                "org.slf4j;version=\"[1.7,2)\"",
                "org.winekey.oauth;version=\"[1.0,2)\"");
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
