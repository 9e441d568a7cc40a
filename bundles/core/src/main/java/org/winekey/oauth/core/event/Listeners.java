// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.event;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthListener;

/** Finds the listeners that bundles register. Thread-safe. */
final class Listeners implements ServiceTrackerCustomizer<OAuthListener, Listeners.Source>, AutoCloseable {

    private final BundleContext context;
    private final Announcer announcer;
    private final ServiceTracker<OAuthListener, Source> tracker;

    /** A listener of another bundle: fetched when it is called first, on the thread that calls it. */
    final class Source implements Supplier<@Nullable OAuthListener> {

        private final ServiceReference<OAuthListener> reference;
        private volatile Set<String> wanted;
        private @Nullable OAuthListener listener; // touched on the lane of its ear only
        private @Nullable Ear ear; // written once, before anybody else knows this

        private Source(ServiceReference<OAuthListener> reference) {
            this.reference = reference;
            this.wanted = wanted(reference);
        }

        @Override
        public @Nullable OAuthListener get() {
            if (listener == null) {
                listener = context.getService(reference);
            }
            return listener;
        }

        boolean wants(String client) {
            var names = wanted;
            return names.isEmpty() || names.contains(client);
        }
    }

    Listeners(BundleContext context, Announcer announcer) {
        this.context = context;
        this.announcer = announcer;
        this.tracker = new ServiceTracker<>(context, OAuthListener.class, this);
    }

    void open() {
        tracker.open();
    }

    @Override
    public void close() {
        tracker.close();
    }

    @Override
    public @Nullable Source addingService(ServiceReference<OAuthListener> reference) {
        var bundle = reference.getBundle();
        if (bundle == null) {
            return null;
        }
        var name = Objects.requireNonNullElse(bundle.getSymbolicName(), "(bundle " + bundle.getBundleId() + ")");
        var source = new Source(reference);
        source.ear = announcer.add(name, source, source::wants);
        return source;
    }

    @Override
    public void modifiedService(ServiceReference<OAuthListener> reference, Source source) {
        source.wanted = wanted(reference);
        if (source.ear != null) {
            announcer.lookAtAll(source.ear);
        }
    }

    @Override
    public void removedService(ServiceReference<OAuthListener> reference, Source source) {
        if (source.ear != null) {
            announcer.remove(source.ear);
        }
        context.ungetService(reference);
    }

    private static Set<String> wanted(ServiceReference<?> reference) {
        var property = reference.getProperty(OAuthClient.CLIENT_PROPERTY);
        var names = property instanceof Object[] array
                ? Arrays.asList(array)
                : property instanceof Collection<?> several
                        ? several
                        : property == null ? List.of() : List.of(property);
        return names.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
