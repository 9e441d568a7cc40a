// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.secret.Secret;

/**
 * Where the key of the token store comes from. At most one of credential and passphrase is set, and it seals; else the key
 * file does.
 *
 * @param file the key file; null when not set
 * @param credential name of a systemd credential; null when not set
 * @param passphrase null when not set
 */
public record KeySettings(
        @Nullable Path file,
        @Nullable String credential,
        @Nullable Secret passphrase) {

    /** Nothing is set. */
    public static final KeySettings NONE = new KeySettings(null, null, null);

    static final int SHORTEST = 12;

    private static final Pattern CREDENTIAL = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,200}");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\[[^\\]]*\\]|\\$\\{[^}]*\\}");

    /** Reads the settings; reasons go to the problems. */
    static KeySettings of(Values values, Map<String, String> problems) {
        var file =
                ServiceSettings.or(problems, Optional.<Path>empty(), () -> ServiceSettings.path(values, Keys.KEY_FILE));
        var credential = ServiceSettings.or(problems, Optional.<String>empty(), () -> credential(values));
        var passphrase = ServiceSettings.or(problems, Optional.<Secret>empty(), () -> passphrase(values));
        if (credential.isPresent() && passphrase.isPresent()) {
            problems.put(Keys.KEY_PASSPHRASE, "and " + Keys.KEY_CREDENTIAL + " are both set: remove one of them");
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

    private static Optional<Secret> passphrase(Values values) throws SettingsException {
        var text = values.text(Keys.KEY_PASSPHRASE);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (REFERENCE.matcher(text.get()).find()) {
            throw new SettingsException(
                    Keys.KEY_PASSPHRASE,
                    "holds a placeholder that nothing replaced: create the secret file, set the variable or correct its"
                            + " name, then save the settings again");
        }
        if (text.get().codePointCount(0, text.get().length()) < SHORTEST) {
            throw new SettingsException(Keys.KEY_PASSPHRASE, "is shorter than " + SHORTEST + " characters");
        }
        return text.map(Secret::of);
    }
}
