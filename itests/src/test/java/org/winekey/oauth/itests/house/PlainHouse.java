// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.winekey.oauth.itests.support.FelixProcess;
import org.winekey.oauth.itests.support.Keycloak;

/** Felix without Karaf, with the probe in it and one client at Keycloak. Not thread-safe. */
final class PlainHouse implements AutoCloseable {
    /** The client. */
    static final String CLIENT = "plain";

    private final FelixProcess felix;
    private final Probe probe;

    /** On this JDK, not yet started. */
    PlainHouse(String name, Path java) {
        felix = new FelixProcess(Path.of("target/house", name), java);
        probe = new Probe(felix::uri, Path.of("target/house", name + "-notes"));
        var secret = Map.of(".client_secret", Keycloak.BASIC.secretOrFail());
        var settings = ClientFile.at(Keycloak.shared(), Keycloak.BASIC, secret);
        felix.javaOptions(probe.javaOption()).conf(ClientFile.name(CLIENT), ClientFile.text(settings));
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
        probe.awaitToken(CLIENT);
        var tokens = probe.tokens();
        return Keycloak.shared().introspect(tokens.get(tokens.size() - 1));
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
