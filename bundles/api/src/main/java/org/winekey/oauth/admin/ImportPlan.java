// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What an import of settings would do. A person looks at it first.
 *
 * @param file the file (never null)
 * @param fingerprint SHA-256 of what was in it, in hexadecimal (never null)
 * @param settings what the settings would do to the client (never null)
 * @param newClient whether the client is not configured yet
 * @param secret what becomes of the client secret in the file (never null)
 * @param warnings what a person should know, one sentence each (never null, may be empty)
 */
public record ImportPlan(
        ForeignFile file,
        String fingerprint,
        SettingsPlan settings,
        boolean newClient,
        SecretStep secret,
        List<String> warnings) {
    /** Copies the list. */
    public ImportPlan {
        requireNonNull(file, "file");
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(settings, "settings");
        requireNonNull(secret, "secret");
        warnings = List.copyOf(warnings);
    }

    /**
     * Whether the import would change anything.
     *
     * @return true if it would
     */
    public boolean changesSomething() {
        return newClient || secret == SecretStep.SEAL || !settings.changed().isEmpty();
    }

    /** What becomes of the client secret in the file. */
    public enum SecretStep {
        /** The file has none. */
        NONE,
        /** It is sealed in the token store; Config Admin gets none of it. */
        SEAL,
        /** The same one is sealed already. */
        SAME
    }
}
