// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.resource;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Where a request goes: scheme, host and port in the one form in which they are compared, as text. */
final class Origin {

    private Origin() {}

    /** The origin, always with its port, such as {@code https://api.example.com:443} (empty: none that we know). */
    static Optional<String> of(URI uri) {
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            return Optional.empty();
        }
        var port = uri.getPort() >= 0 ? uri.getPort() : defaultPort(scheme);
        return port < 0
                ? Optional.empty()
                : Optional.of(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port);
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "https" -> 443;
            case "http" -> 80;
            default -> -1;
        };
    }
}
