// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.core.seam.Lanes;

/**
 * One OAuthClient service for each configured client. Registered once and kept through every change of settings, so that
 * nobody who holds it is bounced. Thread-safe.
 */
final class ClientServices implements AutoCloseable {

    /** Is told which clients there are, those of one name in order. */
    interface Presence {
        /** It is configured. */
        void came(String client);

        /** It is not any more. */
        void went(String client);
    }

    private final BundleContext context;
    private final Desks desks;
    private final Lanes lanes;
    private final Presence presence;
    private final Map<String, ServiceRegistration<OAuthClient>> registered = new ConcurrentHashMap<>();
    private volatile boolean closed;

    ClientServices(BundleContext context, Desks desks, Lanes lanes, Presence presence) {
        this.context = context;
        this.desks = desks;
        this.lanes = lanes;
        this.presence = presence;
    }

    /** Tells whether a client is configured; telling the same twice changes nothing. Returns at once. */
    void configured(String client, boolean configured) {
        lanes.run(client, configured ? () -> register(client) : () -> unregister(client));
    }

    /** Withdraws all. */
    @Override
    public void close() {
        closed = true;
        registered.keySet().forEach(this::unregister);
    }

    private void register(String client) {
        if (closed || registered.containsKey(client)) {
            return;
        }
        var properties = FrameworkUtil.asDictionary(Map.of(OAuthClient.CLIENT_PROPERTY, client));
        registered.put(client, context.registerService(OAuthClient.class, new Factory(desks.desk(client)), properties));
        presence.came(client);
        if (closed) {
            // Guards against a registration that came while the others were withdrawn.
            unregister(client);
        }
    }

    private void unregister(String client) {
        var registration = registered.remove(client);
        if (registration != null) {
            presence.went(client);
            registration.unregister();
        }
    }

    private record Factory(ClientDesk desk) implements ServiceFactory<OAuthClient> {
        @Override
        public OAuthClient getService(Bundle asking, ServiceRegistration<OAuthClient> registration) {
            return desk.handle(Bundles.name(asking));
        }

        @Override
        public void ungetService(Bundle asking, ServiceRegistration<OAuthClient> registration, OAuthClient handle) {
            // A handle stays valid.
        }
    }
}
