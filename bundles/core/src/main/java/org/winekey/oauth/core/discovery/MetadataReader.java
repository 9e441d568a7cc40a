// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.discovery;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.EndpointRules;
import org.winekey.oauth.core.protocol.ForeignText;
import org.winekey.oauth.core.protocol.Registration.Endpoints;
import org.winekey.oauth.core.seam.Hosts;
import org.winekey.oauth.core.seam.Reach;
import org.winekey.oauth.core.seam.Route;

/**
 * Takes a metadata document apart, of which every member may come from an attacker. Members of a wrong type count as
 * absent; nothing is normalised.
 */
final class MetadataReader {

    private static final String AUTHORIZATION_ENDPOINT = "authorization_endpoint";
    private static final int MOST_ELEMENTS = 64;

    private final String issuer;
    private final Route route;

    /** A reader of documents of this issuer, whose servers are reached by that route. */
    MetadataReader(String issuer, Route route) {
        this.issuer = issuer;
        this.route = route;
    }

    /** Whether this is a metadata document at all. */
    static boolean isMetadata(Map<String, ? extends @Nullable Object> document) {
        return document.get(Metadata.ISSUER) instanceof String;
    }

    Finding read(Map<String, ? extends @Nullable Object> document) {
        if (!issuer.equals(document.get(Metadata.ISSUER))) {
            return unusable("names another issuer (" + shown(document.get(Metadata.ISSUER))
                    + "); every character counts, also a slash at the end");
        }
        for (var name : List.of(Metadata.TOKEN_ENDPOINT, AUTHORIZATION_ENDPOINT)) {
            var complaint = complaint(name, document.get(name));
            if (complaint.isPresent()) {
                return unusable(complaint.get());
            }
        }
        return new Finding.Found(new Metadata(
                issuer,
                endpoints(document),
                document.get(Metadata.ALIASES) instanceof Map<?, ?> aliases ? endpoints(aliases) : Map.of(),
                Boolean.TRUE.equals(document.get(Metadata.ISS_PROMISED)),
                Boolean.TRUE.equals(document.get(Metadata.PUSH_REQUIRED)),
                texts(document.get(Metadata.AUTH_METHODS)),
                texts(document.get(Metadata.CHALLENGE_METHODS))));
    }

    private Optional<String> complaint(String name, @Nullable Object value) {
        if (value == null) {
            return name.equals(Metadata.TOKEN_ENDPOINT) ? Optional.of("has no " + name) : Optional.empty();
        }
        return value instanceof String text
                ? ruled(name, text).map(rule -> "has a " + name + " that " + rule)
                : Optional.of("has a " + name + " that is no text");
    }

    /** An endpoint that nobody needs is left out when it breaks the rules. */
    private Map<String, URI> endpoints(Map<?, ?> document) {
        var named = new LinkedHashMap<String, URI>();
        for (var name : Endpoints.OF_METADATA) {
            if (document.get(name) instanceof String text && ruled(name, text).isEmpty()) {
                named.put(name, URI.create(text));
            }
        }
        return named;
    }

    /** What speaks against an endpoint. */
    private Optional<String> ruled(String name, String text) {
        var complaint = name.equals(AUTHORIZATION_ENDPOINT)
                ? EndpointRules.checkAuthorizationEndpoint(text, route)
                : EndpointRules.check(text, route);
        if (complaint.isEmpty() && isPlain(text) && !isPlain(issuer)) {
            // Guards services of this machine against a provider on the Internet.
            return Optional.of("must use https, as the issuer does");
        }
        if (complaint.isEmpty() && isAtHome(text) && !isAtHome(issuer)) {
            // Guards the home network, and what browsers reach in it, against a provider on the Internet.
            return Optional.of("must not lead into the home network, since the issuer is not there");
        }
        return complaint;
    }

    private static boolean isAtHome(String address) {
        var host = URI.create(address).getHost();
        return Hosts.isLocalhost(host)
                || Hosts.isOfHome(host)
                || Hosts.literal(host)
                        .filter(literal -> Reach.of(literal) != Reach.PUBLIC)
                        .isPresent();
    }

    private static boolean isPlain(String address) {
        return address.toLowerCase(Locale.ROOT).startsWith("http:");
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .limit(MOST_ELEMENTS)
                        .toList()
                : List.of();
    }

    private static String shown(@Nullable Object hostile) {
        return hostile instanceof String text
                ? ForeignText.filtered(text, ForeignText.MOST_DESCRIPTION)
                : "not even a text";
    }

    private Finding.Missing unusable(String why) {
        return new Finding.Missing(true, "the metadata of " + issuer + " " + why, null);
    }
}
