// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.core.watch.Beans;
import org.winekey.oauth.core.watch.ClientsHealth;

/** Shows the clients to machines that watch: in JMX, and as a health check where somebody knows what that is. Thread-safe. */
final class Watchers implements ClientServices.Presence, AutoCloseable {

    static final String HEALTH_CHECK = "org.apache.felix.hc.api.HealthCheck";

    private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

    private final BundleContext context;
    private final @Nullable MBeanServer server;
    private volatile @Nullable Beans beans;
    private volatile @Nullable ServiceRegistration<?> health;

    /**
     * Nothing is shown yet.
     *
     * @param server null: nobody looks through JMX
     */
    Watchers(BundleContext context, @Nullable MBeanServer server) {
        this.context = context;
        this.server = server;
    }

    /** Begins to show, before any client comes. */
    void open(OAuthAdmin admin) {
        if (server != null) {
            beans = new Beans(server, admin);
        }
        health = health(admin).orElse(null);
    }

    @Override
    public void came(String client) {
        Optional.ofNullable(beans).ifPresent(shown -> shown.came(client));
    }

    @Override
    public void went(String client) {
        Optional.ofNullable(beans).ifPresent(shown -> shown.went(client));
    }

    @Override
    public void close() {
        var check = health;
        if (check != null) {
            check.unregister();
            health = null;
        }
        Optional.ofNullable(beans).ifPresent(Beans::close);
    }

    private Optional<ServiceRegistration<?>> health(OAuthAdmin admin) {
        try {
            var properties =
                    Map.of("hc.name", "Winekey", "hc.tags", List.of("oauth").toArray(String[]::new));
            return Optional.of(context.registerService(
                    HEALTH_CHECK, new ClientsHealth(admin), FrameworkUtil.asDictionary(properties)));
        } catch (NoClassDefFoundError e) {
            // The import is optional.
            LOG.debug("nobody here knows health checks");
            return Optional.empty();
        }
    }
}
