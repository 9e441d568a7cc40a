// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.winekey.oauth.itests.support.FelixProcess;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.Visitor;

/** Felix without Karaf, with the probe in it and its clients at Keycloak. Not thread-safe. */
final class PlainHouse implements AutoCloseable {
    /** The client. */
    static final String CLIENT = "plain";

    private final FelixProcess felix;
    private final Probe probe;

    /** On this JDK, not yet started. */
    PlainHouse(String name, Path java) {
        felix = new FelixProcess(Path.of("target/house", name), java);
        probe = new Probe(felix::uri, Path.of("target/house", name + "-notes"));
        felix.javaOptions(probe.javaOption());
        client(CLIENT, Keycloak.BASIC, Map.of());
    }

    /** Writes the settings of a client: this registration at Keycloak with its secret, these keys added or replaced. */
    void client(String client, Keycloak.Client registration, Map<String, String> more) {
        var settings =
                ClientFile.at(Keycloak.shared(), registration, Map.of(".client_secret", registration.secretOrFail()));
        settings.putAll(more);
        felix.conf(ClientFile.name(client), ClientFile.text(settings));
    }

    /** Starts with these bundles and the probe, installed and started in this order; returns how long until the page is there. */
    Duration startWith(List<Path> bundles) {
        felix.stop();
        felix.bundles(Stream.concat(bundles.stream(), Stream.of(probe.jar())).toList());
        return start();
    }

    /** Starts again with what is installed. */
    Duration restart() {
        felix.stop();
        return start();
    }

    private Duration start() {
        var untilPage = felix.start();
        probe.awaitReady();
        return untilPage;
    }

    /** The operator of this house with a person's Keycloak session of its own. */
    Operator operator() {
        return new Operator(felix::uri, () -> Keycloak.shared().newVisitor());
    }

    /** What Keycloak says of the token that the client hands out now, once it does. */
    Map<String, Object> introspectedToken() {
        return introspectedToken(CLIENT);
    }

    /** The same of another client. */
    Map<String, Object> introspectedToken(String client) {
        probe.awaitToken(client);
        return Keycloak.shared().introspect(probe.lastToken());
    }

    /** Its wall clock, to the second. */
    Instant wallClock() {
        var date = new Visitor()
                .get(felix.uri("/oauth"))
                .headers()
                .firstValue("Date")
                .orElseThrow();
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    }

    FelixProcess felix() {
        return felix;
    }

    Probe probe() {
        return probe;
    }

    @Override
    public void close() {
        felix.close();
    }
}
