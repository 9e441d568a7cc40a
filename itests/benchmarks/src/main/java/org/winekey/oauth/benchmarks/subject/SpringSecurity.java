// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks.subject;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;

/** The authorized client manager of Spring Security. */
public final class SpringSecurity implements Subject {

    private static final Authentication PRINCIPAL = new TestingAuthenticationToken("anna", "");

    private final ClientRegistration registration;
    private final OAuth2AuthorizedClientService service;
    private final AuthorizedClientServiceOAuth2AuthorizedClientManager manager;
    private final OAuth2AuthorizeRequest request;

    /** Signs in. */
    public SpringSecurity(URI tokenEndpoint) {
        registration = ClientRegistration.withRegistrationId(Tokens.CLIENT)
                .clientId(Tokens.CLIENT_ID)
                .clientSecret("secret")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("http://127.0.0.1/callback")
                .authorizationUri("http://127.0.0.1/authorize")
                .tokenUri(tokenEndpoint.toString())
                .build();
        var registrations = new InMemoryClientRegistrationRepository(registration);
        service = new InMemoryOAuth2AuthorizedClientService(registrations);
        manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, service);
        manager.setAuthorizedClientProvider(
                OAuth2AuthorizedClientProviderBuilder.builder().refreshToken().build());
        request = OAuth2AuthorizeRequest.withClientRegistrationId(Tokens.CLIENT)
                .principal(PRINCIPAL)
                .build();
        expire();
    }

    @Override
    public String name() {
        return "spring-security";
    }

    @Override
    public void expire() {
        var issuedAt = Instant.now().minusSeconds(7200);
        var token = new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER, Tokens.access(0), issuedAt, issuedAt.plusSeconds(3600));
        var refresh = new OAuth2RefreshToken(Tokens.refresh(0), issuedAt);
        service.saveAuthorizedClient(
                new OAuth2AuthorizedClient(registration, PRINCIPAL.getName(), token, refresh), PRINCIPAL);
    }

    @Override
    public Object token() throws IOException {
        try {
            return requireNonNull(manager.authorize(request));
        } catch (OAuth2AuthorizationException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {}
}
