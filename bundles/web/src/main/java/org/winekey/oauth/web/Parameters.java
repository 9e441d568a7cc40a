// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Form-encoded parameters, every value of every name. We parse them ourselves, because the servlet api mixes those of
 * the query with those of the body.
 *
 * @param values the decoded values by name (never null)
 */
record Parameters(Map<String, List<String>> values) {

    private static final int MOST = 64;
    private static final Pattern BARE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** Empty when the text is not well formed or has too many parameters. */
    static Optional<Parameters> parse(@Nullable String encoded) {
        var values = new LinkedHashMap<String, List<String>>();
        String[] pairs = encoded == null || encoded.isEmpty() ? new String[0] : encoded.split("&", MOST + 1);
        // The decoder alone takes a sign and digits of other scripts for digits.
        if (pairs.length > MOST
                || BARE_PERCENT.matcher(encoded == null ? "" : encoded).find()) {
            return Optional.empty();
        }
        for (String pair : pairs) {
            add(pair, values);
        }
        return Optional.of(new Parameters(values));
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The value of a name that comes exactly once. */
    Optional<String> only(String name) {
        return all(name).size() == 1 ? Optional.of(all(name).get(0)) : Optional.empty();
    }

    private static void add(String pair, Map<String, List<String>> to) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        if (!pair.isEmpty()) {
            to.computeIfAbsent(URLDecoder.decode(name, UTF_8), unused -> new ArrayList<>())
                    .add(URLDecoder.decode(value, UTF_8));
        }
    }

    @Override
    public String toString() {
        return "Parameters[***]";
    }
}
