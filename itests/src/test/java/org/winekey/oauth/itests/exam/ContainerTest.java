// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerSuite;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthService;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;

/**
 * A test inside Karaf, as an integration bundle and as an operator. Whatever it configures is gone after each test. Not
 * thread-safe.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerSuite.class)
public abstract class ContainerTest {
    static final String FACTORY_PID = "org.winekey.oauth.client";
    static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    protected BundleContext context;

    @Inject
    protected ConfigurationAdmin configurations;

    @Inject
    protected OAuthService oauth;

    @Inject
    protected SessionFactory sessions;

    @Inject
    protected BootFinished bootFinished;

    private final List<String> clients = new ArrayList<>();
    private Keycloak keycloak;

    @Configuration
    public Option[] configuration() {
        return House.options(getClass());
    }

    @Before
    public void findKeycloak() {
        keycloak = House.keycloak();
    }

    @After
    public void removeClients() throws Exception {
        for (var client : clients) {
            for (var configuration : Optional.ofNullable(configurations.listConfigurations(filter(client)))
                    .orElseGet(() -> new org.osgi.service.cm.Configuration[0])) {
                configuration.delete();
            }
            forget(client);
        }
    }

    /** The Keycloak beside the container. */
    final Keycloak keycloak() {
        return keycloak;
    }

    final Person person(Keycloak.User user) {
        return new Person(keycloak, user);
    }

    final Console console() {
        return new Console(sessions, House.ADMIN);
    }

    /** Configures a client and waits until the service knows it. */
    final OAuthClient configure(String name, Map<String, ?> settings) {
        willRemove(name);
        try {
            configurations.getFactoryConfiguration(FACTORY_PID, name, "?").update(new Hashtable<>(settings));
        } catch (IOException e) {
            throw new AssertionError("Config Admin refuses " + name, e);
        }
        return configured(name);
    }

    /** Changes keys of a configured client and leaves the others as they are. */
    final void change(String name, Map<String, ?> changes) {
        try {
            var configuration = configurations.getFactoryConfiguration(FACTORY_PID, name, "?");
            var properties = configuration.getProperties();
            changes.forEach(properties::put);
            configuration.update(properties);
        } catch (IOException e) {
            throw new AssertionError("Config Admin refuses " + name, e);
        }
    }

    /** Waits until the service knows a client that was configured in another way. */
    final OAuthClient configured(String name) {
        var client = oauth.client(name);
        awaitStatus(
                client,
                "configured",
                status -> status.code() != ClientStatus.Code.NOT_CONFIGURED
                        && status.code() != ClientStatus.Code.STARTING);
        return client;
    }

    /** Configures a client of Keycloak's and signs it in through the page. */
    final OAuthClient signedIn(String name, Keycloak.Client registration) {
        var client = configure(name, settings(registration));
        person(Keycloak.ANNA).signIn(name);
        granted(client);
        return client;
    }

    /** Remembers a client to be removed after the test. */
    final void willRemove(String name) {
        clients.add(name);
    }

    /** The settings that an operator would type for this client of Keycloak's. */
    final Map<String, Object> settings(Keycloak.Client registration) {
        var settings = new HashMap<String, Object>(Map.of(
                "client_id", registration.id(),
                "authorization_endpoint", keycloak.authorizationEndpoint().toString(),
                "token_endpoint", keycloak.tokenEndpoint().toString(),
                "revocation_endpoint", keycloak.revocationEndpoint().toString(),
                "issuer", keycloak.issuer().toString(),
                "scope", "email profile"));
        if (registration.secret() != null) {
            settings.put(".client_secret", registration.secret());
        }
        return settings;
    }

    /** Waits for a token. */
    static AccessToken granted(OAuthClient client) {
        return Await.value(
                () -> "a token of " + client.name() + " (" + client.status() + ")",
                SOON,
                () -> client.token() instanceof TokenResult.Granted granted
                        ? Optional.of(granted.token())
                        : Optional.empty());
    }

    static void awaitStatus(OAuthClient client, String what, Predicate<ClientStatus> condition) {
        Await.value(
                () -> client.name() + " " + what + " (" + client.status() + ")",
                SOON,
                () -> Optional.of(client.status()).filter(condition));
    }

    static void awaitStatus(OAuthClient client, ClientStatus.Code code) {
        awaitStatus(client, code.toString(), status -> status.code() == code);
    }

    private void forget(String client) {
        try {
            console().run("oauth:forget --yes " + client);
        } catch (Exception e) { // There may be nothing to forget.
            return;
        }
    }

    private static String filter(String client) {
        return "(&(service.factoryPid=" + FACTORY_PID + ")(|(service.pid=" + FACTORY_PID + "~" + client
                + ")(felix.fileinstall.filename=*client-" + client + ".*)(oauth.client=" + client + ")))";
    }
}
