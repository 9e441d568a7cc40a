// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Registration.Endpoints;
import org.winekey.oauth.core.secret.Secret;

/** The registration inside a stored grant as JSON. What an older version did not write is as plain as it was then. */
final class RegistrationFormat {

    private RegistrationFormat() {}

    static Map<String, @Nullable Object> members(Registration registration) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("client", registration.client());
        members.put("grantType", registration.grantType().wireName());
        members.put("clientId", registration.clientId());
        members.put("clientSecret", registration.clientSecret());
        members.put("authentication", registration.authentication().wireName());
        members.put("issuer", registration.issuer());
        registration
                .endpoints()
                .named()
                .forEach((name, endpoint) -> members.put(memberName(name), endpoint.toString()));
        members.put("scopes", registration.scopes());
        members.put("redirectUri", registration.redirectUri());
        members.put("parameters", registration.parameters());
        members.put("tokenParameters", registration.tokenParameters());
        members.put("dialect", members(registration.dialect()));
        members.put("route", RouteFormat.members(registration.route()));
        return members;
    }

    static Registration decode(Members members) throws JsonException {
        var grantType = grantType(members);
        return new Registration(
                members.text("client"),
                grantType,
                members.text("clientId"),
                secret(members.optionalText("clientSecret")),
                ClientAuthentication.of(members.text("authentication"))
                        .orElseThrow(() -> new JsonException("a grant with an unknown client authentication")),
                members.optionalText("issuer"),
                endpoints(members, grantType),
                members.texts("scopes"),
                members.optionalText("redirectUri"),
                members.textMap("parameters"),
                members.textMap("tokenParameters"),
                dialect(members.optionalObject("dialect")),
                RouteFormat.decode(members.optionalObject("route")));
    }

    private static Endpoints endpoints(Members members, GrantType grantType) throws JsonException {
        members.text("tokenEndpoint");
        if (grantType.hasDoors()) {
            members.text("authorizationEndpoint");
        }
        var named = new LinkedHashMap<String, URI>();
        for (var name : Endpoints.NAMES) {
            var text = members.optionalText(memberName(name));
            if (text != null) {
                named.put(name, URI.create(text));
            }
        }
        return Endpoints.of(named);
    }

    /** {@code token_endpoint} is {@code tokenEndpoint} here. */
    private static String memberName(String name) {
        var words = List.of(name.split("_", -1));
        var member = new StringBuilder(words.get(0));
        for (var word : words.subList(1, words.size())) {
            member.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return member.toString();
    }

    private static GrantType grantType(Members members) throws JsonException {
        var name = members.optionalText("grantType");
        return name == null
                ? GrantType.AUTHORIZATION_CODE
                : GrantType.of(name).orElseThrow(() -> new JsonException("a grant of an unknown grant type"));
    }

    private static @Nullable Map<String, @Nullable Object> members(Dialect dialect) {
        if (dialect.equals(Dialect.PLAIN)) {
            return null;
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("issPromised", dialect.issPromised());
        members.put("resources", dialect.resources());
        members.put("rawBasic", dialect.rawBasic());
        members.put("requests", RequestStyleFormat.members(dialect.requests()));
        members.put("answers", AnswerStyleFormat.members(dialect.answers()));
        members.put("habits", HabitsFormat.members(dialect.habits()));
        return members;
    }

    private static Dialect dialect(@Nullable Members members) throws JsonException {
        return members == null
                ? Dialect.PLAIN
                : new Dialect(
                        members.bool("issPromised"),
                        members.texts("resources"),
                        members.bool("rawBasic"),
                        RequestStyleFormat.decode(members.optionalObject("requests")),
                        AnswerStyleFormat.decode(members.optionalObject("answers")),
                        HabitsFormat.decode(members.optionalObject("habits")));
    }

    private static @Nullable Secret secret(@Nullable String text) {
        return text == null ? null : Secret.of(text);
    }
}
