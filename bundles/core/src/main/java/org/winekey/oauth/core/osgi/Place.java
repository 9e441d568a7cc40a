// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.settings.ServiceSettings;

/**
 * Where the token store is, and where its key comes from: a passphrase or a credential, else the key file.
 *
 * @param folder null: not known
 * @param keyFile null: not known
 * @param machineFile what tells this machine from a copy of it; null: what the board says
 * @param credential file of the systemd credential; null: none
 * @param passphraseFile file with a passphrase; null: none
 * @param fault why the store cannot be opened; null when folder and key are known
 */
record Place(
        @Nullable Path folder,
        @Nullable Path keyFile,
        @Nullable Path machineFile,
        @Nullable Path credential,
        @Nullable Path passphraseFile,
        @Nullable ClientStatus fault) {

    /** Where systemd puts the credentials of a service. */
    private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

    /**
     * The place that the settings name, else the one that belongs to this controller.
     *
     * @param property looks up a framework or system property
     * @param environment looks up an environment variable
     */
    static Place of(
            ServiceSettings settings,
            Function<String, @Nullable String> property,
            Function<String, @Nullable String> environment) {
        var keys = settings.keys();
        var folder = Optional.ofNullable(settings.storeDirectory())
                .or(() -> inside(property.apply("karaf.base"), "oauth"))
                .orElse(null);
        var keyFile = Optional.ofNullable(keys.file())
                .or(() -> inside(property.apply("karaf.etc"), "org.winekey.oauth.key"))
                .orElse(null);
        var credential = Optional.ofNullable(keys.credential())
                .flatMap(name -> inside(environment.apply(CREDENTIALS), name))
                .orElse(null);
        var place = new Place(folder, keyFile, settings.machineFile(), credential, keys.passphraseFile(), null);
        return new Place(
                folder, keyFile, settings.machineFile(), credential, keys.passphraseFile(), place.fault(settings));
    }

    private @Nullable ClientStatus fault(ServiceSettings settings) {
        for (var key : List.of(Keys.STORE_DIRECTORY, Keys.KEY_FILE, Keys.KEY_CREDENTIAL, Keys.KEY_PASSPHRASE_FILE)) {
            var reason = settings.problems().get(key);
            if (reason != null) {
                return locked(key, key + " of " + Keys.SERVICE_PID + " " + reason);
            }
        }
        if (folder == null) {
            return locked(Keys.STORE_DIRECTORY, notSet(Keys.STORE_DIRECTORY, "the folder for the tokens"));
        }
        if (settings.keys().credential() != null && credential == null) {
            return locked(
                    Keys.KEY_CREDENTIAL,
                    Keys.KEY_CREDENTIAL + " of " + Keys.SERVICE_PID + " is set, but systemd gives this process no "
                            + CREDENTIALS + ": add LoadCredential to its unit");
        }
        return keyFile == null && passphraseFile == null && credential == null
                ? locked(Keys.KEY_FILE, notSet(Keys.KEY_FILE, "the file for the key of the tokens"))
                : null;
    }

    private static String notSet(String key, String what) {
        return key + " of " + Keys.SERVICE_PID + " is not set: enter the absolute path of " + what;
    }

    private static ClientStatus locked(String key, String reason) {
        return ClientStatus.of(ClientStatus.Code.LOCKED, reason).withKey(key);
    }

    private static Optional<Path> inside(@Nullable String folder, String name) {
        try {
            return folder == null || folder.isBlank()
                    ? Optional.empty()
                    : Optional.of(Path.of(folder).toAbsolutePath().normalize().resolve(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
