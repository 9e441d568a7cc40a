// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Map;
import java.util.TreeMap;

/** Settings as a cfg file, in the form that Karaf's file installer reads. Stateless; thread-safe. */
public final class CfgFile {

    private CfgFile() {}

    /** The name of the file of a client. */
    public static String name(String client) {
        return Keys.CLIENT_FACTORY_PID + "-" + client + ".cfg";
    }

    /**
     * The file, ordered by key.
     *
     * @throws SettingsException for what would be read back as something else
     */
    public static byte[] write(Map<String, String> settings) throws SettingsException {
        var text = new StringBuilder();
        for (var setting : new TreeMap<>(settings).entrySet()) {
            check(setting.getKey(), setting.getValue());
            text.append(escaped(setting.getKey(), " :=#!"))
                    .append(" = ")
                    .append(escaped(setting.getValue(), ""))
                    .append('\n');
        }
        return text.toString().getBytes(ISO_8859_1);
    }

    private static void check(String key, String value) throws SettingsException {
        if ((key + value).chars().anyMatch(Character::isISOControl)) {
            throw new SettingsException(key, "has a line break or another control character; leave it out");
        }
        if (value.contains("${")) {
            throw new SettingsException(key, "has ${, which Karaf replaces in cfg files; write $[env:NAME]");
        }
    }

    private static String escaped(String text, String special) {
        var escaped = new StringBuilder();
        text.strip().chars().forEach(character -> {
            if (character == '\\' || special.indexOf(character) >= 0) {
                escaped.append('\\').append((char) character);
            } else if (character < ' ' || character > '~') {
                escaped.append("\\u%04x".formatted(character));
            } else {
                escaped.append((char) character);
            }
        });
        return escaped.toString();
    }
}
