// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Where the HTTP service of this framework listens, by the property that the HTTP Whiteboard specification gives its
 * runtime service. No type of it is needed for that. Thread-safe.
 */
final class HttpEndpoints implements AutoCloseable {

    static final String PROPERTY = "osgi.http.endpoint";

    private final Map<ServiceReference<?>, List<String>> endpoints = new ConcurrentHashMap<>();
    private final ServiceTracker<Object, ServiceReference<Object>> tracker;
    private final Runnable changed;

    HttpEndpoints(BundleContext context, Runnable changed) {
        this.changed = changed;
        this.tracker = new ServiceTracker<>(context, filter(context), new Properties());
    }

    void open() {
        tracker.open();
    }

    @Override
    public void close() {
        tracker.close();
    }

    /** This machine's own origin, the one of plain http first; empty while no HTTP service is up. */
    Optional<URI> origin() {
        return endpoints.values().stream()
                .flatMap(List::stream)
                .flatMap(HttpEndpoints::origin)
                .min(Comparator.<URI, Boolean>comparing(uri -> uri.getScheme().equals("https"))
                        .thenComparing(URI::getPort));
    }

    private static Filter filter(BundleContext context) {
        try {
            return context.createFilter("(" + PROPERTY + "=*)");
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("a constant", e);
        }
    }

    private static Stream<URI> origin(String endpoint) {
        try {
            var uri = new URI(endpoint);
            var scheme = uri.getScheme();
            if (scheme == null || !(scheme.equals("http") || scheme.equals("https"))) {
                return Stream.empty();
            }
            return Stream.of(new URI(scheme, null, "127.0.0.1", uri.getPort(), null, null, null));
        } catch (URISyntaxException e) {
            return Stream.empty();
        }
    }

    private static List<String> texts(@Nullable Object property) {
        if (property instanceof Object[] array) {
            return Arrays.stream(array).map(String::valueOf).toList();
        }
        if (property instanceof Collection<?> collection) {
            return collection.stream().map(String::valueOf).toList();
        }
        return property == null ? List.of() : List.of(property.toString());
    }

    /** Looks at properties only; the service itself is never fetched. */
    private final class Properties implements ServiceTrackerCustomizer<Object, ServiceReference<Object>> {
        @Override
        public ServiceReference<Object> addingService(ServiceReference<Object> reference) {
            modifiedService(reference, reference);
            return reference;
        }

        @Override
        public void modifiedService(ServiceReference<Object> reference, ServiceReference<Object> tracked) {
            endpoints.put(reference, texts(reference.getProperty(PROPERTY)));
            changed.run();
        }

        @Override
        public void removedService(ServiceReference<Object> reference, ServiceReference<Object> tracked) {
            endpoints.remove(reference);
            changed.run();
        }
    }
}
