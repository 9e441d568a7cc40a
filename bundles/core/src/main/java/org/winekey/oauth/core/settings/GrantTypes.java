// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.winekey.oauth.core.protocol.GrantType;

/** Which grant type a client is of, out of what it is registered for (RFC 7591 section 2). */
final class GrantTypes {

    private static final String CODE = GrantType.AUTHORIZATION_CODE.wireName();
    private static final String OWN = GrantType.CLIENT_CREDENTIALS.wireName();
    private static final String PASSWORD = GrantType.PASSWORD.wireName();
    private static final String REFRESH = "refresh_token";
    private static final Set<String> KNOWN = Set.of(CODE, REFRESH, OWN);

    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]{1,256}");

    private GrantTypes() {}

    /** The grant type; without any, a person signs in. */
    static GrantType of(List<String> types, boolean legacyPassword) throws SettingsException {
        if (types.contains(PASSWORD)) {
            return password(types, legacyPassword);
        }
        if (!KNOWN.containsAll(types)) {
            throw wrong("holds a grant type other than authorization_code, refresh_token and client_credentials;"
                    + " remove it");
        }
        if (types.contains(OWN)) {
            return alone(types);
        }
        if (!types.isEmpty() && !types.contains(CODE)) {
            throw wrong("lacks authorization_code; add it, or leave the key empty");
        }
        return GrantType.AUTHORIZATION_CODE;
    }

    private static GrantType password(List<String> types, boolean legacyPassword) throws SettingsException {
        if (!legacyPassword) {
            throw wrong("holds password, which gives the password of an account away (RFC 9700 section 2.4); remove it,"
                    + " or, for a provider that has nothing else, set " + Keys.LEGACY_PASSWORD_GRANT);
        }
        if (!Set.of(PASSWORD, REFRESH).containsAll(types)) {
            throw wrong("holds password beside another grant type; remove password");
        }
        return GrantType.PASSWORD;
    }

    // One client holds one token: that of a person and that of the client itself would take turns in it.
    private static GrantType alone(List<String> types) throws SettingsException {
        if (!Set.of(OWN).containsAll(types)) {
            throw wrong(
                    "holds client_credentials beside another grant type; remove one, and make a second client for it");
        }
        return GrantType.CLIENT_CREDENTIALS;
    }

    /** A grant type of a provider's own; not that of the password grant. */
    static String unlikePassword(String key, String type) throws SettingsException {
        if (type.equalsIgnoreCase("password")) {
            throw new SettingsException(
                    key, "is password, which gives the password of an account away (RFC 9700 section 2.4); remove it");
        }
        if (!VISIBLE.matcher(type).matches()) {
            throw new SettingsException(
                    key, "has a character that no grant type has; write the provider's word for it");
        }
        return type;
    }

    private static SettingsException wrong(String reason) {
        return new SettingsException(Keys.GRANT_TYPES, reason);
    }
}
