// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.HttpTransport.Call;
import org.winekey.oauth.core.seam.ScriptedTransport;
import org.winekey.oauth.core.secret.Secret;

/** Requests to the endpoints beside the token endpoint. */
class EndpointRequestsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(7);
    private static final Secret TOKEN = Secret.of("t&k");
    private static final Registration.Endpoints ENDPOINTS = new Registration.Endpoints(
            URI.create("https://as.example/authorize"),
            URI.create("https://as.example/token"),
            URI.create("https://as.example/revoke"),
            URI.create("https://as.example/device"),
            null,
            URI.create("https://as.example/introspect"),
            URI.create("https://as.example/userinfo"));

    private static Registration at(Registration.Endpoints endpoints, Dialect dialect) {
        var plain = Samples.registration();
        return new Registration(
                plain.client(),
                plain.grantType(),
                plain.clientId(),
                plain.clientSecret(),
                plain.authentication(),
                plain.issuer(),
                endpoints,
                List.of("read", "write"),
                plain.redirectUri(),
                Map.of("prompt", "consent", "client_id", "evil", "Scope", "evil"),
                Map.of(),
                dialect,
                plain.route());
    }

    private static Registration registration() {
        return at(ENDPOINTS, Dialect.PLAIN);
    }

    private static void assertPosted(Call call, String uri) {
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.uri()).hasToString(uri);
        assertThat(call.deadline()).isEqualTo(DEADLINE);
        assertThat(call.headers())
                .containsEntry("Authorization", "Basic aWQ6c2VjcmV0")
                .containsEntry("Accept", "application/json")
                .containsEntry("User-Agent", "winekey");
    }

    @Test
    void revocation_ofEitherToken_isAForm() {
        var refresh = RevocationRequest.ofRefreshToken(registration(), TOKEN, DEADLINE);
        var access = RevocationRequest.ofAccessToken(registration(), TOKEN, DEADLINE);

        assertPosted(refresh, "https://as.example/revoke");
        assertThat(ScriptedTransport.form(refresh))
                .containsOnly(entry("token", "t&k"), entry("token_type_hint", "refresh_token"));
        assertThat(ScriptedTransport.form(access))
                .containsOnly(entry("token", "t&k"), entry("token_type_hint", "access_token"));
    }

    @Test
    void introspection_ofAnAccessToken_isAForm() {
        var call = IntrospectionRequest.ofAccessToken(registration(), TOKEN, DEADLINE);

        assertPosted(call, "https://as.example/introspect");
        assertThat(ScriptedTransport.form(call))
                .containsOnly(entry("token", "t&k"), entry("token_type_hint", "access_token"));
    }

    @Test
    void deviceAuthorization_hasTheChallengeAndNoReservedParameterTwice() {
        var call = DeviceRequest.authorization(registration(), Samples.VERIFIER, DEADLINE);

        assertPosted(call, "https://as.example/device");
        assertThat(ScriptedTransport.form(call))
                .containsOnly(
                        entry("client_id", "id"),
                        entry("scope", "read write"),
                        entry("code_challenge", Samples.VERIFIER.challenge()),
                        entry("code_challenge_method", "S256"),
                        entry("prompt", "consent"));
    }

    private static Dialect withoutPkce() {
        var authorization = new RequestStyle.Authorization(
                false, List.of(), "code", Map.of(), List.of(), "", Map.of(), RedirectUriRule.ANY);
        return Dialect.PLAIN.with(new RequestStyle(
                ScopeSeparator.COMMA, authorization, RequestStyle.Token.PLAIN, RequestStyle.Refresh.PLAIN, null));
    }

    @Test
    void deviceGrant_providerWithoutPkce_isToldNoChallengeAndNoVerifier() {
        var call = DeviceRequest.authorization(at(ENDPOINTS, withoutPkce()), Samples.VERIFIER, DEADLINE);
        var poll = DeviceRequest.poll(at(ENDPOINTS, withoutPkce()), TOKEN, Samples.VERIFIER, DEADLINE);

        assertThat(ScriptedTransport.form(call))
                .containsOnly(entry("client_id", "id"), entry("scope", "read,write"), entry("prompt", "consent"));
        assertThat(ScriptedTransport.form(poll)).doesNotContainKey("code_verifier");
    }

    @Test
    void devicePoll_hasTheCodeAndTheVerifier() {
        var poll = DeviceRequest.poll(registration(), TOKEN, Samples.VERIFIER, DEADLINE);

        assertPosted(poll, "https://as.example/token");
        assertThat(ScriptedTransport.form(poll))
                .containsOnly(
                        entry("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
                        entry("device_code", "t&k"),
                        entry("code_verifier", Samples.VERIFIER.secret().reveal()));
    }

    @Test
    void deviceAuthorization_namesEachResource() {
        var dialect = new Dialect(false, List.of("urn:one", "urn:two"), false);

        var call = DeviceRequest.authorization(at(ENDPOINTS, dialect), Samples.VERIFIER, DEADLINE);

        assertThat(new String(call.body(), UTF_8)).endsWith("&resource=urn%3Aone&resource=urn%3Atwo");
    }

    @Test
    void userinfo_carriesTheTokenInItsHeaderOnly() {
        var call = UserInfo.request(registration(), TOKEN, DEADLINE).orElseThrow();

        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.uri()).hasToString("https://as.example/userinfo");
        assertThat(call.body()).isEmpty();
        assertThat(call.headers()).containsEntry("Authorization", "Bearer t&k");
    }

    @Test
    void requests_withoutTheirEndpoint_areRefusedByTheNameOfTheSetting() {
        var bare = Samples.registration();

        assertThatThrownBy(() -> RevocationRequest.ofRefreshToken(bare, TOKEN, DEADLINE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("revocation_endpoint");
        assertThatThrownBy(() -> IntrospectionRequest.ofAccessToken(bare, TOKEN, DEADLINE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("introspection_endpoint");
        assertThatThrownBy(() -> DeviceRequest.authorization(bare, Samples.VERIFIER, DEADLINE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("device_authorization_endpoint");
        assertThat(UserInfo.request(bare, TOKEN, DEADLINE)).isEmpty();
    }

    @Test
    void otherEndpoints_ofAProviderWithItsOwnNames_getTheClientUnderThoseNamesOnly() {
        var token = RequestStyle.Token.PLAIN.renaming(Map.of("client_id", "app", "token", "not here"));
        var dialect = Dialect.PLAIN.with(new RequestStyle(
                ScopeSeparator.SPACE, RequestStyle.Authorization.PLAIN, token, RequestStyle.Refresh.PLAIN, null));

        var call = DeviceRequest.authorization(at(ENDPOINTS, dialect), Samples.VERIFIER, DEADLINE);
        var revocation = RevocationRequest.ofAccessToken(at(ENDPOINTS, dialect), TOKEN, DEADLINE);

        assertThat(ScriptedTransport.form(call)).containsEntry("app", "id").doesNotContainKey("client_id");
        assertThat(ScriptedTransport.form(revocation)).containsEntry("token", "t&k");
    }
}
