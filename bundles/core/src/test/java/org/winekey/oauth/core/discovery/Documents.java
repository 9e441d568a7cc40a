// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.discovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.seam.Route;

/** Metadata documents for tests. */
final class Documents {

    static final String ISSUER = "https://as.example";

    private Documents() {}

    /** A document with nothing missing. */
    static Map<String, Object> good() {
        return of(ISSUER, "https://as.example");
    }

    static Map<String, Object> of(String issuer, String server) {
        var document = new LinkedHashMap<String, Object>();
        document.put("issuer", issuer);
        document.put("authorization_endpoint", server + "/authorize");
        document.put("token_endpoint", server + "/token");
        document.put("code_challenge_methods_supported", List.of("S256"));
        return document;
    }

    static Map<String, Object> goodWith(String name, Object value) {
        var document = good();
        document.put(name, value);
        return document;
    }

    static String text(Map<String, Object> document) {
        return new String(Json.write(new TreeMap<>(document)), java.nio.charset.StandardCharsets.UTF_8);
    }

    static Finding read(Map<String, Object> document) {
        return new MetadataReader(ISSUER, Route.PUBLIC).read(document);
    }

    static Metadata metadata(Map<String, Object> document) {
        return ((Finding.Found) read(document)).metadata();
    }
}
