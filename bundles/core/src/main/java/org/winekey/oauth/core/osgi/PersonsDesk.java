// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.settings.ClientBook;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.settings.SettingsChange;
import org.winekey.oauth.core.settings.SettingsException;
import org.winekey.oauth.core.settings.ShownSettings;

/** Changes settings for a person: every key, and secrets go into the sealed store, not into Config Admin. Thread-safe. */
final class PersonsDesk {

    private static final Logger LOG = LoggerFactory.getLogger(PersonsDesk.class);

    private final SettingsDesk settings;
    private final SecretDrawer secrets;
    private final Consumer<String> review;

    /**
     * A desk.
     *
     * @param review has the settings of a client read again
     */
    PersonsDesk(SettingsDesk settings, SecretDrawer secrets, Consumer<String> review) {
        this.settings = settings;
        this.secrets = secrets;
        this.review = review;
    }

    /** The settings as they were written, secrets masked. */
    Map<String, String> written(String client) {
        var shown = new TreeMap<String, String>();
        telling(() -> settings.change(client, before -> {
            ShownSettings.of(configured(client, before)).forEach((key, value) -> shown.put(key, text(value)));
            return null;
        }));
        return Collections.unmodifiableMap(shown);
    }

    /** A value as a person writes it. */
    static String text(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : String.valueOf(value);
    }

    /** Sets a key that is no secret (null: removes it). */
    void set(String client, String key, @Nullable String value) {
        if (isSecret(key)) {
            throw new AdminException(
                    key, "is a secret, which is entered at a hidden prompt: oauth:set " + client + " " + key);
        }
        telling(() -> {
            var change = readable(key, value);
            settings.change(client, before -> change.over(configured(client, before)));
        });
        LOG.info("{}: a person changed {}", client, key);
    }

    /** Seals a secret (null: takes it out); what Config Admin keeps under this key goes. */
    void seal(String client, String key, @Nullable Secret secret) {
        requireSecret(key);
        telling(() -> {
            // First of all, so that a wrong name seals nothing.
            settings.change(client, before -> {
                configured(client, before);
                return null;
            });
            secrets.put(client, key, secret);
            settings.change(client, before -> remove(key).over(configured(client, before)));
        });
        review.accept(client);
        LOG.info("{}: a person {} {}", client, secret == null ? "removed" : "sealed", key);
    }

    /** Seals what Config Admin keeps in clear under this key, and removes it there. */
    void move(String client, String key) {
        requireSecret(key);
        telling(() -> {
            settings.change(client, before -> {
                var written = configured(client, before).get(key);
                if (!ClientBook.isInClear(written)) {
                    throw new AdminException(key, "is not in clear in Config Admin; there is nothing to move");
                }
                secrets.put(client, key, Secret.of(String.valueOf(written).strip()));
                return remove(key).over(before.orElseThrow());
            });
        });
        review.accept(client);
        LOG.info("{}: a person moved {} from Config Admin into the token store", client, key);
    }

    /** Refuses before anything is done when the settings of a client cannot be changed. */
    void requireWritable(String client) {
        telling(() -> settings.requireWritable(client));
    }

    /** Puts settings over those that are there; a client without any gets them. Secrets are sealed, not put here. */
    void merge(String client, Map<String, Object> values) {
        telling(() -> {
            var change = SettingsChange.of(values);
            settings.change(client, before -> change.over(before.orElse(Map.of())));
        });
        LOG.info("{}: a person imported {}", client, values.keySet());
    }

    /** Whether this very secret is sealed, and nothing in Config Admin comes before it. */
    boolean isSealed(String client, Secret secret) throws IOException {
        try {
            var written = new AtomicBoolean();
            settings.change(client, before -> {
                written.set(
                        before.map(raw -> raw.containsKey(Keys.CLIENT_SECRET)).orElse(false));
                return null;
            });
            return !written.get() && secret.equals(secrets.of(client).get(Keys.CLIENT_SECRET));
        } catch (SettingsException e) {
            return false;
        }
    }

    /** The sealed secrets of a client that is not configured any more go. */
    void forget(String client) throws IOException {
        secrets.clear(client);
    }

    private static SettingsChange readable(String key, @Nullable String value) throws SettingsException {
        var change = value == null ? remove(key) : SettingsChange.of(Map.of(key, value));
        if (value != null) {
            change.requireKnown();
        }
        return change;
    }

    private static SettingsChange remove(String key) throws SettingsException {
        var removal = new HashMap<String, @Nullable Object>();
        removal.put(key, null);
        return SettingsChange.of(removal);
    }

    private static Map<String, Object> configured(String client, Optional<Map<String, Object>> before) {
        return before.orElseThrow(() -> Registered.noSuchClient(client));
    }

    private static boolean isSecret(String key) {
        return Keys.SECRETS.stream().anyMatch(key::equalsIgnoreCase) || key.equalsIgnoreCase("client_secret");
    }

    private static void requireSecret(String key) {
        if (!Keys.SECRETS.contains(key)) {
            throw new AdminException(
                    key, "is not kept sealed; only these are: " + String.join(", ", List.copyOf(Keys.SECRETS)));
        }
    }

    private static void telling(Task task) {
        try {
            task.run();
        } catch (SettingsException e) {
            throw new AdminException(e.key(), e.reason());
        } catch (IOException e) {
            throw new AdminException(Problem.UNAVAILABLE, "not everything was changed, try again: " + e.getMessage());
        }
    }

    private interface Task {
        void run() throws IOException, SettingsException;
    }
}
