// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.Configuration.ConfigurationAttribute;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ReadOnlyConfigurationException;
import org.winekey.oauth.core.backup.BackupException;
import org.winekey.oauth.core.backup.ConfigurationShelf;
import org.winekey.oauth.core.backup.SavedSettings;
import org.winekey.oauth.core.settings.ClientNames;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.settings.SettingsException;

/** The configurations of clients in Config Admin, as they were written. Thread-safe. */
final class ClientConfigurations implements ConfigurationShelf {

    /** What Config Admin adds by itself, and what ties a configuration to a file that may not be there. */
    private static final List<String> NOT_SETTINGS = List.of(
            Constants.SERVICE_PID, ConfigurationAdmin.SERVICE_FACTORYPID, ConfigurationAdmin.SERVICE_BUNDLELOCATION);

    private static final String OF_FILE_INSTALL = "felix.fileinstall.";

    private final RawSettings rawSettings;

    ClientConfigurations(RawSettings rawSettings) {
        this.rawSettings = rawSettings;
    }

    @Override
    public List<SavedSettings> all() throws IOException {
        var all = new TreeMap<String, SavedSettings>();
        for (var configuration : configurations()) {
            var raw = raw(configuration);
            nameOf(configuration, raw)
                    .ifPresent(client -> all.putIfAbsent(client, new SavedSettings(client, settings(raw))));
        }
        return new ArrayList<>(all.values());
    }

    @Override
    public Optional<String> refusal(SavedSettings settings) throws IOException {
        var client = settings.client();
        var named = settings.properties().getOrDefault(Keys.CLIENT, client);
        if (!client.equals(named)) {
            return Optional.of("the settings of " + client + " in the backup are for another client: " + Keys.CLIENT
                    + " is " + named);
        }
        for (var configuration : configurations()) {
            if (configuration.getPid().equals(Keys.CLIENT_FACTORY_PID + "~" + client)) {
                return Optional.of(taken(configuration.getPid()));
            }
        }
        return Optional.empty();
    }

    private static String taken(String pid) {
        return "the configuration " + pid + " exists; delete it if it is not needed";
    }

    @Override
    public String receiver(SavedSettings settings) {
        return SecretReceiver.of(settings);
    }

    @Override
    public void create(SavedSettings settings) throws IOException {
        var refusal = refusal(settings);
        if (refusal.isPresent()) {
            throw new BackupException(refusal.get());
        }
        try {
            create(settings.client(), settings(settings.properties()));
        } catch (RuntimeException e) {
            // Guards the other clients against a Config Admin that refuses this one.
            throw new IOException("Config Admin refused the settings of " + settings.client(), e);
        }
    }

    private void create(String client, Map<String, Object> wanted) throws IOException {
        var configuration = admin().getFactoryConfiguration(Keys.CLIENT_FACTORY_PID, client, "?");
        if (configuration.getProperties() != null) {
            throw new BackupException(taken(configuration.getPid()));
        }
        configuration.update(FrameworkUtil.asDictionary(wanted));
    }

    /**
     * Makes a change of the settings of a client, from what was written, never from what it came to. A client without a
     * configuration gets one.
     */
    void change(String client, SettingsDesk.Change change) throws IOException, SettingsException {
        var configuration = find(client);
        var before = configuration.map(ClientConfigurations::raw).filter(raw -> !raw.isEmpty());
        if (configuration.isPresent()) {
            requireWhole(client, configuration.get().getPid(), before.orElse(Map.of()));
        }
        var after = change.of(before);
        if (after == null || (before.isPresent() && new TreeMap<>(before.get()).equals(after))) {
            return;
        }
        try {
            if (before.isPresent()) {
                update(configuration.orElseThrow(), after);
            } else {
                create(client, after);
            }
        } catch (ReadOnlyConfigurationException e) {
            throw new IOException(readOnly(client, before.orElse(Map.of())), e);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new IOException("Config Admin refused the settings of " + client, e);
        }
    }

    private void update(Configuration configuration, Map<String, Object> after) throws IOException {
        var files = rawSettings.emptiedFiles();
        if (settings(after).isEmpty()) {
            // Guards against settings that come back because they are delivered before they are forgotten.
            files.forget(configuration.getPid());
        }
        try {
            configuration.update(FrameworkUtil.asDictionary(after));
            files.changed(configuration, after);
        } finally {
            files.remember(configuration);
        }
    }

    /** Refuses when the file of a client cannot be written. */
    void requireWritable(String client) throws IOException {
        var configuration = find(client);
        if (configuration.isPresent()
                && configuration.get().getAttributes().contains(ConfigurationAttribute.READ_ONLY)) {
            throw new IOException(readOnly(client, raw(configuration.get())));
        }
    }

    private void requireWhole(String client, String pid, Map<String, Object> raw) throws IOException {
        if (rawSettings.emptiedFiles().isEmptied(pid, raw)) {
            throw new IOException(
                    "the file of " + client + " came without a single key, as while it is written; try again in a"
                            + " few seconds, or write its settings into it");
        }
    }

    /** Karaf locks what comes out of a file that it cannot write. */
    private static String readOnly(String client, Map<String, Object> raw) {
        var file = raw.get(ClientNames.FILE);
        return file == null
                ? "Config Admin keeps the settings of " + client + " read-only"
                : "Karaf cannot write " + file + ": make it writable, or change it there";
    }

    private Optional<Configuration> find(String client) throws IOException {
        return configurations().stream()
                .filter(configuration ->
                        nameOf(configuration, raw(configuration)).equals(Optional.of(client)))
                .findFirst();
    }

    /** By PID, because of two that name one client the first is used. */
    private List<Configuration> configurations() throws IOException {
        try {
            var found = admin().listConfigurations(
                            "(" + ConfigurationAdmin.SERVICE_FACTORYPID + "=" + Keys.CLIENT_FACTORY_PID + ")");
            return found == null
                    ? List.of()
                    : Arrays.stream(found)
                            .sorted(Comparator.comparing(Configuration::getPid))
                            .toList();
        } catch (IllegalStateException e) {
            throw new IOException("a configuration was deleted while all were listed; try again", e);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("a filter of constants", e);
        }
    }

    private ConfigurationAdmin admin() throws IOException {
        return rawSettings.admin().orElseThrow(() -> new IOException("Config Admin is not there; start its bundle"));
    }

    private static Optional<String> nameOf(Configuration configuration, Map<String, Object> raw) {
        return raw.isEmpty() ? Optional.empty() : ClientNames.find(configuration.getPid(), raw);
    }

    /** What was written; nothing when it is gone. */
    static Map<String, Object> raw(Configuration configuration) {
        var raw = new TreeMap<String, Object>();
        try {
            var properties = configuration.getProperties();
            if (properties != null) {
                Collections.list(properties.keys()).forEach(key -> raw.put(key, properties.get(key)));
            }
        } catch (IllegalStateException e) {
            // It was deleted since it was listed: no settings any more.
            raw.clear();
        }
        return raw;
    }

    /** What is a setting, and not Config Admin's or Karaf's own. */
    static Map<String, Object> settings(Map<String, Object> raw) {
        var settings = new TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
        settings.putAll(raw);
        NOT_SETTINGS.forEach(settings::remove);
        settings.keySet().removeIf(key -> key.toLowerCase(Locale.ROOT).startsWith(OF_FILE_INSTALL));
        return settings;
    }
}
