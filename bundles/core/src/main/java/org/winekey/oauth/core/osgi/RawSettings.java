// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.core.settings.ClientBook;
import org.winekey.oauth.core.settings.Keys;

/**
 * What Config Admin itself keeps. It delivers values after its plugins have replaced references such as
 * {@code $[secret:name]}; the configuration object still has what was written. Thread-safe.
 */
final class RawSettings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RawSettings.class);

    private final ServiceTracker<ConfigurationAdmin, ConfigurationAdmin> admins;
    private final EmptiedFiles emptiedFiles;

    RawSettings(BundleContext context, LastSettings last) {
        this.admins = new ServiceTracker<>(context, ConfigurationAdmin.class, null);
        this.emptiedFiles = new EmptiedFiles(this, last);
    }

    void open() {
        admins.open();
    }

    @Override
    public void close() {
        admins.close();
    }

    /** PIDs of the clients' configurations that will be delivered (empty: no Config Admin is there to ask). */
    Optional<Set<String>> clientPids() {
        var admin = admins.getService();
        if (admin == null) {
            return Optional.empty();
        }
        try {
            var found = admin.listConfigurations("(service.factoryPid=" + Keys.CLIENT_FACTORY_PID + ")");
            return Optional.of(found == null ? Set.of() : pids(found));
        } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
            LOG.warn(
                    "The configurations of clients cannot be counted: {}",
                    e.getClass().getName());
            return Optional.empty();
        }
    }

    /** What to do about files that lost their settings. */
    EmptiedFiles emptiedFiles() {
        return emptiedFiles;
    }

    /** Config Admin (empty: none is there). */
    Optional<ConfigurationAdmin> admin() {
        return Optional.ofNullable(admins.getService());
    }

    /** Whether Config Admin keeps a secret in clear, rather than a reference to it. */
    boolean hasSecretInClear(String pid, @Nullable Dictionary<String, ?> delivered) {
        return Keys.SECRETS.stream().anyMatch(key -> {
            var secret = delivered == null ? null : delivered.get(key);
            return ClientBook.isInClear(secret)
                    && ClientBook.isInClear(kept(pid, key).orElse(secret));
        });
    }

    private Optional<Object> kept(String pid, String key) {
        return find(pid).map(ClientConfigurations::raw).map(written -> written.get(key));
    }

    /** A configuration that is there (empty: none is). To ask for it by its PID would make one. */
    Optional<Configuration> find(String pid) {
        var admin = admins.getService();
        if (admin == null) {
            return Optional.empty();
        }
        try {
            var found = admin.listConfigurations("(" + Constants.SERVICE_PID + "=" + pid + ")");
            return Arrays.stream(found == null ? new Configuration[0] : found)
                    .filter(configuration -> configuration.getPid().equals(pid))
                    .findFirst();
        } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
            LOG.debug(
                    "The configuration {} cannot be looked up: {}",
                    pid,
                    e.getClass().getName());
            return Optional.empty();
        }
    }

    private static Set<String> pids(Configuration[] configurations) {
        return Arrays.stream(configurations)
                .filter(configuration -> isForAnyone(configuration.getBundleLocation()))
                .map(Configuration::getPid)
                .collect(Collectors.toSet());
    }

    /** A configuration that is bound to one bundle's location may never be delivered to this one. */
    private static boolean isForAnyone(@Nullable String location) {
        return location == null || location.startsWith("?");
    }
}
