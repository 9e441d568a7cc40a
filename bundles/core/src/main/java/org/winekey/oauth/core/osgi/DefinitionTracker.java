// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.winekey.oauth.ClientDefinition;
import org.winekey.oauth.core.seam.Lanes;
import org.winekey.oauth.core.settings.Definition;
import org.winekey.oauth.core.settings.Definition.Publisher;

/**
 * Finds the definitions that bundles publish and asks them, one bundle after another's own pace, on threads that may run
 * code of others. Thread-safe.
 */
final class DefinitionTracker
        implements ServiceTrackerCustomizer<ClientDefinition, ServiceReference<ClientDefinition>>, AutoCloseable {

    private final BundleContext context;
    private final Lanes guests;
    private final ClientsFactory clients;
    private final ServiceTracker<ClientDefinition, ServiceReference<ClientDefinition>> tracker;
    private final Set<Long> present = new HashSet<>(); // guarded by itself

    /**
     * A tracker that is not open yet.
     *
     * @param guests where code of other bundles runs
     * @param clients takes what they say
     */
    DefinitionTracker(BundleContext context, Lanes guests, ClientsFactory clients) {
        this.context = context;
        this.guests = guests;
        this.clients = clients;
        this.tracker = new ServiceTracker<>(context, ClientDefinition.class, this);
    }

    void open() {
        tracker.open();
    }

    @Override
    public void close() {
        tracker.close();
    }

    @Override
    public ServiceReference<ClientDefinition> addingService(ServiceReference<ClientDefinition> reference) {
        synchronized (present) {
            present.add(id(reference));
        }
        ask(reference);
        return reference;
    }

    @Override
    public void modifiedService(
            ServiceReference<ClientDefinition> reference, ServiceReference<ClientDefinition> unused) {
        ask(reference);
    }

    @Override
    public void removedService(
            ServiceReference<ClientDefinition> reference, ServiceReference<ClientDefinition> unused) {
        synchronized (present) {
            present.remove(id(reference));
            clients.undefine(id(reference));
        }
    }

    private void ask(ServiceReference<ClientDefinition> reference) {
        var bundle = reference.getBundle();
        if (bundle != null) {
            var publisher = new Publisher(Bundles.name(bundle), Objects.requireNonNullElse(bundle.getLocation(), ""));
            guests.run(publisher.name(), () -> ask(reference, publisher));
        }
    }

    private void ask(ServiceReference<ClientDefinition> reference, Publisher publisher) {
        var service = context.getService(reference);
        if (service == null) {
            return;
        }
        var definition = definition(id(reference), publisher, service);
        context.ungetService(reference);
        synchronized (present) {
            // Guards against an answer that comes after the service went.
            if (present.contains(definition.id())) {
                clients.define(definition);
            }
        }
    }

    // The outer edge towards foreign code. A message may quote anything, so only the class of what is thrown is told.
    private static Definition definition(long id, Publisher publisher, ClientDefinition service) {
        @Nullable String client = null;
        try {
            client = service.client();
            return Definition.of(id, publisher, client, service.settings());
        } catch (RuntimeException | LinkageError e) {
            return Definition.failed(id, publisher, client, e.getClass().getName());
        }
    }

    private static long id(ServiceReference<?> reference) {
        return reference.getProperty(Constants.SERVICE_ID) instanceof Long id ? id : 0;
    }
}
