// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.winekey.oauth.core.settings.Keys.REDIRECT_URI;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.EndpointRules;
import org.winekey.oauth.core.protocol.RedirectUriRule;
import org.winekey.oauth.core.seam.Route;

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

    /**
     * Returns the text as it is, byte for byte, if it can be a redirect URI. Plain http is for this machine, and where a
     * person admits it for the controller's own origin at home (RFC 9700 section 2.6).
     *
     * @param baseUri where browsers reach this controller; null while unknown
     */
    static String checked(String text, boolean set, @Nullable URI baseUri, Route route) throws SettingsException {
        var complaint = EndpointRules.checkRedirectUri(text, isOwn(text, baseUri) ? route : Route.PUBLIC);
        if (complaint.isPresent()) {
            throw new SettingsException(REDIRECT_URI, set ? complaint.get() : inherited(complaint.get()));
        }
        if (BARE.contains(URI.create(text).getPath())) {
            throw new SettingsException(
                    REDIRECT_URI, "has a path that loses answers; end it with " + CALLBACK + "/<client>");
        }
        return text;
    }

    /** What everybody should see of a redirect URI that the provider does not take (null: it is not known). */
    static List<String> notices(Values values, @Nullable String redirectUri) {
        try {
            var rule = Choices.of(values, ProviderKeys.REDIRECT_URI_RULE, RedirectUriRule.ANY);
            return redirectUri == null || rule.admits(redirectUri)
                    ? List.of()
                    : List.of("redirect-uri-refused: this provider takes only " + rule.words() + " as " + REDIRECT_URI
                            + "; nobody leaves for it through the callback until " + REDIRECT_URI + " or "
                            + Keys.BASE_URI + " is such an address, or through the relay page");
        } catch (SettingsException e) {
            return List.of();
        }
    }

    /** Scheme, host and port of a redirect URI that was checked, as they are written there. */
    static String origin(String redirectUri) {
        var path = URI.create(redirectUri).getRawPath();
        var query = redirectUri.indexOf('?');
        var bare = query < 0 ? redirectUri : redirectUri.substring(0, query);
        return bare.substring(0, bare.length() - path.length());
    }

    private static boolean isOwn(String text, @Nullable URI baseUri) {
        return baseUri != null
                && text.toLowerCase(Locale.ROOT).startsWith(baseUri.toString().toLowerCase(Locale.ROOT) + "/");
    }

    private static String inherited(String complaint) {
        return "comes from " + Keys.BASE_URI + " of " + Keys.SERVICE_PID + " and " + complaint
                + "; set either of the two to another address";
    }
}
