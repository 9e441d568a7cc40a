// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import java.nio.file.Path;
import java.util.Map;
import org.winekey.oauth.itests.support.KarafProcess;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.Processes;

/** Our distribution with the probe in it, and its clients at Keycloak. Not thread-safe. */
final class House implements AutoCloseable {
    private final KarafProcess karaf;
    private final Probe probe;

    /** Unpacked freshly, not yet started. */
    House(String name) {
        this(name, KarafProcess.distribution(Path.of("target/house", name)));
    }

    private House(String name, KarafProcess karaf) {
        this.karaf = karaf;
        this.probe = Probe.into(karaf, Path.of("target/house", name + "-notes"));
    }

    /** A stock Karaf with this KAR in it instead. */
    static House stock(String name, Path kar) {
        return new House(name, KarafProcess.stock(Path.of("target/house", name)).deploy(kar));
    }

    /** Starts it and waits until page and probe answer. */
    House start(String... arguments) {
        karaf.start(arguments);
        karaf.awaitHttp("/oauth", 401);
        probe.awaitReady();
        return this;
    }

    /** Stops it in order and starts it again. */
    House restart(String... arguments) {
        karaf.stop();
        return start(arguments);
    }

    /** Writes the settings of a client: this registration at Keycloak, its secret in clear. */
    House client(String name, Keycloak.Client registration) {
        return client(name, registration, Map.of(".client_secret", registration.secretOrFail()));
    }

    /** The same with these keys added or replaced. */
    House client(String name, Keycloak.Client registration, Map<String, String> more) {
        return client(name, ClientFile.at(keycloak(), registration, more));
    }

    /** Writes the settings of a client, exactly these. */
    House client(String name, Map<String, String> settings) {
        karaf.etc(ClientFile.name(name), ClientFile.text(settings));
        return this;
    }

    /** Takes the settings of a client away. */
    House without(String name) {
        Processes.delete(karaf.home().resolve("etc/org.winekey.oauth.client-" + name + ".cfg"));
        return this;
    }

    /** The operator of this house with a person's Keycloak session of its own. */
    Operator operator() {
        return new Operator(karaf::uri, () -> keycloak().newVisitor());
    }

    KarafProcess karaf() {
        return karaf;
    }

    Probe probe() {
        return probe;
    }

    Keycloak keycloak() {
        return Keycloak.shared();
    }

    @Override
    public void close() {
        karaf.close();
    }
}
