// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.winekey.oauth.core.protocol.ForeignText;

/** Keys that nobody reads are typing errors most of the time. */
final class UnknownKeys {

    private static final List<String> NOT_OURS =
            List.of("service.", "felix.", "webconsole.", "component.", "org.apache.");

    private UnknownKeys() {}

    /** One notice for each key of a client that nobody reads. */
    static List<String> notices(Collection<String> keys) {
        return keys.stream()
                .filter(UnknownKeys::isUnknown)
                .map(key ->
                        "unknown-key: " + ForeignText.plain(key) + " is not read; did you mean " + nearest(key) + "?")
                .toList();
    }

    /** What speaks against a key that a person typed (empty: it is read). */
    static Optional<String> complaint(String key) {
        return isUnknown(key)
                ? Optional.of("is no key of a client; did you mean " + nearest(key) + "?")
                : Optional.empty();
    }

    /** Whether no client has such a key. */
    static boolean isUnknown(String key) {
        return names().noneMatch(key::equalsIgnoreCase)
                && Keys.OPEN.stream().noneMatch(key::startsWith)
                && !isOfOthers(key);
    }

    /** Whether a client has this very key, letter by letter. */
    static boolean isSpelledAsKnown(String key) {
        return names().anyMatch(key::equals) || Keys.OPEN.stream().anyMatch(key::startsWith);
    }

    /** Whether Config Admin or one of its tools added the key. */
    static boolean isOfOthers(String key) {
        return NOT_OURS.stream().anyMatch(key::startsWith);
    }

    private static Stream<String> names() {
        return Stream.concat(Keys.OF_CLIENT.stream(), ProviderKeys.NAMES.stream());
    }

    private static String nearest(String key) {
        var wanted = key.toLowerCase(Locale.ROOT);
        return Stream.concat(names(), Keys.OPEN.stream().map(prefix -> prefix + "<name>"))
                .min(Comparator.comparingInt(known -> distance(wanted, known)))
                .orElseThrow();
    }

    /** Levenshtein's distance, row by row. */
    private static int distance(String from, String to) {
        var row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                int above = row[column];
                int change = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                row[column] = Math.min(change, Math.min(above, row[column - 1]) + 1);
                diagonal = above;
            }
        }
        return row[to.length()];
    }
}
