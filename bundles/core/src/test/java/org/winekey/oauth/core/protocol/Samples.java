// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.winekey.oauth.core.secret.Secret;

/** Registrations for tests. */
final class Samples {

    static final String REDIRECT_URI = "http://127.0.0.1:8181/oauth/callback/sample";
    static final Secret STATE = Secret.of("state-1");

    /** The verifier of RFC 7636 appendix B. */
    static final CodeVerifier VERIFIER = CodeVerifier.of(Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));

    private Samples() {}

    /** What came home with this code. */
    static TokenRequest.Redeemed redeemed(Secret code) {
        return new TokenRequest.Redeemed(code, STATE, VERIFIER, REDIRECT_URI);
    }

    static Registration registration() {
        return with(ClientAuthentication.BASIC, "id", "secret");
    }

    static Registration with(ClientAuthentication authentication, String clientId, String secret) {
        return full(authentication, clientId, secret, "https://as.example/authorize", List.of(), Map.of(), Map.of());
    }

    static Registration authorizing(String endpoint, List<String> scopes, Map<String, String> parameters) {
        return full(ClientAuthentication.BASIC, "id", "secret", endpoint, scopes, parameters, Map.of());
    }

    static Registration ownCredentials(List<String> scopes, Map<String, String> tokenParameters) {
        return new Registration(
                "sample",
                GrantType.CLIENT_CREDENTIALS,
                "id",
                Secret.of("secret"),
                ClientAuthentication.BASIC,
                "https://as.example",
                new Registration.Endpoints(null, URI.create("https://as.example/token?tenant=1"), null),
                scopes,
                null,
                Map.of(),
                tokenParameters);
    }

    /** The same registration at a server with this dialect. */
    static Registration speaking(Dialect dialect, Registration plain) {
        return new Registration(
                plain.client(),
                plain.grantType(),
                plain.clientId(),
                plain.clientSecret(),
                plain.authentication(),
                plain.issuer(),
                plain.endpoints(),
                plain.scopes(),
                plain.redirectUri(),
                plain.parameters(),
                plain.tokenParameters(),
                dialect,
                plain.route());
    }

    static Registration withTokenParameters(Map<String, String> parameters) {
        return full(
                ClientAuthentication.BASIC, "id", "secret", "https://as.example/a", List.of(), Map.of(), parameters);
    }

    static Registration full(
            ClientAuthentication authentication,
            String clientId,
            String secret,
            String authorization,
            List<String> scopes,
            Map<String, String> parameters,
            Map<String, String> tokenParameters) {
        return new Registration(
                "sample",
                clientId,
                secret == null ? null : Secret.of(secret),
                authentication,
                "https://as.example",
                new Registration.Endpoints(
                        URI.create(authorization), URI.create("https://as.example/token?tenant=1"), null),
                scopes,
                REDIRECT_URI,
                parameters,
                tokenParameters);
    }
}
