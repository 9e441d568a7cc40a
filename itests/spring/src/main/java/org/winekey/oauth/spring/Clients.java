// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.spring;

import java.time.Duration;
import java.util.List;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The clients. Refresh tokens rotate, and every redirect needs a proof key (RFC 7636); a secret ends with the identifier. */
final class Clients {
    /** Signs in by redirect; the client that the tests introspect with, too. */
    static final String REDIRECT = "spring-redirect";

    /** The same, and only after a pushed request. */
    static final String PUSHED = "spring-pushed";

    /** Signs in on another device. */
    static final String DEVICE = "spring-device";

    /** A public client on another device. */
    static final String PUBLIC_DEVICE = "spring-public-device";

    private Clients() {}

    static List<RegisteredClient> all(String secret) {
        return List.of(
                redirect(REDIRECT, secret).build(),
                redirect(PUSHED, secret).build(),
                device(DEVICE)
                        .clientSecret("{noop}" + secret + "-" + DEVICE)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .build(),
                device(PUBLIC_DEVICE)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                        .build());
    }

    private static RegisteredClient.Builder redirect(String id, String secret) {
        return client(id)
                .clientSecret("{noop}" + secret + "-" + id)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                // A loopback address: whatever the port, it is the same (RFC 8252 section 7.3).
                .redirectUri("http://127.0.0.1/oauth/callback/" + id)
                .clientSettings(ClientSettings.builder().requireProofKey(true).build());
    }

    private static RegisteredClient.Builder device(String id) {
        return client(id).authorizationGrantType(AuthorizationGrantType.DEVICE_CODE);
    }

    private static RegisteredClient.Builder client(String id) {
        return RegisteredClient.withId(id)
                .clientId(id)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .scope("openid")
                .scope("house")
                .tokenSettings(TokenSettings.builder()
                        .reuseRefreshTokens(false)
                        .accessTokenTimeToLive(Duration.ofMinutes(5))
                        .build());
    }
}
