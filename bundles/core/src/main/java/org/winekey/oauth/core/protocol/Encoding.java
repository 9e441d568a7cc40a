// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

/** How the parameters of a token request travel. */
public enum Encoding implements Named {
    /** As a form in the body (RFC 6749 section 3.2). */
    FORM("form"),
    /** As a JSON object in the body. */
    JSON("json"),
    /** In the query of a POST, secrets included. */
    QUERY("query"),
    /** In the query of a GET, secrets included; settings say so with two keys. */
    QUERY_OF_GET("");

    private final String wireName;

    Encoding(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
