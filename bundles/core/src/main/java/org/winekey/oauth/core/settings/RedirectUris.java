// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.winekey.oauth.core.settings.Keys.REDIRECT_URI;

import java.net.URI;
import java.util.Set;

/** Where the answers of providers come home (RFC 6749 section 3.1.2). */
final class RedirectUris {

    private static final String CALLBACK = "/oauth/callback";

    /** A servlet container answers its bare context paths by a redirect that would carry the code to any Host header. */
    private static final Set<String> BARE = Set.of("", "/", "/oauth", "/oauth/", CALLBACK, CALLBACK + "/");

    private RedirectUris() {}

    /** The redirect URI of a client that sets none. */
    static String of(URI baseUri, String client) {
        return baseUri + CALLBACK + "/" + client;
    }

    /** Returns the text as it is, byte for byte, if it can be a redirect URI. */
    static String checked(String text, boolean set) throws SettingsException {
        var uri = Endpoints.address(REDIRECT_URI, text);
        if (Endpoints.isHttp(uri) && !Endpoints.isLoopback(uri)) {
            throw set
                    ? new SettingsException(REDIRECT_URI, "must begin with https:// unless it is on 127.0.0.1 or localhost")
                    : new SettingsException(
                            REDIRECT_URI,
                            "would begin with http:// on another host than 127.0.0.1: set it, or set " + Keys.BASE_URI
                                    + " of " + Keys.SERVICE_PID + " to an https address");
        }
        if (Endpoints.isLoopback(uri) && BARE.contains(uri.getPath())) {
            throw new SettingsException(REDIRECT_URI, "must end with " + CALLBACK + "/<client name>");
        }
        return text;
    }
}
