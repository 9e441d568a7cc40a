// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** As much of a framework as one bundle notices: a service registry with listeners, and properties. */
final class FakeFramework {

    /** A registered service. */
    final class Entry {
        final long id = ids.incrementAndGet();
        final Bundle owner;
        final String type;
        final Object service;
        final Map<String, Object> properties;
        final Map<String, Object> fetched = new ConcurrentHashMap<>();
        final ServiceReference<?> reference;
        final ServiceRegistration<?> registration;
        volatile boolean gone;

        private Entry(Bundle owner, String type, Object service, Map<String, Object> properties) {
            this.owner = owner;
            this.type = type;
            this.service = service;
            this.properties = properties;
            this.reference = proxy(ServiceReference.class, this::reference);
            this.registration = proxy(ServiceRegistration.class, this::registration);
        }

        /** The service as a bundle of that name gets it. */
        Object fetchAs(String bundle) {
            return fetched.computeIfAbsent(bundle, name -> fetch(bundle(name)));
        }

        private Object fetch(Bundle bundle) {
            return service instanceof ServiceFactory<?> factory ? fromFactory(factory, bundle) : service;
        }

        @SuppressWarnings("unchecked") // the fake registration fits every type
        private <S> Object fromFactory(ServiceFactory<S> factory, Bundle bundle) {
            return factory.getService(bundle, (ServiceRegistration<S>) registration);
        }

        private Object reference(Object self, Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "getProperty" ->
                    arguments[0].equals("service.id") ? (Object) id : properties.get((String) arguments[0]);
                case "getBundle" -> gone ? null : owner;
                case "getPropertyKeys" -> properties.keySet().toArray(String[]::new);
                case "compareTo" -> 0;
                case "getProperties" -> FrameworkUtil.asDictionary(properties);
                default -> identity(self, method.getName(), arguments);
            };
        }

        private Object registration(Object self, Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "unregister" -> withdraw();
                case "getReference" -> reference;
                default -> identity(self, method.getName(), arguments);
            };
        }

        private Object withdraw() {
            if (gone) {
                throw new IllegalStateException("unregistered twice: " + type + properties);
            }
            gone = true;
            entries.remove(this);
            tell(ServiceEvent.UNREGISTERING, this);
            return null;
        }
    }

    private final AtomicLong ids = new AtomicLong();
    final Map<String, String> frameworkProperties = new HashMap<>();
    final Collection<Entry> entries = new ConcurrentLinkedQueue<>();
    final Map<ServiceListener, String> listeners = new ConcurrentHashMap<>();
    final BundleContext context = proxy(BundleContext.class, this::context);

    /** Registers a service of another bundle. */
    Entry register(String type, Object service, Map<String, Object> properties) {
        return register("org.example.other", type, service, properties);
    }

    /** Registers a service of the bundle with that symbolic name. */
    Entry register(String bundle, String type, Object service, Map<String, Object> properties) {
        var all = new HashMap<String, Object>(properties);
        all.put("objectClass", new String[] {type});
        var entry = new Entry(bundle(bundle), type, service, all);
        entries.add(entry);
        tell(ServiceEvent.REGISTERED, entry);
        return entry;
    }

    /** Tells that the properties of a service changed. */
    void modify(Entry entry) {
        tell(ServiceEvent.MODIFIED, entry);
    }

    Stream<Entry> services(Class<?> type) {
        return entries.stream().filter(entry -> entry.type.equals(type.getName()));
    }

    Optional<Entry> service(Class<?> type) {
        return services(type).findFirst();
    }

    static Bundle bundle(String symbolicName) {
        return proxy(Bundle.class, (self, method, arguments) -> switch (method.getName()) {
            case "getSymbolicName" -> symbolicName;
            case "getBundleId" -> 7L;
            case "getLocation" -> "test:" + symbolicName;
            default -> identity(self, method.getName(), arguments);
        });
    }

    private Object context(Object self, Method method, Object[] arguments) throws InvalidSyntaxException {
        return switch (method.getName()) {
            case "registerService" -> register(typeName(arguments[0]), arguments[1], map(arguments[2])).registration;
            case "createFilter" -> FrameworkUtil.createFilter((String) arguments[0]);
            case "addServiceListener" -> listeners.put((ServiceListener) arguments[0], filter(arguments));
            case "removeServiceListener" -> listeners.remove((ServiceListener) arguments[0]);
            case "getServiceReferences", "getAllServiceReferences" ->
                references((String) arguments[0], (String) arguments[1]);
            case "getService" -> entryOf(arguments[0]).fetchAs("org.winekey.oauth.core");
            case "ungetService" -> true;
            case "getProperty" -> frameworkProperties.get((String) arguments[0]);
            case "getBundle" -> bundle("org.winekey.oauth.core");
            default -> identity(self, method.getName(), arguments);
        };
    }

    private static String filter(Object[] arguments) {
        return arguments.length > 1 && arguments[1] != null ? (String) arguments[1] : "";
    }

    private static String typeName(Object type) {
        return type instanceof Class<?> known ? known.getName() : String.valueOf(type);
    }

    private static Map<String, Object> map(Object dictionary) {
        var map = new HashMap<String, Object>();
        if (dictionary instanceof Dictionary<?, ?> given) {
            Collections.list(given.keys()).forEach(key -> map.put((String) key, given.get(key)));
        }
        return map;
    }

    private Entry entryOf(Object reference) {
        return entries.stream()
                .filter(entry -> entry.reference == reference)
                .findFirst()
                .orElseThrow();
    }

    private Object references(String type, String filter) throws InvalidSyntaxException {
        var found = entries.stream()
                .filter(entry -> type == null || entry.type.equals(type))
                .filter(entry -> matches(filter, entry))
                .map(entry -> entry.reference)
                .toArray(ServiceReference<?>[]::new);
        return found.length == 0 ? null : found;
    }

    private static boolean matches(String filter, Entry entry) {
        try {
            return filter == null
                    || filter.isEmpty()
                    || FrameworkUtil.createFilter(filter).matches(entry.properties);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void tell(int type, Entry entry) {
        listeners.forEach((listener, filter) -> {
            if (matches(filter, entry)) {
                listener.serviceChanged(new ServiceEvent(type, entry.reference));
            }
        });
    }

    private static Object identity(Object self, String method, Object[] arguments) {
        return switch (method) {
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            case "toString" -> "fake";
            default ->
                throw new UnsupportedOperationException(
                        method + Arrays.toString(Objects.requireNonNullElse(arguments, new Object[0])));
        };
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
