// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.discovery;

import java.net.URI;
import java.util.List;

/** Where an issuer keeps its metadata. */
final class WellKnown {

    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";

    private WellKnown() {}

    /**
     * The addresses to ask, in that order: the one of RFC 8414 section 3, inserted between host and path, then that of
     * OpenID Connect Discovery section 4, appended to the path.
     *
     * @param issuer an address without query and fragment
     */
    static List<URI> of(String issuer) {
        var path = URI.create(issuer).getRawPath();
        var origin = issuer.substring(0, issuer.length() - path.length());
        var bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return List.of(URI.create(origin + OAUTH + bare), URI.create(origin + bare + OPENID));
    }
}
