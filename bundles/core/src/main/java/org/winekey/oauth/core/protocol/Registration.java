// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.secret.Secret;

/**
 * The resolved, validated settings of a client at one authorization server (RFC 6749 section 2). Immutable.
 *
 * @param client the client name
 * @param grantType by whose leave it gets its tokens
 * @param clientId the provider's {@code client_id}
 * @param clientSecret null for public clients
 * @param authentication how the client proves itself
 * @param issuer issuer identifier (RFC 8414, RFC 9207); null when not set
 * @param endpoints the endpoints
 * @param scopes scopes to ask for, in the order of the settings
 * @param redirectUri the redirect URI, byte for byte as registered; null while the base URI is unknown
 * @param parameters extra parameters of the authorization request
 * @param tokenParameters extra parameters of every token request
 * @param dialect where this server departs from the plain RFC
 * @param route how requests get to this server
 */
public record Registration(
        String client,
        GrantType grantType,
        String clientId,
        @Nullable Secret clientSecret,
        ClientAuthentication authentication,
        @Nullable String issuer,
        Endpoints endpoints,
        List<String> scopes,
        @Nullable String redirectUri,
        Map<String, String> parameters,
        Map<String, String> tokenParameters,
        Dialect dialect,
        Route route) {

    /** Copies the collections. */
    public Registration {
        requireNonNull(client, "client");
        requireNonNull(grantType, "grantType");
        requireNonNull(clientId, "clientId");
        requireNonNull(authentication, "authentication");
        requireNonNull(endpoints, "endpoints");
        scopes = List.copyOf(scopes);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        tokenParameters = Collections.unmodifiableMap(new LinkedHashMap<>(tokenParameters));
        requireNonNull(dialect, "dialect");
        requireNonNull(route, "route");
    }

    /** A registration at a plain server on the public Internet. */
    public Registration(
            String client,
            GrantType grantType,
            String clientId,
            @Nullable Secret clientSecret,
            ClientAuthentication authentication,
            @Nullable String issuer,
            Endpoints endpoints,
            List<String> scopes,
            @Nullable String redirectUri,
            Map<String, String> parameters,
            Map<String, String> tokenParameters) {
        this(
                client,
                grantType,
                clientId,
                clientSecret,
                authentication,
                issuer,
                endpoints,
                scopes,
                redirectUri,
                parameters,
                tokenParameters,
                Dialect.PLAIN,
                Route.PUBLIC);
    }

    /** A client that a person signs in for, at a plain server on the public Internet. */
    public Registration(
            String client,
            String clientId,
            @Nullable Secret clientSecret,
            ClientAuthentication authentication,
            @Nullable String issuer,
            Endpoints endpoints,
            List<String> scopes,
            @Nullable String redirectUri,
            Map<String, String> parameters,
            Map<String, String> tokenParameters) {
        this(
                client,
                GrantType.AUTHORIZATION_CODE,
                clientId,
                clientSecret,
                authentication,
                issuer,
                endpoints,
                scopes,
                redirectUri,
                parameters,
                tokenParameters);
    }

    /**
     * The endpoints of the authorization server (RFC 8414 section 2).
     *
     * @param authorization where browsers go; null where nobody signs in
     * @param token where codes and refresh tokens go
     * @param revocation where tokens are revoked (RFC 7009); null when the provider has none
     * @param deviceAuthorization where the device grant begins (RFC 8628); null when it is not used
     * @param pushedAuthorization where authorization requests are pushed to (RFC 9126); null: they are not
     * @param introspection where the provider tells about a token (RFC 7662); null when it is not asked
     * @param userinfo where the provider tells whose account it is (OpenID Connect Core section 5.3); null when it is not asked
     * @param refresh where refresh tokens go when that is not the token endpoint; null: it is
     * @param then where the access token goes right after the exchange, for another one; null: nowhere
     */
    public record Endpoints(
            @Nullable URI authorization,
            URI token,
            @Nullable URI revocation,
            @Nullable URI deviceAuthorization,
            @Nullable URI pushedAuthorization,
            @Nullable URI introspection,
            @Nullable URI userinfo,
            @Nullable URI refresh,
            @Nullable URI then) {
        /** What settings call the endpoints, in the order of the components. */
        public static final List<String> NAMES = List.of(
                "authorization_endpoint",
                "token_endpoint",
                "revocation_endpoint",
                "device_authorization_endpoint",
                "pushed_authorization_request_endpoint",
                "introspection_endpoint",
                "userinfo_endpoint",
                "refresh_endpoint",
                "then_endpoint");

        /** Those of them that metadata may name (RFC 8414 section 2). */
        public static final List<String> OF_METADATA = NAMES.subList(0, 7);

        /** Refuses null where every client needs an endpoint. */
        public Endpoints {
            requireNonNull(token, "token");
        }

        /** The endpoints of a server that has no more than RFC 6749 and RFC 7009 speak of. */
        public Endpoints(@Nullable URI authorization, URI token, @Nullable URI revocation) {
            this(authorization, token, revocation, null, null, null, null);
        }

        /** The endpoints of a server that has no more than metadata can name. */
        public Endpoints(
                @Nullable URI authorization,
                URI token,
                @Nullable URI revocation,
                @Nullable URI deviceAuthorization,
                @Nullable URI pushedAuthorization,
                @Nullable URI introspection,
                @Nullable URI userinfo) {
            this(
                    authorization,
                    token,
                    revocation,
                    deviceAuthorization,
                    pushedAuthorization,
                    introspection,
                    userinfo,
                    null,
                    null);
        }

        /**
         * The endpoints of these names; other names are passed over.
         *
         * @throws NullPointerException when the token endpoint is not among them
         */
        public static Endpoints of(Map<String, URI> named) {
            return new Endpoints(
                    named.get(NAMES.get(0)),
                    requireNonNull(named.get(NAMES.get(1)), "token_endpoint"),
                    named.get(NAMES.get(2)),
                    named.get(NAMES.get(3)),
                    named.get(NAMES.get(4)),
                    named.get(NAMES.get(5)),
                    named.get(NAMES.get(6)),
                    named.get(NAMES.get(7)),
                    named.get(NAMES.get(8)));
        }

        /** The endpoints there are, by their names. */
        public Map<String, URI> named() {
            var values = Arrays.asList(
                    authorization,
                    token,
                    revocation,
                    deviceAuthorization,
                    pushedAuthorization,
                    introspection,
                    userinfo,
                    refresh,
                    then);
            var named = new LinkedHashMap<String, URI>();
            for (int i = 0; i < NAMES.size(); i++) {
                var endpoint = values.get(i);
                if (endpoint != null) {
                    named.put(NAMES.get(i), endpoint);
                }
            }
            return Collections.unmodifiableMap(named);
        }

        /**
         * Where browsers go.
         *
         * @throws IllegalStateException when nobody signs in for this client
         */
        public URI forBrowsers() {
            if (authorization == null) {
                throw new IllegalStateException("authorization_endpoint: nobody signs in for this client");
            }
            return authorization;
        }

        /** Where refresh tokens go. */
        public URI forRefreshes() {
            return refresh == null ? token : refresh;
        }
    }

    /** The same with another of its redirect URIs. */
    public Registration at(String otherRedirectUri) {
        return new Registration(
                client,
                grantType,
                clientId,
                clientSecret,
                authentication,
                issuer,
                endpoints,
                scopes,
                otherRedirectUri,
                parameters,
                tokenParameters,
                dialect,
                route);
    }

    /** The same asking for these scopes. */
    public Registration asking(List<String> otherScopes) {
        return new Registration(
                client,
                grantType,
                clientId,
                clientSecret,
                authentication,
                issuer,
                endpoints,
                otherScopes,
                redirectUri,
                parameters,
                tokenParameters,
                dialect,
                route);
    }

    /**
     * What makes this registration another one: grant type, issuer, {@code client_id} and every endpoint that receives a
     * secret. Two registrations of one client with equal identities are the same revision; all else applies to a grant at
     * once.
     */
    public Identity identity() {
        return new Identity(grantType, Optional.ofNullable(issuer), clientId, endpoints);
    }

    /** The identity of a registration. Equal identities: same revision. */
    public record Identity(GrantType grantType, Optional<String> issuer, String clientId, Endpoints endpoints) {
        /** The identity of a registration that a person signs in for. */
        public Identity(Optional<String> issuer, String clientId, Endpoints endpoints) {
            this(GrantType.AUTHORIZATION_CODE, issuer, clientId, endpoints);
        }
    }
}
