// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.migrate;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.migrate.ForeignGrant.Found;
import org.winekey.oauth.core.migrate.ForeignGrant.Origin;

/**
 * Tokens of a PG3 plugin: the custom key {@code oauthTokens} or its content, or {@code customdata} with a {@code token} of
 * the time before. Another file may be the plugin's OAuth configuration. Stateless.
 */
final class Pg3Tokens {

    private static final List<String> HOLDERS = List.of("oauthTokens", "token");
    private static final String CUSTOM_DATA = "customdata";
    private static final String CONFIGURATION = "oauth";

    private Pg3Tokens() {}

    static boolean fits(Fields document) {
        return holder(document) != null || isToken(document);
    }

    static Found read(List<Fields> documents, ZoneId zone) throws MigrationException {
        var harvest = new Harvest("PG3", zone);
        var configuration = configuration(documents);
        var origin =
                configuration == null ? Origin.UNKNOWN : new Origin(configuration.settings(), configuration.secret());
        var title = configuration == null ? "" : configuration.title();
        for (var document : documents) {
            var holder = holder(document);
            if (holder != null) {
                harvest.add(holder, title, token(document, holder), origin);
            } else if (isToken(document)) {
                harvest.add(HOLDERS.get(0), title, document, origin);
            }
        }
        return harvest.found();
    }

    private static @Nullable Pg3Settings configuration(List<Fields> documents) throws MigrationException {
        for (var document : documents) {
            var inside = document.object(CONFIGURATION);
            if (inside != null) {
                return Pg3Settings.read(inside);
            }
            if (!fits(document) && document.has("token_endpoint")) {
                return Pg3Settings.read(document);
            }
        }
        return null;
    }

    private static boolean isToken(Fields document) {
        return document.values().get("access_token") instanceof String;
    }

    private static @Nullable String holder(Fields document) {
        for (var name : HOLDERS) {
            var token = tokenOrNull(document, name);
            if (token != null && isToken(token)) {
                return name;
            }
        }
        return null;
    }

    private static Fields token(Fields document, String holder) {
        return Objects.requireNonNull(tokenOrNull(document, holder));
    }

    private static @Nullable Fields tokenOrNull(Fields document, String holder) {
        var custom = document.object(CUSTOM_DATA);
        var direct = document.object(holder);
        return direct != null || custom == null ? direct : custom.object(holder);
    }
}
