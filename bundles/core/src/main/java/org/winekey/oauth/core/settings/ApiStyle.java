// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How requests to the API of a provider carry the token. Immutable.
 *
 * @param header the header with the token
 * @param scheme the word before the token there; empty: none
 * @param headers what goes along
 */
public record ApiStyle(String header, String scheme, Map<String, String> headers) {

    /** As RFC 6750 section 2.1 has it. */
    public static final ApiStyle PLAIN = new ApiStyle("Authorization", "Bearer", Map.of());

    // RFC 9110 section 11.1
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,32}");

    /** Copies the headers. */
    public ApiStyle {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    static ApiStyle read(Values values, String clientId) throws SettingsException {
        var header = values.text(ProviderKeys.API_TOKEN_HEADER).orElse(PLAIN.header());
        if (!header.equalsIgnoreCase(PLAIN.header())) {
            HeaderReader.requireName(ProviderKeys.API_TOKEN_HEADER, header);
        }
        var scheme = values.text(ProviderKeys.API_TOKEN_SCHEME).orElse(PLAIN.scheme());
        if (!SCHEME.matcher(scheme).matches()) {
            throw new SettingsException(
                    ProviderKeys.API_TOKEN_SCHEME, "must be one word such as Bearer, or none for the token alone");
        }
        var headers = HeaderReader.headers(values, ProviderKeys.API_HEADERS, clientId);
        if (headers.containsKey(header)) {
            throw new SettingsException(
                    ProviderKeys.API_HEADERS + header, "sets the header that has the token; remove one of them");
        }
        return new ApiStyle(header, scheme.equals("none") ? "" : scheme, headers);
    }

    @Override
    public String toString() {
        return "ApiStyle[" + header + ", " + scheme + ", " + headers.keySet() + "]";
    }
}
