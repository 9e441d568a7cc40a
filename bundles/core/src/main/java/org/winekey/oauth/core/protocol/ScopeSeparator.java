// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.Collection;

/** What stands between two scopes (RFC 6749 section 3.3: a space). */
public enum ScopeSeparator implements Named {
    /** A space, as the RFC has it. */
    SPACE("space"),
    /** A comma. */
    COMMA("comma"),
    /** A plus sign that is not percent-encoded. */
    PLUS("plus");

    private final String wireName;

    ScopeSeparator(String wireName) {
        this.wireName = wireName;
    }

    /** The scopes as one text; a form writes a space as the plus sign that some servers want to see. */
    String join(Collection<String> scopes, Encoding encoding) {
        return String.join(this == COMMA ? "," : this == PLUS && encoding == Encoding.JSON ? "+" : " ", scopes);
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
