// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.migrate;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.migrate.ForeignGrant.Found;
import org.winekey.oauth.core.migrate.ForeignGrant.Origin;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.settings.Keys;

/**
 * The storage of Home Assistant: {@code core.config_entries}, and {@code application_credentials} with the identifiers and
 * secrets of the clients. Its endpoints stand in code, so they have to come from the settings here. Stateless.
 */
final class HomeAssistant {

    private static final String ENTRIES = "core.config_entries";
    private static final String CREDENTIALS = "application_credentials";

    private HomeAssistant() {}

    static boolean fits(Fields document) {
        return isKind(document, ENTRIES);
    }

    static Found read(List<Fields> documents, ZoneId zone) throws MigrationException {
        var harvest = new Harvest("Home Assistant", zone);
        var credentials = documents.stream()
                .filter(document -> isKind(document, CREDENTIALS))
                .flatMap(document -> items(document, "items"))
                .toList();
        for (var document : documents) {
            if (isKind(document, ENTRIES)) {
                for (var entry : items(document, "entries").toList()) {
                    add(harvest, entry, credentials);
                }
            }
        }
        return harvest.found();
    }

    private static boolean isKind(Fields document, String kind) {
        return kind.equals(document.values().get("key"));
    }

    private static Stream<Fields> items(Fields document, String name) {
        var data = document.object("data");
        return data == null ? Stream.empty() : data.objects(name).stream();
    }

    /** Entries that hold no token are of integrations without OAuth, which is most of them. */
    private static void add(Harvest harvest, Fields entry, List<Fields> credentials) throws MigrationException {
        var data = entry.object("data");
        var token = data == null ? null : data.object("token");
        if (data == null || token == null || !token.has("access_token")) {
            return;
        }
        var domain = Objects.requireNonNullElse(entry.text("domain"), "");
        var id = Objects.requireNonNullElse(entry.text("entry_id"), domain);
        harvest.add(id, domain, token, origin(domain, data.text("auth_implementation"), credentials));
    }

    private static Origin origin(String domain, @Nullable String implementation, List<Fields> credentials)
            throws MigrationException {
        for (var credential : credentials) {
            var names = Stream.of(credential.text("auth_domain"), credential.text("id"));
            if (implementation != null && names.anyMatch(implementation::equals) && isOf(domain, credential)) {
                var secret = credential.text("client_secret");
                return new Origin(
                        Map.of(Keys.CLIENT_ID, Objects.requireNonNullElse(credential.text("client_id"), "")),
                        secret == null ? null : Secret.of(secret));
            }
        }
        return Origin.UNKNOWN;
    }

    private static boolean isOf(String domain, Fields credential) throws MigrationException {
        return domain.equals(credential.text("domain"));
    }
}
