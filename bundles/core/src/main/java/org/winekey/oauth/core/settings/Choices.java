// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.winekey.oauth.core.protocol.Named;

/** Keys that take one of a few words. */
final class Choices {

    private Choices() {}

    /** The value that a key names (not set: the fallback). */
    static <E extends Enum<E> & Named> E of(Values values, String key, E fallback) throws SettingsException {
        var text = values.text(key);
        if (text.isEmpty()) {
            return fallback;
        }
        var type = fallback.getDeclaringClass();
        var words = Arrays.stream(type.getEnumConstants())
                .map(Named::wireName)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" or "));
        return Named.of(type, text.get()).orElseThrow(() -> wrong(key, words));
    }

    /** Whether a key has the second of two words (not set: no). */
    static boolean isSecond(Values values, String key, String first, String second) throws SettingsException {
        var text = values.text(key).orElse(first);
        if (!text.equals(first) && !text.equals(second)) {
            throw wrong(key, first + " or " + second);
        }
        return text.equals(second);
    }

    private static SettingsException wrong(String key, String words) {
        return new SettingsException(key, "must be " + words + ", or be left empty");
    }
}
