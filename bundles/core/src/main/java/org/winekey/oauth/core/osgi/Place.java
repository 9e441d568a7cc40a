// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.settings.ServiceSettings;

/**
 * Where the token store and its key are.
 *
 * @param folder null: not known
 * @param keyFile null: not known
 * @param machineFile what tells this machine from a copy of it; null: what the board says
 * @param fault why one of them is not known; null when both are
 */
record Place(
        @Nullable Path folder,
        @Nullable Path keyFile,
        @Nullable Path machineFile,
        @Nullable ClientStatus fault) {

    /**
     * The place that the settings name, else the one that belongs to this controller.
     *
     * @param property looks up a framework or system property
     */
    static Place of(ServiceSettings settings, Function<String, @Nullable String> property) {
        var folder = Optional.ofNullable(settings.storeDirectory())
                .or(() -> inside(property.apply("karaf.base"), "oauth"))
                .orElse(null);
        var keyFile = Optional.ofNullable(settings.keyFile())
                .or(() -> inside(property.apply("karaf.etc"), "org.winekey.oauth.key"))
                .orElse(null);
        return new Place(folder, keyFile, settings.machineFile(), fault(settings, folder, keyFile));
    }

    private static @Nullable ClientStatus fault(
            ServiceSettings settings, @Nullable Path folder, @Nullable Path keyFile) {
        var wrong = settings.problems().containsKey(Keys.STORE_DIRECTORY)
                ? Keys.STORE_DIRECTORY
                : settings.problems().containsKey(Keys.KEY_FILE) ? Keys.KEY_FILE : null;
        if (wrong != null) {
            return locked(
                    wrong,
                    wrong + " of " + Keys.SERVICE_PID + " "
                            + settings.problems().get(wrong));
        }
        if (folder == null) {
            return locked(Keys.STORE_DIRECTORY, notSet(Keys.STORE_DIRECTORY, "the folder for the tokens"));
        }
        return keyFile == null
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
