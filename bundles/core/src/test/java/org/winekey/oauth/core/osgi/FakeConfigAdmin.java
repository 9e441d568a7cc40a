// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.Configuration.ConfigurationAttribute;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ReadOnlyConfigurationException;

/** Config Admin as far as it is asked: what it keeps, before any plugin replaced anything. */
final class FakeConfigAdmin {

    final Map<String, Map<String, Object>> kept = new ConcurrentSkipListMap<>();

    /** What Config Admin does in the middle of an update, by PID: it delivers on threads of its own. */
    Consumer<String> whenUpdated = pid -> {};

    /** PIDs that are locked, as those of a file that cannot be written. */
    final Set<String> readOnly = ConcurrentHashMap.newKeySet();

    final ConfigurationAdmin service =
            FakeFramework.proxy(ConfigurationAdmin.class, (self, method, arguments) -> switch (method.getName()) {
                case "listConfigurations" ->
                    kept.isEmpty()
                            ? null
                            : kept.keySet().stream().map(this::configuration).toArray(Configuration[]::new);
                case "getConfiguration" -> configuration((String) arguments[0]);
                case "getFactoryConfiguration" -> configuration(arguments[0] + "~" + arguments[1]);
                case "hashCode" -> 1;
                case "equals" -> self == arguments[0];
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private static Map<String, Object> copy(Dictionary<?, ?> properties) {
        var copy = new TreeMap<String, Object>();
        Collections.list(properties.keys()).forEach(key -> copy.put((String) key, properties.get(key)));
        return copy;
    }

    private Map<String, Object> update(String pid, Dictionary<?, ?> properties) {
        if (readOnly.contains(pid)) {
            throw new ReadOnlyConfigurationException("read-only");
        }
        var before = kept.put(pid, copy(properties));
        whenUpdated.accept(pid);
        return before;
    }

    private Configuration configuration(String pid) {
        return FakeFramework.proxy(Configuration.class, (self, method, arguments) -> switch (method.getName()) {
            case "getPid" -> pid;
            case "getBundleLocation" -> null;
            case "getAttributes" -> readOnly.contains(pid) ? Set.of(ConfigurationAttribute.READ_ONLY) : Set.of();
            case "update" -> update(pid, (Dictionary<?, ?>) arguments[0]);
            case "getProperties" -> kept.containsKey(pid) ? new Hashtable<>(kept.get(pid)) : null;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }
}
