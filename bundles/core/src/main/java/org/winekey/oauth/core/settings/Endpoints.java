// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Which addresses a setting may hold: absolute, https, or http on this machine itself. */
final class Endpoints {

    private Endpoints() {}

    /** An endpoint of the authorization server; it may have a query, no fragment and no user information. */
    static URI endpoint(String key, String text) throws SettingsException {
        var uri = address(key, text);
        if (isHttp(uri) && !isLoopback(uri)) {
            throw new SettingsException(key, "must begin with https:// (http is for this machine itself only)");
        }
        return uri;
    }

    /** An absolute http or https address with a host. */
    static URI address(String key, String text) throws SettingsException {
        var uri = parse(key, text);
        if (!isHttp(uri) && !"https".equalsIgnoreCase(uri.getScheme())) {
            throw new SettingsException(key, "must be an address that begins with https://");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw new SettingsException(key, "has no host name");
        }
        if (uri.getRawUserInfo() != null) {
            throw new SettingsException(key, "must not contain a user name or password");
        }
        if (uri.getRawFragment() != null) {
            throw new SettingsException(key, "must not contain a fragment (#)");
        }
        return uri;
    }

    static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme());
    }

    static boolean isLoopback(URI uri) {
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(?:\\.\\d{1,3}){3}");
    }

    private static URI parse(String key, String text) throws SettingsException {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // The cause is left out: its message repeats the value.
            throw new SettingsException(key, "is not a valid address (character " + (e.getIndex() + 1) + ")");
        }
    }
}
