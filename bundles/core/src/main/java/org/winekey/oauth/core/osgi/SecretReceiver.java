// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.winekey.oauth.core.backup.SavedSettings;
import org.winekey.oauth.core.protocol.ForeignText;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.settings.ProviderKeys;

/** Says who gets the secrets of settings that nobody has read yet. They may be anybody's, so it shows plain text only. */
final class SecretReceiver {

    /** RFC 1035 section 2.3.4. A host that is cut could be somebody else's. */
    private static final int LONGEST_HOST = 255;

    private static final List<String> FURTHER = List.of(
            ProviderKeys.REFRESH_ENDPOINT,
            ProviderKeys.THEN_ENDPOINT,
            Keys.REVOCATION_ENDPOINT,
            Keys.DEVICE_AUTHORIZATION_ENDPOINT,
            Keys.PUSHED_AUTHORIZATION_REQUEST_ENDPOINT,
            Keys.INTROSPECTION_ENDPOINT,
            Keys.USERINFO_ENDPOINT);

    private SecretReceiver() {}

    /** The host of the token endpoint, or what the settings say instead of one; and further ones that get tokens. */
    static String of(SavedSettings settings) {
        var first = first(settings);
        var further = FURTHER.stream()
                .flatMap(key -> text(settings, key).map(SecretReceiver::hostOf).stream())
                .filter(host -> !host.equals(first))
                .distinct()
                .toList();
        var signer = text(settings, ProviderKeys.REQUEST_SIGNER).map(bundle -> ", and the bundle " + plain(bundle));
        return first + (further.isEmpty() ? "" : ", and " + String.join(", ", further)) + signer.orElse("");
    }

    private static String first(SavedSettings settings) {
        return text(settings, Keys.TOKEN_ENDPOINT)
                .map(SecretReceiver::hostOf)
                .or(() -> text(settings, Keys.PROVIDER)
                        .map(profile -> "the token endpoint of the provider " + plain(profile)))
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
        return ForeignText.plain(text, LONGEST_HOST);
    }
}
