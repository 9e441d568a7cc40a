// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house.probe;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.servlet.Servlet;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Registers the servlet at {@code /probe} and a handler of every event. */
public final class ProbeActivator implements BundleActivator {
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @Override
    public void start(BundleContext context) {
        var notes = new Notes(context.getProperty("probe.folder"));
        notes.append("starts.txt", "started");
        try {
            registrations.add(Events.noted(context, notes));
        } catch (NoClassDefFoundError e) {
            // Where there is no EventAdmin, there are no events.
            notes.append("events.txt", "none");
        }
        registrations.add(context.registerService(
                Servlet.class,
                new ProbeServlet(context, notes),
                new Hashtable<>(Map.of(
                        "osgi.http.whiteboard.servlet.pattern", "/probe/*",
                        "osgi.http.whiteboard.servlet.name", "Probe"))));
    }

    @Override
    public void stop(BundleContext context) {
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
    }

    /** Apart, so that the rest works where the package of events is missing. */
    private static final class Events {
        static ServiceRegistration<?> noted(BundleContext context, Notes notes) {
            return context.registerService(
                    EventHandler.class,
                    event -> notes.append("events.txt", Dump.of(event)),
                    new Hashtable<>(Map.of(EventConstants.EVENT_TOPIC, new String[] {"*"})));
        }
    }
}
