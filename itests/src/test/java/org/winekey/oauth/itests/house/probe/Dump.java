// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house.probe;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.event.Event;

/** Everything a stranger can read without asking for a token, as text. */
final class Dump {
    private Dump() {}

    static String services(BundleContext context) {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(null, null);
            return Arrays.stream(references).map(Dump::of).collect(Collectors.joining("\n"));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Names of threads, and what system properties and bundle headers say. */
    static String surroundings(BundleContext context) {
        var threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .sorted();
        var headers = Arrays.stream(context.getBundles()).map(Dump::headers);
        return text(threads.toList()) + "\n" + System.getProperties() + "\n" + text(headers.toList()) + "\n" + beans();
    }

    /** What our MBeans say to whoever asks by JMX. */
    private static String beans() {
        try {
            var server = ManagementFactory.getPlatformMBeanServer();
            var said = new StringBuilder();
            for (var name : server.queryNames(new ObjectName("org.winekey*:*"), null)) {
                for (var attribute : server.getMBeanInfo(name).getAttributes()) {
                    said.append(name)
                            .append(' ')
                            .append(attribute.getName())
                            .append(" = ")
                            .append(text(server.getAttribute(name, attribute.getName())))
                            .append('\n');
                }
            }
            return said.toString();
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(Event event) {
        return event.getTopic()
                + Arrays.stream(event.getPropertyNames())
                        .map(name -> "\n  " + name + " = " + text(event.getProperty(name)))
                        .collect(Collectors.joining());
    }

    private static String of(ServiceReference<?> reference) {
        return reference
                + Arrays.stream(reference.getPropertyKeys())
                        .map(key -> "\n  " + key + " = " + text(reference.getProperty(key)))
                        .collect(Collectors.joining());
    }

    private static String headers(Bundle bundle) {
        var headers = bundle.getHeaders();
        return bundle + " " + bundle.getLocation() + " " + headers;
    }

    private static String text(@Nullable Object value) {
        if (value != null && value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(index -> text(Array.get(value, index)))
                    .collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Collection<?> collection) {
            return collection.stream().map(Dump::text).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return String.valueOf(value);
    }
}
