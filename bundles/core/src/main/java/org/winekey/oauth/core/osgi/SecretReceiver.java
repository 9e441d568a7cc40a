// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.winekey.oauth.core.backup.SavedSettings;
import org.winekey.oauth.core.settings.Keys;

/** Says who gets the secrets of settings that nobody has read yet. They may be anybody's, so it shows plain text only. */
final class SecretReceiver {

    private static final int LONGEST = 100;

    private SecretReceiver() {}

    /** The host of the token endpoint, or what the settings say instead of one. */
    static String of(SavedSettings settings) {
        return text(settings, Keys.TOKEN_ENDPOINT)
                .map(SecretReceiver::hostOf)
                .or(() -> text(settings, Keys.ISSUER)
                        .map(issuer -> "the token endpoint that the metadata of " + hostOf(issuer) + " names"))
                .or(() -> text(settings, Keys.EXTENDS).map(from -> "the token endpoint of " + plain(from)))
                .orElse("nobody, as they have no " + Keys.TOKEN_ENDPOINT);
    }

    private static Optional<String> text(SavedSettings settings, String key) {
        var value = settings.properties().get(key);
        return value == null || value.toString().isBlank()
                ? Optional.empty()
                : Optional.of(value.toString().strip());
    }

    private static String hostOf(String endpoint) {
        try {
            var host = new URI(endpoint).getHost();
            return host == null ? plain(endpoint) : plain(host);
        } catch (URISyntaxException e) {
            return plain(endpoint);
        }
    }

    private static String plain(String text) {
        var printable = text.replaceAll("[^ -~]", "?");
        return printable.length() > LONGEST ? printable.substring(0, LONGEST) + "..." : printable;
    }
}
