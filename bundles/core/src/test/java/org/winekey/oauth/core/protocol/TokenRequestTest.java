// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.seam.HttpTransport.Call;
import org.winekey.oauth.core.seam.ScriptedTransport;
import org.winekey.oauth.core.secret.Secret;

class TokenRequestTest {

    private static final Duration DEADLINE = Duration.ofSeconds(7);

    @Test
    @Tag("R-040")
    @Tag("R-042")
    void exchange_withBasic_sendsTheFormAndOneAuthentication() {
        var call = exchange(Samples.registration());

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.uri()).hasToString("https://as.example/token?tenant=1");
        assertThat(call.deadline()).isEqualTo(DEADLINE);
        assertThat(call.headers())
                .containsEntry("Content-Type", "application/x-www-form-urlencoded")
                .containsEntry("Accept", "application/json")
                .containsEntry("Authorization", "Basic aWQ6c2VjcmV0");
        assertThat(ScriptedTransport.form(call))
                .containsOnly(
                        entry("grant_type", "authorization_code"),
                        entry("code", "c0de+/"),
                        entry("redirect_uri", Samples.REDIRECT_URI),
                        entry("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
    }

    @Test
    @Tag("R-040")
    @Tag("R-065")
    void refresh_withBasic_sendsTheRefreshTokenAndNoScope() {
        var call = refresh(Samples.registration());

        assertThat(ScriptedTransport.form(call))
                .containsOnly(entry("grant_type", "refresh_token"), entry("refresh_token", "r&t"));
        assertThat(call.uri().toString()).doesNotContain("r&t", "secret");
    }

    @Test
    @Tag("R-040")
    @Tag("R-042")
    void clientCredentials_sendsScopeAndTokenParametersAndOneAuthentication() {
        var registration = Samples.ownCredentials(List.of("read", "write"), Map.of("audience", "home"));

        var call = TokenRequest.clientCredentials(registration, DEADLINE);

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.uri()).hasToString("https://as.example/token?tenant=1");
        assertThat(call.deadline()).isEqualTo(DEADLINE);
        assertThat(call.headers()).containsEntry("Authorization", "Basic aWQ6c2VjcmV0");
        assertThat(ScriptedTransport.form(call))
                .containsOnly(
                        entry("grant_type", "client_credentials"),
                        entry("scope", "read write"),
                        entry("audience", "home"));
    }

    @Test
    void clientCredentials_withoutScopes_sendsNoScope() {
        var call = TokenRequest.clientCredentials(Samples.ownCredentials(List.of(), Map.of()), DEADLINE);

        assertThat(ScriptedTransport.form(call)).containsOnly(entry("grant_type", "client_credentials"));
    }

    @ParameterizedTest
    @CsvSource({"a:b, s:e", "a%b, s%25", "a+b, s t", "aü, sß€", "a&b, s=/?"})
    @Tag("R-041")
    void basic_specialCharacters_areFormEncodedFirst(String clientId, String secret) {
        var call = refresh(Samples.with(ClientAuthentication.BASIC, clientId, secret));

        var header = call.headers().get("Authorization").substring("Basic ".length());
        var pair = new String(Base64.getDecoder().decode(header), UTF_8).split(":", -1);
        assertThat(pair).hasSize(2);
        assertThat(URLDecoder.decode(pair[0], UTF_8)).isEqualTo(clientId);
        assertThat(URLDecoder.decode(pair[1], UTF_8)).isEqualTo(secret);
        assertThat(pair).allMatch(part -> part.matches("[A-Za-z0-9.*_%+-]+"));
    }

    @ParameterizedTest
    @CsvSource({"id, s:e", "a%b, s%25", "a+b, s t", "aü, sß€"})
    @Tag("R-041")
    void basic_rawServer_getsBothAsTheyAre(String clientId, String secret) {
        var plain = Samples.with(ClientAuthentication.BASIC, clientId, secret);

        var call = refresh(Samples.speaking(new Dialect(false, List.of(), true), plain));

        var header = call.headers().get("Authorization").substring("Basic ".length());
        assertThat(new String(Base64.getDecoder().decode(header), UTF_8)).isEqualTo(clientId + ":" + secret);
    }

    @Test
    @Tag("R-015")
    void everyTokenRequest_namesEachResource() {
        var dialect = new Dialect(false, List.of("https://api.example/a?x=1", "urn:two"), false);
        var person = Samples.speaking(dialect, Samples.registration());
        var own = Samples.speaking(dialect, Samples.ownCredentials(List.of(), Map.of()));
        var sent = "&resource=https%3A%2F%2Fapi.example%2Fa%3Fx%3D1&resource=urn%3Atwo";

        assertThat(new String(exchange(person).body(), UTF_8)).endsWith(sent);
        assertThat(new String(refresh(person).body(), UTF_8)).endsWith(sent);
        assertThat(new String(TokenRequest.clientCredentials(own, DEADLINE).body(), UTF_8))
                .endsWith(sent);
        assertThat(new String(refresh(Samples.registration()).body(), UTF_8)).doesNotContain("resource");
    }

    @Test
    @Tag("R-042")
    void post_sendsBothInTheBodyAndNoHeader() {
        var call = refresh(Samples.with(ClientAuthentication.POST, "i:d", "s&t"));

        assertThat(call.headers()).doesNotContainKey("Authorization");
        assertThat(ScriptedTransport.form(call)).contains(entry("client_id", "i:d"), entry("client_secret", "s&t"));
    }

    @ParameterizedTest
    @CsvSource({"NONE,", "NONE, unused", "BASIC,", "POST,"})
    @Tag("R-042")
    @Tag("R-043")
    void publicClient_sendsItsIdentifierAndNoSecret(ClientAuthentication authentication, String secret) {
        var call = refresh(Samples.with(authentication, "id", secret));

        assertThat(call.headers()).doesNotContainKey("Authorization");
        assertThat(ScriptedTransport.form(call))
                .containsEntry("client_id", "id")
                .doesNotContainKey("client_secret");
    }

    @Test
    @Tag("R-040")
    @Tag("R-047")
    void tokenParameters_areAddedToTheBodyButOverrideNothing() {
        var extra = Map.of(
                "audience", "a b",
                "grant_type", "password",
                "refresh_token", "evil",
                "client_id", "evil",
                "Client_Secret", "evil");

        var call = refresh(Samples.withTokenParameters(extra));

        assertThat(ScriptedTransport.form(call))
                .containsOnly(
                        entry("grant_type", "refresh_token"), entry("refresh_token", "r&t"), entry("audience", "a b"));
        assertThat(call.uri().getRawQuery()).isEqualTo("tenant=1");
    }

    @Test
    @Tag("R-095")
    void toString_showsNoSecretAndNoQuery() {
        assertThat(refresh(Samples.registration())).hasToString("POST https://as.example");
    }

    private static Call exchange(Registration registration) {
        return TokenRequest.exchange(registration, Samples.redeemed(Secret.of("c0de+/")), DEADLINE);
    }

    private static Call refresh(Registration registration) {
        return TokenRequest.refresh(registration, Secret.of("r&t"), DEADLINE);
    }

    private static RequestStyle.Token token(Encoding encoding, boolean sendsState, RedirectUriSent redirectUri) {
        return new RequestStyle.Token(
                encoding,
                Map.of("X-App", "home"),
                Map.of(),
                List.of(),
                Map.of("extra", "1"),
                sendsState,
                redirectUri,
                "");
    }

    private static Registration styled(RequestStyle.Token token, RequestStyle.Refresh refresh, RequestStyle.Then then) {
        var style = new RequestStyle(ScopeSeparator.PLUS, RequestStyle.Authorization.PLAIN, token, refresh, then);
        return Samples.speaking(Dialect.PLAIN.with(style), Samples.registration());
    }

    @Test
    void exchange_providerThatWantsTheStateAndNoRedirectUri_getsThat() {
        var style = token(Encoding.FORM, true, RedirectUriSent.NEVER);

        var call = exchange(styled(style, RequestStyle.Refresh.PLAIN, null));

        assertThat(ScriptedTransport.form(call))
                .containsEntry("state", Samples.STATE.reveal())
                .containsEntry("extra", "1")
                .doesNotContainKey("redirect_uri");
        assertThat(call.headers()).containsEntry("X-App", "home");
    }

    @Test
    void exchange_asJson_leavesOutWhatIsEmptyAndNamesTheResources() throws Exception {
        var style = token(Encoding.JSON, false, RedirectUriSent.EXCHANGE);
        var plain = styled(style, RequestStyle.Refresh.PLAIN, null);
        var one = new Dialect(false, List.of("urn:one"), false)
                .with(plain.dialect().requests());
        var two = new Dialect(false, List.of("urn:one", "urn:two"), false)
                .with(plain.dialect().requests());

        var none = Json.readObject(exchange(plain).body());
        assertThat(none)
                .containsEntry("code", "c0de+/")
                .containsEntry("extra", "1")
                .doesNotContainKey("resource");
        assertThat(exchange(plain).headers()).containsEntry("Content-Type", "application/json");
        assertThat(Json.readObject(exchange(Samples.speaking(one, plain)).body()))
                .containsEntry("resource", "urn:one");
        assertThat(Json.readObject(exchange(Samples.speaking(two, plain)).body()))
                .containsEntry("resource", List.of("urn:one", "urn:two"));
        assertThat(Json.readObject(
                        TokenRequest.clientCredentials(plain, DEADLINE).body()))
                .doesNotContainKey("scope");
    }

    @Test
    void refresh_ofAProviderWithWishes_fulfilsThem() {
        var refresh = new RequestStyle.Refresh("renew", true, true, false, Map.of("why", "end"));
        var registration = styled(token(Encoding.FORM, false, RedirectUriSent.ALWAYS), refresh, null);
        var grant = Grants.granted(
                registration, new TokenResponse(Secret.of("acc"), null, null, Set.of("b", "a")), Instant.EPOCH);

        var call = TokenRequest.refresh(registration, grant, DEADLINE);

        assertThat(call.method()).isEqualTo("POST");
        assertThat(ScriptedTransport.form(call))
                .containsOnly(
                        entry("grant_type", "renew"),
                        entry("access_token", "acc"),
                        entry("scope", "a b"),
                        entry("redirect_uri", Samples.REDIRECT_URI),
                        entry("why", "end"));
    }

    @Test
    void refresh_asAGet_hasItsParametersInTheQuery() {
        var refresh = new RequestStyle.Refresh("refresh_token", false, false, true, Map.of());

        var call = refresh(styled(RequestStyle.Token.PLAIN, refresh, null));

        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.body()).isEmpty();
        assertThat(call.uri())
                .hasToString("https://as.example/token?tenant=1&grant_type=refresh_token&refresh_token=r%26t");
    }

    @Test
    void refresh_grantWithNothingToRefreshWith_isRefused() {
        var grant = Grants.granted(
                Samples.registration(), new TokenResponse(Secret.of("acc"), null, null, null), Instant.EPOCH);

        assertThatThrownBy(() -> TokenRequest.refresh(Samples.registration(), grant, DEADLINE))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("renewable");
    }

    @Test
    void password_isSentWithTheScopesInTheBody() {
        var typed = new OwnerCredentials(Secret.of("me"), Secret.of("p&w"));

        var call = TokenRequest.password(Samples.ownCredentials(List.of("a", "b"), Map.of()), typed, DEADLINE);

        assertThat(ScriptedTransport.form(call))
                .containsOnly(
                        entry("grant_type", "password"),
                        entry("username", "me"),
                        entry("password", "p&w"),
                        entry("scope", "a b"));
    }

    private static Registration trading(RequestStyle.Then then, String endpoint) {
        var plain = styled(RequestStyle.Token.PLAIN, RequestStyle.Refresh.PLAIN, then);
        var token = URI.create("https://as.example/token");
        var there = endpoint == null ? null : URI.create(endpoint);
        return new Registration(
                plain.client(),
                plain.grantType(),
                plain.clientId(),
                plain.clientSecret(),
                plain.authentication(),
                plain.issuer(),
                new Registration.Endpoints(null, token, null, null, null, null, null, null, there),
                plain.scopes(),
                plain.redirectUri(),
                plain.parameters(),
                plain.tokenParameters(),
                plain.dialect(),
                plain.route());
    }

    @Test
    void then_providerThatTradesTokens_getsTheFirstOne() {
        var then = new RequestStyle.Then(false, "short", Map.of("grant_type", "trade"));
        var get = new RequestStyle.Then(true, "short", Map.of());
        var access = Secret.of("a&t");

        var call = TokenRequest.then(trading(then, "https://as.example/then"), access, DEADLINE)
                .orElseThrow();

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.uri()).hasToString("https://as.example/then");
        assertThat(ScriptedTransport.form(call)).containsOnly(entry("grant_type", "trade"), entry("short", "a&t"));
        assertThat(TokenRequest.then(trading(get, "https://as.example/then?x&"), access, DEADLINE)
                        .orElseThrow()
                        .uri())
                .hasToString("https://as.example/then?x&short=a%26t");
        assertThat(TokenRequest.then(trading(get, null), access, DEADLINE)).isEmpty();
        assertThat(TokenRequest.then(trading(null, "https://as.example/then"), access, DEADLINE))
                .isEmpty();
    }

    @Test
    void signer_ofRequests_getsTheRequestAndAddsToIt() {
        var style = new RequestStyle.Token(
                Encoding.FORM, Map.of(), Map.of(), List.of(), Map.of(), false, RedirectUriSent.EXCHANGE, "a.bundle");

        var unsigned = refresh(styled(style, RequestStyle.Refresh.PLAIN, null)).unsigned();

        assertThat(unsigned.client()).isEqualTo("sample");
        assertThat(unsigned.signer()).isEqualTo("a.bundle");
        assertThat(unsigned.endpoint()).hasToString("https://as.example/token?tenant=1");
        var signed = unsigned.signed(Map.of("X-Signature", "abc"), Map.of("sign", "def"));
        assertThat(signed.unsigned()).isNull();
        assertThat(signed.headers())
                .containsEntry("X-Signature", "abc")
                .containsEntry("Authorization", "Basic aWQ6c2VjcmV0");
        assertThat(ScriptedTransport.form(signed))
                .containsOnly(
                        entry("grant_type", "refresh_token"), entry("refresh_token", "r&t"), entry("sign", "def"));
        assertThat(refresh(Samples.registration()).unsigned()).isNull();
    }
}
