// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import java.util.LinkedHashMap;
import java.util.Map;
import org.winekey.oauth.itests.support.Keycloak;

/** The file with the settings of a client. */
final class ClientFile {
    private ClientFile() {}

    /** The settings for a registration at Keycloak, with these keys added or replaced. */
    static Map<String, String> at(Keycloak keycloak, Keycloak.Client registration, Map<String, String> more) {
        var settings = new LinkedHashMap<>(Map.of(
                "client_id", registration.id(),
                "authorization_endpoint", keycloak.authorizationEndpoint().toString(),
                "token_endpoint", keycloak.tokenEndpoint().toString(),
                "scope", "openid"));
        settings.putAll(more);
        return settings;
    }

    /** What the file of this client is called. */
    static String name(String client) {
        return "org.winekey.oauth.client-" + client + ".cfg";
    }

    /** What is in the file. */
    static String text(Map<String, String> settings) {
        var text = new StringBuilder();
        settings.forEach((key, value) ->
                text.append(key).append(" = ").append(escaped(value)).append('\n'));
        return text.toString();
    }

    private static String escaped(String value) {
        var escaped = new StringBuilder();
        value.replace("\\", "\\\\")
                .chars()
                .forEach(character -> escaped.append(
                        character < 127 ? Character.toString(character) : "\\u%04x".formatted(character)));
        return escaped.toString();
    }
}
