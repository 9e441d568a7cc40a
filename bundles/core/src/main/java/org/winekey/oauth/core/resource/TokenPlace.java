// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.resource;

import java.net.http.HttpRequest;
import java.util.Map;
import org.winekey.oauth.AccessToken;

/**
 * Where in a request the token goes, and what goes along. Immutable.
 *
 * @param header the header with the token
 * @param scheme the word before it; empty: none
 * @param headers further headers, which those of the request itself override
 */
public record TokenPlace(String header, String scheme, Map<String, String> headers) {

    /** As RFC 6750 section 2.1 has it. */
    public static final TokenPlace BEARER = new TokenPlace("Authorization", "Bearer", Map.of());

    /** Copies the headers. */
    public TokenPlace {
        headers = Map.copyOf(headers);
    }

    void put(HttpRequest request, AccessToken token, HttpRequest.Builder into) {
        headers.forEach((name, value) -> {
            if (request.headers().firstValue(name).isEmpty()) {
                into.setHeader(name, value);
            }
        });
        into.setHeader(header, scheme.isEmpty() ? token.value() : scheme + " " + token.value());
    }

    @Override
    public String toString() {
        return "TokenPlace[" + header + ", " + scheme + ", " + headers.keySet() + "]";
    }
}
