// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

/** When the token endpoint is told the redirect URI (RFC 6749 section 4.1.3). */
public enum RedirectUriSent implements Named {
    /** With codes, as the RFC has it. */
    EXCHANGE("exchange"),
    /** With refreshes too. */
    ALWAYS("always"),
    /** Never. */
    NEVER("never");

    private final String wireName;

    RedirectUriSent(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
