// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the key of the token store comes from. At most one of credential and passphrase is set, and it seals; else the key
 * file does.
 *
 * @param file the key file; null when not set
 * @param credential name of a systemd credential; null when not set
 * @param passphraseFile file with a passphrase; null when not set
 */
public record KeySettings(
        @Nullable Path file,
        @Nullable String credential,
        @Nullable Path passphraseFile) {

    /** Nothing is set. */
    public static final KeySettings NONE = new KeySettings(null, null, null);

    private static final Pattern CREDENTIAL = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,200}");

    /** Reads the settings; reasons go to the problems. */
    static KeySettings of(Values values, Map<String, String> problems) {
        var file =
                ServiceSettings.or(problems, Optional.<Path>empty(), () -> ServiceSettings.path(values, Keys.KEY_FILE));
        var credential = ServiceSettings.or(problems, Optional.<String>empty(), () -> credential(values));
        var passphrase = ServiceSettings.or(
                problems, Optional.<Path>empty(), () -> ServiceSettings.path(values, Keys.KEY_PASSPHRASE_FILE));
        if (credential.isPresent() && passphrase.isPresent()) {
            problems.put(Keys.KEY_PASSPHRASE_FILE, "and " + Keys.KEY_CREDENTIAL + " are both set: remove one of them");
            return new KeySettings(file.orElse(null), null, null);
        }
        return new KeySettings(file.orElse(null), credential.orElse(null), passphrase.orElse(null));
    }

    private static Optional<String> credential(Values values) throws SettingsException {
        var name = values.text(Keys.KEY_CREDENTIAL);
        if (name.isPresent() && !CREDENTIAL.matcher(name.get()).matches()) {
            throw new SettingsException(
                    Keys.KEY_CREDENTIAL,
                    "is no name of a credential: give the name before the colon in LoadCredential");
        }
        return name;
    }
}
