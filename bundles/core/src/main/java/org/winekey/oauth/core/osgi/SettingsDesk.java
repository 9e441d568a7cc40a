// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.OAuthException;
import org.winekey.oauth.core.settings.BundleChange;
import org.winekey.oauth.core.settings.BundlePreview;
import org.winekey.oauth.core.settings.ClientBook;
import org.winekey.oauth.core.settings.Definition.Publisher;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.settings.Owners;
import org.winekey.oauth.core.settings.SettingsChange;
import org.winekey.oauth.core.settings.SettingsException;

/** Changes settings in Config Admin for those who may. Thread-safe. */
final class SettingsDesk {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsDesk.class);

    /** What a change makes of the settings that are there. */
    interface Change {
        /** The settings as they are to be; null leaves them as they are. */
        @Nullable
        Map<String, Object> of(Optional<Map<String, Object>> before) throws IOException, SettingsException;
    }

    private final ClientConfigurations configurations;
    private final SecretDrawer secrets;
    private final Owners owners;
    private final Supplier<ClientBook> books;
    private final Supplier<Duration> patience;

    /**
     * Guards against two changes that both start from the same settings: the second would undo the first. Held while Config
     * Admin writes; whoever waits for it gives up in time.
     */
    private final ReentrantLock turn = new ReentrantLock(true);

    /**
     * A desk.
     *
     * @param books copies of all settings, to try changes on
     * @param patience how long somebody waits for the turn
     */
    SettingsDesk(
            ClientConfigurations configurations,
            SecretDrawer secrets,
            Owners owners,
            Supplier<ClientBook> books,
            Supplier<Duration> patience) {
        this.configurations = configurations;
        this.secrets = secrets;
        this.owners = owners;
        this.books = books;
        this.patience = patience;
    }

    /** Changes what a bundle may change of a client. */
    void update(String client, String bundle, @Nullable Map<String, ?> changes) {
        if (changes == null) {
            throw new IllegalArgumentException("changes must not be null");
        }
        try {
            var change = SettingsChange.of(changes);
            change(client, before -> changed(client, bundle, change, before));
            if (!change.isEmpty()) {
                LOG.info("{}: the bundle {} changed {}", client, bundle, change.keys());
            }
        } catch (SettingsException e) {
            throw new OAuthException.Misconfigured(e.key(), e.reason());
        } catch (IOException e) {
            throw new OAuthException.Unavailable("the settings were not changed: " + e.getMessage(), Optional.empty());
        }
    }

    private @Nullable Map<String, Object> changed(
            String client, String bundle, SettingsChange change, Optional<Map<String, Object>> before)
            throws IOException, SettingsException {
        if (change.isEmpty()) {
            return null;
        }
        var asking = new BundleChange.Asking(bundle, owners.of(client));
        var after = before.isPresent()
                ? BundleChange.over(asking, before.get(), change)
                : BundleChange.first(asking, change);
        new BundlePreview(books.get(), secrets::isOpen).check(client, before.orElse(Map.of()), after, change);
        if (before.isEmpty()) {
            claim(client, asking);
        }
        return after;
    }

    /** Guards against a bundle that gives a client whose grant is still there its first settings. */
    private void claim(String client, BundleChange.Asking asking) throws SettingsException {
        if (asking.owner().isPresent()) {
            return;
        }
        var refusal = owners.claim(client, new Publisher(asking.bundle(), ""));
        if (refusal.isPresent()) {
            throw new SettingsException(
                    Keys.OWNER,
                    "is not the bundle " + asking.bundle() + ": " + refusal.get() + "; a person can set it");
        }
    }

    /**
     * Looks whether the settings of a client can be changed.
     *
     * @throws IOException when they cannot; the message says what to do
     */
    void requireWritable(String client) throws IOException {
        configurations.requireWritable(client);
    }

    /** Changes the settings of a client, one change after another. */
    void change(String client, Change change) throws IOException, SettingsException {
        await();
        try {
            configurations.change(client, change);
        } finally {
            turn.unlock();
        }
    }

    private void await() throws IOException {
        try {
            if (!turn.tryLock(patience.get().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("another change of settings takes too long; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the wait for another change of settings was interrupted");
        }
    }
}
