// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.migrate;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.migrate.ForeignGrant.Found;
import org.winekey.oauth.core.migrate.ForeignGrant.Origin;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.settings.Keys;

/**
 * The two databases of OpenVoiceOS: tokens and applications, both by the identifier that it makes of skill and application.
 * Stateless.
 */
final class Ovos {

    private Ovos() {}

    static boolean fits(Fields document) {
        return document.names().stream().anyMatch(id -> isToken(document.object(id)));
    }

    static Found read(List<Fields> documents, ZoneId zone) throws MigrationException {
        var harvest = new Harvest("OpenVoiceOS", zone);
        for (var document : documents) {
            for (var id : document.names()) {
                var token = document.object(id);
                if (token != null && isToken(token)) {
                    harvest.add(id, id, token, origin(documents, id));
                } else if (token == null || !isApplication(token)) {
                    harvest.warn(id, "is neither a token nor an application");
                }
            }
        }
        return harvest.found();
    }

    private static boolean isToken(@Nullable Fields entry) {
        return entry != null && entry.has("access_token");
    }

    private static boolean isApplication(Fields entry) {
        return entry.has("token_endpoint");
    }

    private static Origin origin(List<Fields> documents, String id) throws MigrationException {
        for (var document : documents) {
            var application = document.object(id);
            if (application != null && isApplication(application)) {
                return origin(application);
            }
        }
        return Origin.UNKNOWN;
    }

    private static Origin origin(Fields application) throws MigrationException {
        var settings = new LinkedHashMap<String, Object>();
        Placeholders.put(settings, Keys.CLIENT_ID, application.text("client_id"));
        Placeholders.put(settings, Keys.AUTHORIZATION_ENDPOINT, application.text("auth_endpoint"));
        Placeholders.put(settings, Keys.TOKEN_ENDPOINT, application.text("token_endpoint"));
        Placeholders.put(settings, Keys.SCOPE, application.words("scope"));
        var secret = application.text("client_secret");
        return new Origin(settings, secret == null ? null : Secret.of(secret));
    }
}
