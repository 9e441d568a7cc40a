// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.discovery;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of itself (RFC 8414 section 2), as far as it is used and keeps to the rules. Immutable.
 *
 * @param issuer its issuer identifier, character by character the one that was asked for
 * @param endpoints by their names; the token endpoint is among them
 * @param mtlsAliases endpoints for clients with a certificate of their own, by the same names (RFC 8705 section 5)
 * @param issPromised whether every authorization response carries {@code iss} (RFC 9207 section 3)
 * @param pushRequired whether authorization requests must be pushed (RFC 9126 section 5)
 * @param authMethods client authentication at the token endpoint; empty: it does not say
 * @param challengeMethods PKCE methods (RFC 7636); empty: it does not say
 */
public record Metadata(
        String issuer,
        Map<String, URI> endpoints,
        Map<String, URI> mtlsAliases,
        boolean issPromised,
        boolean pushRequired,
        List<String> authMethods,
        List<String> challengeMethods) {

    static final String ISSUER = "issuer";
    static final String TOKEN_ENDPOINT = "token_endpoint";
    static final String ALIASES = "mtls_endpoint_aliases";
    static final String ISS_PROMISED = "authorization_response_iss_parameter_supported";
    static final String PUSH_REQUIRED = "require_pushed_authorization_requests";
    static final String AUTH_METHODS = "token_endpoint_auth_methods_supported";
    static final String CHALLENGE_METHODS = "code_challenge_methods_supported";

    /** Copies the collections. */
    public Metadata {
        requireNonNull(issuer, "issuer");
        endpoints = Map.copyOf(endpoints);
        mtlsAliases = Map.copyOf(mtlsAliases);
        authMethods = List.copyOf(authMethods);
        challengeMethods = List.copyOf(challengeMethods);
        requireNonNull(endpoints.get(TOKEN_ENDPOINT), TOKEN_ENDPOINT);
    }

    /** Whether the provider promises PKCE as it is sent to it. */
    public boolean promisesS256() {
        return challengeMethods.contains("S256");
    }

    /** The members of a document that says the same. */
    Map<String, @Nullable Object> members() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put(ISSUER, issuer);
        members.putAll(texts(endpoints));
        members.put(ALIASES, texts(mtlsAliases));
        members.put(ISS_PROMISED, issPromised);
        members.put(PUSH_REQUIRED, pushRequired);
        members.put(AUTH_METHODS, authMethods);
        members.put(CHALLENGE_METHODS, challengeMethods);
        return members;
    }

    private static Map<String, @Nullable Object> texts(Map<String, URI> named) {
        var texts = new LinkedHashMap<String, @Nullable Object>();
        named.forEach((name, endpoint) -> texts.put(name, endpoint.toString()));
        return texts;
    }
}
