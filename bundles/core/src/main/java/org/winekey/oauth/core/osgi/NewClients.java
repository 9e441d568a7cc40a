// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.seam.WholeFile;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.settings.CfgFile;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.settings.SettingsChange;
import org.winekey.oauth.core.settings.SettingsException;

/** Makes clients for people, as files that survive a clean start. Thread-safe. */
final class NewClients {

    private static final Logger LOG = LoggerFactory.getLogger(NewClients.class);

    private final StoreIo disk;
    private final @Nullable Path etc;
    private final SettingsDesk settings;
    private final SecretDrawer secrets;

    /**
     * A maker.
     *
     * @param etc the folder whose files Karaf turns into configurations; null: there is none
     */
    NewClients(StoreIo disk, @Nullable Path etc, SettingsDesk settings, SecretDrawer secrets) {
        this.disk = disk;
        this.etc = etc;
        this.settings = settings;
        this.secrets = secrets;
    }

    /** Makes a client; answers where its settings are. */
    String create(String client, Map<String, String> wanted, @Nullable Secret secret) {
        var place = new StringBuilder();
        try {
            settings.change(client, before -> {
                if (before.isPresent()) {
                    throw taken(client);
                }
                place.append(create(client, wanted, secret, inFile()));
                return inFile() ? null : new TreeMap<>(wanted);
            });
        } catch (FileAlreadyExistsException e) {
            throw taken(client);
        } catch (SettingsException e) {
            throw new AdminException(e.key(), e.reason());
        } catch (IOException e) {
            throw new AdminException(
                    Problem.UNAVAILABLE,
                    "the client was not created (" + e.getClass().getSimpleName() + "): " + e.getMessage());
        }
        LOG.info("{}: a person created it in {}", client, place);
        return place.toString();
    }

    /** Makes a client of the settings of another system. */
    void create(String client, Map<String, Object> found, Optional<Secret> secret) {
        var wanted = new TreeMap<String, String>();
        try {
            SettingsChange.of(found).over(Map.of()).forEach((key, value) -> wanted.put(key, PersonsDesk.text(value)));
        } catch (SettingsException e) {
            throw new AdminException(e.key(), e.reason());
        }
        var unused = create(client, wanted, secret.orElse(null));
    }

    private String create(String client, Map<String, String> wanted, @Nullable Secret secret, boolean inFile)
            throws IOException, SettingsException {
        var content = CfgFile.write(wanted);
        if (inFile && etc != null && disk.exists(etc.resolve(CfgFile.name(client)))) {
            throw taken(client);
        }
        // Also when there is none: that of a client that had this name before must not go where this one leads.
        secrets.put(client, Keys.CLIENT_SECRET, secret);
        if (!inFile || etc == null) {
            return "Config Admin";
        }
        try {
            var file = etc.resolve(CfgFile.name(client));
            WholeFile.create(disk, file, content);
            return file.toString();
        } catch (IOException e) {
            // Guards against a secret that waits for whoever takes this name next.
            secrets.put(client, Keys.CLIENT_SECRET, null);
            throw e;
        }
    }

    private boolean inFile() throws IOException {
        return etc != null && disk.exists(etc);
    }

    private static AdminException taken(String client) {
        return new AdminException(
                Keys.CLIENT, "a client " + client + " exists already; choose another name, or change that client");
    }
}
