// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.winekey.oauth.core.protocol.EndpointRules;
import org.winekey.oauth.core.seam.Route;

/** Addresses in settings. */
final class Addresses {

    private static final String NO_RESOURCE =
            "holds something that is no absolute URI without a #; enter one such as https://api.provider.example/";
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]+");

    private Addresses() {}

    /** An endpoint of an authorization server. */
    static URI endpoint(String key, String text, Route route) throws SettingsException {
        return checked(key, text, EndpointRules.check(text, route));
    }

    /** The authorization endpoint. */
    static URI authorization(String key, String text, Route route) throws SettingsException {
        return checked(key, text, EndpointRules.checkAuthorizationEndpoint(text, route));
    }

    /** A resource server that tokens are asked for: an absolute URI without a fragment (RFC 8707 section 2). */
    static String resource(String key, String text) throws SettingsException {
        try {
            var uri = new URI(text);
            if (uri.isAbsolute()
                    && uri.getRawFragment() == null
                    && VISIBLE.matcher(text).matches()) {
                return text;
            }
        } catch (URISyntaxException e) {
            // The cause is left out: its message repeats the value.
            throw new SettingsException(key, NO_RESOURCE);
        }
        throw new SettingsException(key, NO_RESOURCE);
    }

    /** Scheme, host and port, without a slash at the end; plain http is allowed, for browsers of the same network. */
    static URI origin(String key, String text) throws SettingsException {
        var remedy = " scheme, host and port only, such as https://home.example.org";
        try {
            var uri = new URI(text.replaceFirst("/+$", ""));
            boolean isWeb = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            boolean isBare = uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && "".equals(uri.getRawPath());
            if (isWeb && isBare && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // The cause is left out: its message repeats the value.
            throw new SettingsException(key, "is not an address; enter" + remedy);
        }
        throw new SettingsException(key, "must be" + remedy);
    }

    private static URI checked(String key, String text, Optional<String> complaint) throws SettingsException {
        if (complaint.isPresent()) {
            throw new SettingsException(key, complaint.get());
        }
        return URI.create(text);
    }
}
