// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.event;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;
import org.winekey.oauth.core.seam.Lanes;

/**
 * One Condition service for each client that holds a grant, {@code osgi.condition.id=oauth.<client>.authorized}. Who
 * waits for it is started and stopped on a thread of the lanes, in the order of what happened, never on the thread that
 * tells. Thread-safe.
 */
public final class Conditions implements AutoCloseable {

    private final BundleContext context;
    private final Lanes lanes;
    private final Map<String, ServiceRegistration<Condition>> registered = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Conditions in the name of this bundle. */
    public Conditions(BundleContext context, Lanes lanes) {
        this.context = context;
        this.lanes = lanes;
    }

    /** The identifier that integrations name. */
    public static String id(String client) {
        return "oauth." + client + ".authorized";
    }

    /** Tells whether a client holds a grant; telling the same twice changes nothing. Returns at once. */
    public void held(String client, boolean held) {
        lanes.run(client, held ? () -> register(client) : () -> unregister(client));
    }

    /** Withdraws the Conditions of clients that hold no grant after all. */
    public void review(Predicate<String> holds) {
        registered.keySet().stream().filter(holds.negate()).forEach(client -> held(client, false));
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
        var properties = FrameworkUtil.asDictionary(Map.of(Condition.CONDITION_ID, id(client)));
        registered.put(client, context.registerService(Condition.class, Condition.INSTANCE, properties));
        if (closed) {
            // Guards against a registration that came while the others were withdrawn.
            unregister(client);
        }
    }

    private void unregister(String client) {
        var registration = registered.remove(client);
        if (registration != null) {
            registration.unregister();
        }
    }
}
