// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the client name of a configuration, and knows which names are legal. */
public final class ClientNames {

    /** Where Config Admin says which file a configuration comes out of. */
    public static final String FILE = "felix.fileinstall.filename";

    private static final Pattern LEGAL = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String RULE = " (a-z, 0-9 and -, at most 63 characters)";

    private ClientNames() {}

    /** Whether a text can be a client name. */
    public static boolean isLegal(String name) {
        return LEGAL.matcher(name).matches();
    }

    /** The name that a configuration asks for (empty: it names no client). */
    public static Optional<String> find(String pid, Map<String, ?> raw) {
        try {
            return Optional.of(of(pid, raw));
        } catch (SettingsException e) {
            return Optional.empty();
        }
    }

    /**
     * The name that a configuration asks for: {@code oauth.client}, else what follows {@code client-} in the name of its
     * file, else what follows {@code ~} in its PID unless that is a UUID.
     */
    static String of(String pid, Map<String, ?> raw) throws SettingsException {
        var set = new Values(raw).text(Keys.CLIENT);
        if (set.isPresent()) {
            return legal(set.get(), "is not a client name" + RULE);
        }
        var file = fromFile(raw.get(FILE));
        if (file.isPresent()) {
            return legal(file.get(), "is not set, and the name of the file gives no client name" + RULE + "; set it");
        }
        var tail = pid.substring(pid.indexOf('~') + 1);
        if (pid.indexOf('~') < 0 || UUID.matcher(tail).matches()) {
            throw new SettingsException(
                    Keys.CLIENT, "is not set, and nothing else names the client; set it, for instance to spotify");
        }
        return legal(tail, "is not set, and the PID gives no client name" + RULE + "; set it");
    }

    private static Optional<String> fromFile(@Nullable Object file) {
        if (file == null) {
            return Optional.empty();
        }
        var name = file.toString().substring(file.toString().lastIndexOf('/') + 1);
        var start = Keys.CLIENT_FACTORY_PID + "-";
        if (!name.startsWith(start)) {
            return Optional.empty();
        }
        var rest = name.substring(start.length());
        var dot = rest.indexOf('.');
        return Optional.of(dot < 0 ? rest : rest.substring(0, dot));
    }

    private static String legal(String name, String otherwise) throws SettingsException {
        if (!isLegal(name)) {
            throw new SettingsException(Keys.CLIENT, otherwise);
        }
        return name;
    }
}
