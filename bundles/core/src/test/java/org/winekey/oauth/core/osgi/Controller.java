// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.ServiceEvent;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.condition.Condition;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthService;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.HostThreads;
import org.winekey.oauth.core.seam.JdkHttpTransport;
import org.winekey.oauth.core.seam.PoolScheduler;
import org.winekey.oauth.core.seam.SystemEntropy;
import org.winekey.oauth.core.seam.SystemTime;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.settings.ServiceSettings;
import org.winekey.oauth.core.vault.Vault;

/**
 * The whole service on the real clocks, threads, network and disk; only the framework around it is a fake. For whoever
 * measures it: what it hands out is what a bundle gets. Thread-safe.
 */
public final class Controller implements AutoCloseable {

    private static final String INTEGRATION = "org.winekey.integration";
    private static final String FACE = "org.winekey.oauth.web";
    private static final long PATIENCE_SECONDS = 300;

    private final FakeFramework framework = new FakeFramework();
    private final FakeConfigAdmin configAdmin = new FakeConfigAdmin();
    private final PoolScheduler work = new PoolScheduler("winekey", OAuthComponent.WORKERS);
    private final PoolScheduler errands = new PoolScheduler("winekey-errand", OAuthComponent.ERRANDS);
    private final PoolScheduler guests = new PoolScheduler("winekey-guest", OAuthComponent.GUESTS);
    private final HostThreads resolvers = new HostThreads("winekey-dns");
    private final JdkHttpTransport transport;
    private final House house;
    private final Map<String, Map<String, Object>> clients;

    /**
     * Builds the house; nothing is read yet.
     *
     * @param settings of the service
     * @param clients settings of each client by its name
     */
    public Controller(Map<String, Object> settings, Map<String, Map<String, Object>> clients) {
        this.clients = clients;
        var time = new SystemTime();
        transport = new JdkHttpTransport(time, resolvers);
        framework.register(ConfigurationAdmin.class.getName(), configAdmin.service, Map.of());
        clients.forEach((name, raw) -> configAdmin.kept.put(pid(name), raw));
        var outside = new Outside(time, work, errands, guests, new SystemEntropy(), transport, new DiskStoreIo());
        house = new House(framework.context, outside, ServiceSettings.of(settings));
    }

    /** The settings of a service whose store is there. */
    public static Map<String, Object> settings(Path folder, Path key) {
        return Map.of(Keys.STORE_DIRECTORY, folder.toString(), Keys.KEY_FILE, key.toString());
    }

    /** Starts, and ends when bundles have the services; the one of the faces comes last. */
    public Controller start() {
        var registered = new CountDownLatch(1);
        framework.listeners.put(
                event -> {
                    if (event.getType() == ServiceEvent.REGISTERED) {
                        registered.countDown();
                    }
                },
                "(objectClass=" + OAuthAdmin.class.getName() + ")");
        house.start();
        clients.forEach(this::configure);
        try {
            if (!registered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the service did not start");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** The settings of a client are these from now on. */
    public void configure(String client, Map<String, Object> raw) {
        try {
            ((ManagedServiceFactory)
                            framework.service(ManagedServiceFactory.class).orElseThrow().service)
                    .updated(pid(client), new Hashtable<>(raw));
        } catch (ConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A bundle registers a service. */
    void offer(String bundle, Class<?> type, Object service, Map<String, Object> properties) {
        framework.register(bundle, type.getName(), service, properties);
    }

    /** The client that an integration gets. */
    public OAuthClient client(String name) {
        var service = framework.service(OAuthService.class).orElseThrow();
        return ((OAuthService) service.fetchAs(INTEGRATION)).client(name);
    }

    /** What a face gets. */
    public OAuthAdmin admin() {
        return (OAuthAdmin) framework.service(OAuthAdmin.class).orElseThrow().fetchAs(FACE);
    }

    /** The open store, to put grants into. */
    public Vault vault() {
        return house.engine().orElseThrow().vault();
    }

    /** Waits until all that was put into the store has been noticed. */
    public void settle() {
        house.engine().orElseThrow().keepers().settled().join();
    }

    /** What the fake framework itself keeps for so many clients, for whoever weighs the heap. */
    public static Object frameworkOf(Iterable<String> clients) {
        var framework = new FakeFramework();
        for (var client : clients) {
            var name = Map.<String, Object>of(OAuthClient.CLIENT_PROPERTY, client);
            framework.register(OAuthClient.class.getName(), framework, name);
            framework.register(Condition.class.getName(), framework, Map.of(Condition.CONDITION_ID, client));
        }
        return framework;
    }

    /** Gives back everything. */
    @Override
    public void close() {
        house.close();
        transport.close();
        work.close();
        errands.close();
        guests.close();
        resolvers.close();
    }

    private static String pid(String client) {
        return Keys.CLIENT_FACTORY_PID + "~" + client;
    }
}
