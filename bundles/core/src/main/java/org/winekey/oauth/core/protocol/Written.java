// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.Json;

/** Parameters as they travel: in a body, or behind the question mark of an address. */
record Written(String method, URI uri, Map<String, String> headers, byte[] body) {

    private static final byte[] NOTHING = {};

    /** What has an empty value is left out (RFC 6749 section 3.1). */
    static Written of(Encoding encoding, URI endpoint, Map<String, String> parameters, List<String> resources) {
        return switch (encoding) {
            case FORM ->
                posted(endpoint, Form.MEDIA_TYPE, form(parameters, resources).getBytes(US_ASCII));
            case JSON -> posted(endpoint, "application/json", Json.write(members(parameters, resources)));
            case QUERY -> new Written("POST", withQuery(endpoint, form(parameters, resources)), Map.of(), NOTHING);
            case QUERY_OF_GET ->
                new Written("GET", withQuery(endpoint, form(parameters, resources)), Map.of(), NOTHING);
        };
    }

    private static Written posted(URI endpoint, String mediaType, byte[] body) {
        return new Written("POST", endpoint, Map.of("Content-Type", mediaType), body);
    }

    private static String form(Map<String, String> parameters, List<String> resources) {
        return Form.encode(parameters, Wire.RESOURCE, resources);
    }

    private static Map<String, @Nullable Object> members(Map<String, String> parameters, List<String> resources) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        parameters.forEach((name, value) -> {
            if (!value.isEmpty()) {
                members.put(name, value);
            }
        });
        if (!resources.isEmpty()) {
            members.put(Wire.RESOURCE, resources.size() == 1 ? resources.get(0) : resources);
        }
        return members;
    }

    /** The address with its own query kept and this added. */
    static URI withQuery(URI endpoint, String added) {
        var text = endpoint.toString();
        if (endpoint.getRawQuery() == null) {
            return URI.create(text + "?" + added);
        }
        return URI.create(text.endsWith("?") || text.endsWith("&") ? text + added : text + "&" + added);
    }

    @Override
    public String toString() {
        return method;
    }
}
