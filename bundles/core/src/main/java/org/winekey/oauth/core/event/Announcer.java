// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.event;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.winekey.oauth.core.seam.Lane;
import org.winekey.oauth.core.seam.Scheduler;

/**
 * Knows how each client is and tells those who listen, each on threads that may run code of others, at its own pace. Whoever
 * tells the announcer something waits for nobody. Thread-safe.
 */
public final class Announcer implements AutoCloseable {

    private static final String EVENT_ADMIN = "EventAdmin";

    private final Map<String, ClientState> states = new ConcurrentHashMap<>();
    private final List<Ear> ears = new CopyOnWriteArrayList<>();
    private final Scheduler guests;
    private final BiPredicate<String, String> admits;
    private final Listeners listeners;
    private final Events events;

    /**
     * An announcer that nobody hears yet.
     *
     * @param guests threads that may run code of others
     * @param exists whether a client of that name is configured
     * @param admits whether a client may be used by a bundle of that symbolic name
     */
    public Announcer(
            BundleContext context, Scheduler guests, Predicate<String> exists, BiPredicate<String, String> admits) {
        this.guests = guests;
        this.admits = (client, bundle) -> exists.test(client) && admits.test(client, bundle);
        this.listeners = new Listeners(context, this);
        this.events = new Events(context);
        ears.add(new Ear(
                EVENT_ADMIN,
                new Lane(EVENT_ADMIN, guests),
                () -> events,
                client -> exists.test(client) ? states.get(client) : null));
    }

    /** Finds who listens. */
    public void open() {
        events.open();
        listeners.open();
    }

    /** Tells nobody anything from now on. */
    @Override
    public void close() {
        listeners.close();
        ears.forEach(Ear::close);
        events.close();
    }

    /** A client is like this now. Returns at once. */
    public void changed(String client, ClientState now) {
        states.put(client, now);
        review(client);
    }

    /** Others may hear of a client now. Returns at once. */
    public void review(String client) {
        ears.forEach(ear -> ear.look(client));
    }

    /**
     * Adds a listener, which is told at once how everything is.
     *
     * @param bundle whose it is
     * @param wants the clients that it wants to hear of
     */
    Ear add(String bundle, Listeners.Source source, Predicate<String> wants) {
        var ear = new Ear(
                bundle,
                new Lane("the listener of " + bundle, guests),
                source,
                client -> wants.test(client) && admits.test(client, bundle) ? states.get(client) : null);
        ears.add(ear);
        lookAtAll(ear);
        return ear;
    }

    void lookAtAll(Ear ear) {
        states.keySet().forEach(ear::look);
    }

    void remove(Ear ear) {
        ears.remove(ear);
        ear.close();
    }
}
