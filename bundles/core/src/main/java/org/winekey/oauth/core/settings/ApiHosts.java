// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.winekey.oauth.core.protocol.EndpointRules;
import org.winekey.oauth.core.seam.Route;

/** Where the token of a client may go: exact scheme, host and port, nothing like a pattern. */
final class ApiHosts {

    static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private ApiHosts() {}

    /**
     * The hosts as {@code scheme://host:port} in lower case.
     *
     * @param words host names with or without port and scheme; https where there is none
     * @param route how requests get there
     */
    static Set<String> of(Collection<String> words, Route route) throws SettingsException {
        var origins = new LinkedHashSet<String>();
        for (var word : words) {
            origins.add(origin(word.toLowerCase(Locale.ROOT), route));
        }
        return Set.copyOf(origins);
    }

    /** One host, in lower case, as {@code scheme://host:port}. */
    static String origin(String word, Route route) throws SettingsException {
        var text = word.contains("://") ? word : "https://" + word;
        var complaint = EndpointRules.check(text, route);
        if (complaint.isPresent()) {
            throw new SettingsException(Keys.API_HOSTS, "has an entry that " + complaint.get());
        }
        var uri = URI.create(text);
        if (!uri.getRawPath().isEmpty() || uri.getRawQuery() != null) {
            throw new SettingsException(
                    Keys.API_HOSTS,
                    "has an entry with a path or a query; write the host only, such as api.example.com");
        }
        var port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? HTTPS_PORT : HTTP_PORT;
        return uri.getScheme() + "://" + uri.getHost() + ":" + port;
    }
}
