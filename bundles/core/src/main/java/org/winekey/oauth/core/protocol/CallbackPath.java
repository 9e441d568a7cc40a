// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.net.URI;

/** What the last part of a callback's path says: the name under which answers come home. Stateless. */
public final class CallbackPath {

    private static final String CALLBACK = "/oauth/callback/";

    private CallbackPath() {}

    /**
     * The name at the end of a redirect URI of this controller, or that of the client where a proxy has another path of its
     * own for it.
     */
    public static String name(String redirectUri, String client) {
        var path = URI.create(redirectUri).getPath();
        return path != null && path.startsWith(CALLBACK) ? path.substring(CALLBACK.length()) : client;
    }
}
