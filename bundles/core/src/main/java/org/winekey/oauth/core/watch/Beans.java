// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.watch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.OAuthAdmin;

/** The JMX beans: {@code org.winekey.oauth:type=Service}, and one {@code type=Clients,name=<client>} each. Thread-safe. */
public final class Beans implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Beans.class);
    private static final String DOMAIN = "org.winekey.oauth";

    private final MBeanServer server;
    private final OAuthAdmin admin;
    private final Set<ObjectName> registered = ConcurrentHashMap.newKeySet();

    /** Shows the service; clients are shown as they {@link #came}. */
    public Beans(MBeanServer server, OAuthAdmin admin) {
        this.server = server;
        this.admin = admin;
        register(new ServiceBean(admin), DOMAIN + ":type=Service");
    }

    /** Shows a client. */
    public void came(String client) {
        register(new ClientBean(admin, client), name(client));
    }

    /** Shows a client no longer. */
    public void went(String client) {
        unregister(objectName(name(client)));
    }

    /** Shows nothing any more. */
    @Override
    public void close() {
        registered.forEach(this::unregister);
    }

    // Whoever watches must not stop the service: no name, no bean.
    private void register(Object bean, String name) {
        var objectName = objectName(name);
        try {
            server.registerMBean(bean, objectName);
            registered.add(objectName);
        } catch (JMException e) {
            LOG.warn("{} is not in JMX: {}", name, e.toString());
        }
    }

    private void unregister(ObjectName name) {
        if (!registered.remove(name)) {
            return;
        }
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            LOG.debug("{} was taken out of JMX by somebody else", name);
        } catch (JMException e) {
            LOG.warn("{} stays in JMX: {}", name, e.toString());
        }
    }

    // The legal client names mean nothing to JMX.
    private static String name(String client) {
        return DOMAIN + ":type=Clients,name=" + client;
    }

    private static ObjectName objectName(String name) {
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
