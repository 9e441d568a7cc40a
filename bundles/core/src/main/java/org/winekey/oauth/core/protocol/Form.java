// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code application/x-www-form-urlencoded} in UTF-8 (RFC 6749 appendix B). */
final class Form {

    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    private static final Pattern BARE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private Form() {}

    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** Names and values in their order; what has an empty value is left out (RFC 6749 section 3.1). */
    static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .filter(parameter -> !parameter.getValue().isEmpty())
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(joining("&"));
    }

    /** The same, followed by one name with each of these values. */
    static String encode(Map<String, String> parameters, String repeated, List<String> values) {
        var more = values.stream().map(value -> encode(repeated) + "=" + encode(value));
        return Stream.concat(Stream.of(encode(parameters)), more)
                .filter(part -> !part.isEmpty())
                .collect(joining("&"));
    }

    /**
     * Every value of every name, in the order of the text.
     *
     * @throws IllegalArgumentException when a percent sign is not followed by two hexadecimal digits; quotes nothing
     */
    static Map<String, List<String>> decode(String form) {
        var parameters = new LinkedHashMap<String, List<String>>();
        for (var pair : form.split("&", -1)) {
            if (!pair.isEmpty()) {
                var equals = pair.indexOf('=');
                var name = decodePart(equals < 0 ? pair : pair.substring(0, equals));
                var value = equals < 0 ? "" : decodePart(pair.substring(equals + 1));
                parameters.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
            }
        }
        return Collections.unmodifiableMap(parameters);
    }

    /** The decoder alone takes a sign and digits of other scripts for digits. */
    private static String decodePart(String part) {
        if (BARE_PERCENT.matcher(part).find()) {
            throw new IllegalArgumentException("a percent sign without two hexadecimal digits");
        }
        return URLDecoder.decode(part, UTF_8);
    }
}
