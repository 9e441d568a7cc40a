// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.event;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.OAuthListener;
import org.winekey.oauth.event.OAuthEvents;

/** Posts with EventAdmin what listeners are told, while there is one. Thread-safe. */
final class Events implements OAuthListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private final BundleContext context;
    private volatile @Nullable Desk desk;

    /** Keeps the optional package out of this class, which is needed without it. */
    private static final class Desk {
        private final ServiceTracker<EventAdmin, EventAdmin> admins;

        Desk(BundleContext context) {
            admins = new ServiceTracker<>(context, EventAdmin.class, null);
            admins.open();
        }

        void post(String topic, Map<String, Object> properties) {
            var admin = admins.getService();
            if (admin != null) {
                admin.postEvent(new Event(topic, properties));
            }
        }

        void close() {
            admins.close();
        }
    }

    Events(BundleContext context) {
        this.context = context;
    }

    void open() {
        try {
            desk = new Desk(context);
        } catch (NoClassDefFoundError missing) {
            LOG.info("There is no EventAdmin in this framework, so no events are posted");
        }
    }

    @Override
    public void close() {
        var present = desk;
        if (present != null) {
            present.close();
        }
    }

    @Override
    public void authorized(String client) {
        post(OAuthEvents.AUTHORIZED, client, Map.of());
    }

    @Override
    public void available(String client) {
        post(OAuthEvents.AVAILABLE, client, Map.of());
    }

    @Override
    public void tokenIssued(String client, @Nullable Instant expiresAt, Set<String> scopes) {
        var properties = new HashMap<String, Object>();
        properties.put(OAuthEvents.SCOPES, scopes.stream().sorted().toArray(String[]::new));
        if (expiresAt != null) {
            properties.put(OAuthEvents.EXPIRES_AT, expiresAt.toEpochMilli());
        }
        post(OAuthEvents.TOKEN_ISSUED, client, properties);
    }

    @Override
    public void authorizationRequired(String client, ClientStatus status) {
        post(OAuthEvents.AUTHORIZATION_REQUIRED, client, properties(status));
    }

    @Override
    public void statusChanged(String client, ClientStatus status) {
        post(OAuthEvents.STATUS_CHANGED, client, properties(status));
    }

    @Override
    public void withdrawn(String client) {
        post(OAuthEvents.WITHDRAWN, client, Map.of());
    }

    /** Without the reason, which may quote what a provider said or name an address. */
    private static Map<String, Object> properties(ClientStatus status) {
        var properties = new HashMap<String, Object>();
        properties.put(OAuthEvents.CODE, status.code().name());
        properties.put(OAuthEvents.AUDIENCE, status.audience().name());
        status.key().ifPresent(key -> properties.put(OAuthEvents.KEY, key));
        return properties;
    }

    private void post(String topic, String client, Map<String, Object> more) {
        var present = desk;
        if (present != null) {
            var properties = new HashMap<>(more);
            properties.put(OAuthEvents.CLIENT, client);
            present.post(topic, properties);
        }
    }
}
