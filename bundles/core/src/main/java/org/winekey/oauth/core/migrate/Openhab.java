// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.migrate.ForeignGrant.Found;
import org.winekey.oauth.core.migrate.ForeignGrant.Origin;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.settings.Keys;

/**
 * The JSON storage of openHAB's OAuth client: records by handle, each JSON inside a text, with tokens that its own cipher
 * has encrypted. Stateless.
 */
final class Openhab {

    private static final String TOKEN = ".AccessTokenResponse";
    private static final String CONFIGURATION = ".ServiceConfiguration";

    private Openhab() {}

    static boolean fits(Fields document) {
        return document.names().stream().anyMatch(name -> name.endsWith(TOKEN));
    }

    static Found read(Fields document, @Nullable OpenhabCipher cipher, ZoneId zone) throws MigrationException {
        if (cipher == null) {
            throw new MigrationException("has encrypted tokens; name the file SymmetricKeyCipher.config of openHAB's"
                    + " userdata/config beside it");
        }
        var harvest = new Harvest("openHAB", zone);
        for (var name : document.names()) {
            if (name.endsWith(TOKEN)) {
                var handle = name.substring(0, name.length() - TOKEN.length());
                add(harvest, document, handle, cipher);
            }
        }
        return harvest.found();
    }

    private static void add(Harvest harvest, Fields document, String handle, OpenhabCipher cipher) {
        try {
            var token = record(document, handle + TOKEN);
            if (token == null || !token.has("accessToken")) {
                harvest.warn(handle, "holds no access token");
                return;
            }
            harvest.add(handle, handle, decrypted(token, cipher), origin(record(document, handle + CONFIGURATION)));
        } catch (MigrationException e) {
            harvest.warn(handle, String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Fields record(Fields document, String name) throws MigrationException {
        var stored = document.object(name);
        var text = stored == null ? null : stored.text("value");
        return text == null || text.equals("null") ? null : Fields.of(text.getBytes(UTF_8));
    }

    private static Fields decrypted(Fields token, OpenhabCipher cipher) throws MigrationException {
        var clear = new LinkedHashMap<String, @Nullable Object>();
        token.values().forEach((name, value) -> clear.put(String.valueOf(name), value));
        for (var name : new String[] {"accessToken", "refreshToken"}) {
            var encrypted = token.text(name);
            if (encrypted != null) {
                clear.put(name, cipher.decrypt(encrypted));
            }
        }
        return new Fields(clear);
    }

    private static Origin origin(@Nullable Fields configuration) throws MigrationException {
        if (configuration == null) {
            return Origin.UNKNOWN;
        }
        var settings = new LinkedHashMap<String, Object>();
        Placeholders.put(settings, Keys.CLIENT_ID, configuration.text("clientId"));
        Placeholders.put(settings, Keys.AUTHORIZATION_ENDPOINT, configuration.text("authorizationUrl"));
        Placeholders.put(settings, Keys.TOKEN_ENDPOINT, configuration.text("tokenUrl"));
        Placeholders.put(settings, Keys.SCOPE, configuration.words("scope"));
        var secret = configuration.text("clientSecret");
        if (secret != null && !Boolean.TRUE.equals(configuration.flag("supportsBasicAuth"))) {
            settings.put(Keys.AUTH_METHOD, "client_secret_post");
        }
        return new Origin(settings, secret == null ? null : Secret.of(secret));
    }
}
