// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.net.URLDecoder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
}
