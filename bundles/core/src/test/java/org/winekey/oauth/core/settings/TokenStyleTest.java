// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.protocol.RevocationRequest;
import org.winekey.oauth.core.protocol.TokenRequest;
import org.winekey.oauth.core.seam.HttpTransport.Call;
import org.winekey.oauth.core.seam.ScriptedTransport;
import org.winekey.oauth.core.secret.Secret;

/** What the keys for token requests make of the exchange of a code and of refreshes. */
class TokenStyleTest {

    @Test
    void nothingSet_exchange_isPlain() {
        var provider = Provider.with();

        assertThat(provider.exchangeForm()).containsOnlyKeys("grant_type", "code", "redirect_uri", "code_verifier");
        assertThat(provider.refreshForm())
                .containsExactly(entry("grant_type", "refresh_token"), entry("refresh_token", "the-refresh-token"));
        assertThat(provider.refresh().uri()).hasToString("https://as.example/token");
    }

    @Test
    void redirectUriSent_always_goesWithRefreshesToo() {
        var provider = Provider.with("redirect_uri_sent", "always");

        assertThat(provider.exchangeForm()).containsEntry("redirect_uri", Provider.REDIRECT_URI);
        assertThat(provider.refreshForm()).containsEntry("redirect_uri", Provider.REDIRECT_URI);
    }

    @Test
    void redirectUriSent_never_isInTheAuthorizationRequestAlone() {
        var provider = Provider.with("redirect_uri_sent", "never");

        assertThat(provider.exchangeForm()).doesNotContainKey("redirect_uri");
        assertThat(provider.consentQuery()).containsEntry("redirect_uri", Provider.REDIRECT_URI);
    }

    @Test
    void tokenRequestFormat_json_postsAnObject() throws Exception {
        var provider = Provider.with(
                "token_request_format",
                "json",
                "resource",
                "urn:a urn:b",
                "token_endpoint_auth_method",
                "client_secret_post");

        var call = provider.exchange();

        assertThat(call.headers()).containsEntry("Content-Type", "application/json");
        assertThat(Json.readObject(call.body()))
                .containsEntry("grant_type", "authorization_code")
                .containsEntry("code", "the-code")
                .containsEntry("client_secret", "s3cr3t-canary")
                .containsEntry("resource", List.of("urn:a", "urn:b"));
        assertThat(call.uri()).hasToString("https://as.example/token");
    }

    @Test
    @Tag("R-040")
    void tokenRequestFormat_query_putsAllIntoTheAddressAndSaysSo() {
        var provider = Provider.with("token_request_format", "query");

        var call = provider.refresh();

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.uri())
                .hasToString("https://as.example/token?grant_type=refresh_token&refresh_token=the-refresh-token");
        assertThat(call.body()).isEmpty();
        assertThat(call.headers()).doesNotContainKey("Content-Type");
        assertThat(call).asString().doesNotContain("the-refresh-token");
        assertThat(Samples.valid(Samples.goodWith("token_request_format", "query"))
                        .card()
                        .notices())
                .singleElement()
                .asString()
                .startsWith("relaxes-R-040: token_request_format puts secrets and tokens into addresses");
    }

    @Test
    @Tag("R-042")
    void authMethod_basicAndPost_sendsBothAndSaysSo() {
        var raw = Samples.goodWith("token_endpoint_auth_method", "client_secret_basic_and_post");
        var provider = Provider.with("token_endpoint_auth_method", "client_secret_basic_and_post");

        assertThat(basic(provider.refresh())).isEqualTo("id-1:s3cr3t-canary");
        assertThat(provider.refreshForm())
                .contains(entry("client_id", "id-1"), entry("client_secret", "s3cr3t-canary"));
        assertThat(Samples.valid(raw).card().notices())
                .singleElement()
                .asString()
                .startsWith("relaxes-R-042: ");
    }

    @Test
    void authMethod_basicAsUser_sendsTheSecretAsUserAndNoPassword() {
        var provider = Provider.with("token_endpoint_auth_method", "client_secret_basic_as_user");

        assertThat(basic(provider.refresh())).isEqualTo("s3cr3t-canary:");
        assertThat(provider.refreshForm()).doesNotContainKeys("client_id", "client_secret");
    }

    private static String basic(Call call) {
        var header = call.headers().getOrDefault("Authorization", "Basic ");
        return new String(Base64.getDecoder().decode(header.substring("Basic ".length())), UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"grant_type", "code", "redirect_uri", "code_verifier", "client_id", "client_secret", "state"})
    void tokenRename_eachOfAnExchange_goesUnderTheOtherNameAlone(String name) {
        var settings = new Object[] {
            "token_endpoint_auth_method", "client_secret_post", "token_send_state", true, "unused", "unused"
        };
        var plain = Provider.with(settings).exchangeForm();

        settings[4] = "token_rename." + name;
        settings[5] = "theirs";
        var form = Provider.with(settings).exchangeForm();

        assertThat(form)
                .doesNotContainKey(name)
                .containsEntry("theirs", plain.get(name))
                .hasSameSizeAs(plain);
    }

    @Test
    void tokenRename_refreshToken_goesUnderTheOtherName() {
        assertThat(Provider.with("token_rename.refresh_token", "token").refreshForm())
                .containsEntry("token", "the-refresh-token")
                .doesNotContainKey("refresh_token");
    }

    @Test
    void tokenRename_ofTheClient_countsWhereItRevokesToo() {
        var provider = Provider.with(
                "token_rename.client_id", "client_key",
                "token_rename.grant_type", "type",
                "token_headers.X-Api-Key", "k",
                "token_endpoint_auth_method", "client_secret_post",
                "revocation_endpoint", "https://as.example/revoke");

        var call = RevocationRequest.ofRefreshToken(provider.registration(), Secret.of("t"), Provider.DEADLINE);

        assertThat(ScriptedTransport.form(call))
                .containsOnly(
                        entry("token", "t"),
                        entry("token_type_hint", "refresh_token"),
                        entry("client_key", "id-1"),
                        entry("client_secret", "s3cr3t-canary"));
        assertThat(call.headers()).doesNotContainKey("X-Api-Key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grant_type", "redirect_uri", "client_id"})
    void tokenOmit_eachThatMay_isNotSent(String name) {
        var form = Provider.with("token_omit", name, "token_endpoint_auth_method", "client_secret_post")
                .exchangeForm();

        assertThat(form).doesNotContainKey(name).hasSize(5);
    }

    @Test
    void codeAndRefreshParameters_eachGoWithTheirOwnRequest() {
        var provider = Provider.with(
                "code_parameters.type", "web_server",
                "refresh_parameters.type", "refresh",
                "token_parameters.type", "any",
                "token_parameters.audience", "home");

        assertThat(provider.exchangeForm()).contains(entry("type", "web_server"), entry("audience", "home"));
        assertThat(provider.refreshForm()).contains(entry("type", "refresh"), entry("audience", "home"));
    }

    @Test
    void tokenSendState_true_goesWithTheCodeOnly() {
        var provider = Provider.with("token_send_state", "true");

        assertThat(provider.exchangeForm()).containsEntry("state", "the-state");
        assertThat(provider.refreshForm()).doesNotContainKey("state");
    }

    @Test
    void tokenHeaders_set_areSentWithTheClientIdentifierFilledIn() {
        var provider = Provider.with("token_headers.X-Api-Key", "{client_id}", "token_headers.issuer", "eneco");

        assertThat(provider.exchange().headers()).contains(entry("X-Api-Key", "id-1"), entry("issuer", "eneco"));
        assertThat(provider.refresh().headers()).containsEntry("issuer", "eneco");
    }

    @Test
    @Tag("R-065")
    void refreshScope_true_namesWhatWasGrantedAndNoMore() {
        assertThat(Provider.with("refresh_scope", true, "scope_separator", "comma")
                        .refreshForm())
                .containsEntry("scope", "also,granted");
        assertThat(Provider.with("refresh_scope", "false").refreshForm()).doesNotContainKey("scope");
    }

    @Test
    void scopeSeparator_plusInJson_isAPlus() throws Exception {
        var call = Provider.with("refresh_scope", true, "scope_separator", "plus", "token_request_format", "json")
                .refresh();

        assertThat(Json.readObject(call.body())).containsEntry("scope", "also+granted");
    }

    @Test
    void refreshGrantType_ofTheProvider_isSent() {
        assertThat(Provider.with("refresh_grant_type", "ig_refresh_token").refreshForm())
                .containsEntry("grant_type", "ig_refresh_token");
    }

    @Test
    void refreshSubject_accessToken_goesWhereTheRefreshTokenWould() {
        var form = Provider.with("refresh_subject", "access_token").refreshForm();

        assertThat(form).isEqualTo(Map.of("grant_type", "refresh_token", "access_token", "the-access-token"));
    }

    @Test
    @Tag("R-040")
    void refreshMethod_get_asksWithAQueryAndLeavesTheExchangeAlone() {
        var provider = Provider.with("refresh_subject", "access_token", "refresh_method", "GET");

        assertThat(provider.refresh().method()).isEqualTo("GET");
        assertThat(Provider.form(provider.refresh().uri().getRawQuery()))
                .containsEntry("access_token", "the-access-token");
        assertThat(provider.exchange().method()).isEqualTo("POST");
        assertThat(Relaxations.of("refresh_method", "GET")).contains("R-040");
    }

    @Test
    @Tag("R-073")
    void refreshEndpoint_set_getsRefreshesAloneAndIsPartOfTheIdentity() {
        var provider = Provider.with("refresh_endpoint", "https://refresh.example/again");

        assertThat(provider.refresh().uri()).hasToString("https://refresh.example/again");
        assertThat(provider.exchange().uri()).hasToString("https://as.example/token");
        assertThat(provider.registration().identity())
                .isNotEqualTo(Provider.with().registration().identity());
    }

    @Test
    void scopeSeparator_ofAClientWithItsOwnCredentials_isUsedToo() {
        var registration = Provider.with("grant_types", "client_credentials", "scope_separator", "comma")
                .registration();

        assertThat(Provider.body(TokenRequest.clientCredentials(registration, Provider.DEADLINE)))
                .isEqualTo("grant_type=client_credentials&scope=one%2Ctwo");
    }

    @ParameterizedTest
    @CsvSource({
        "then_endpoint, 'http://as.example/then', must use https",
        "refresh_endpoint, 'http://as.example/again', must use https",
        "scope_separator, ';', must be space or comma or plus",
        "pkce, plain, must be S256 or off",
        "pkce, false, must be S256 or off",
        "optional_scope, 'two \"', no scope has",
        "refresh_scope, maybe, neither true nor false",
        "redirect_uri_sent, sometimes, must be exchange or always or never",
        "token_request_format, xml, must be form or json or query",
        "token_request_format, query-of-get, must be form or json or query",
        "refresh_method, GET, sent twice",
        "refresh_method, PUT, must be POST or GET",
        "then_method, PUT, must be POST or GET",
        "then_token_parameter, 'a b', no name of a parameter",
        "then_parameters.client_secret, x, set by the protocol",
        "then_parameters.grant_type, password, gives the password",
        "token_endpoint_auth_method, basic, client_secret_basic_as_user",
        "authorization_rename.code, x, is one of response_type",
        "authorization_rename.state, scope, another parameter has",
        "authorization_rename.state, 'a b', no name of a parameter",
        "token_rename.nonce, x, is one of grant_type",
        "authorization_omit, state, cannot be left out",
        "authorization_omit, redirect_uri, cannot be left out",
        "authorization_omit, code_challenge, cannot be left out",
        "token_omit, code, cannot be left out",
        "token_omit, code_verifier, cannot be left out",
        "response_type, 'code;', words of letters",
        "code_parameters.code, x, set by the protocol",
        "refresh_parameters.refresh_token, x, set by the protocol",
        "token_send_state, perhaps, neither true nor false",
        "refresh_grant_type, password, gives the password",
        "refresh_grant_type, 'a b', no grant type has",
        "refresh_subject, id_token, must be refresh_token or access_token",
        "token_headers.Authorization, x, remove it",
        "token_headers.Cookie, x, remove it",
        "token_headers.Content-Type, x, remove it",
        "token_headers.a b, x, no name of a header",
        "token_headers.X, 'ä', printable ASCII",
        "authorization_fragment, '#/a', what stands between # and ?",
        "callback_rename.iss, x, 'is one of code, state'",
        "redirect_uri_rule, http, must be any or https or https_or_loopback_ip"
    })
    void wrongValue_namesTheKeyAndTheRemedy(String key, String value, String part) {
        var wrong = Samples.invalid(Samples.goodWith(key, value));

        assertThat(wrong.key()).isEqualTo(key);
        assertThat(wrong.reason()).contains(part);
    }

    @ParameterizedTest
    @CsvSource({"token_request_format, query, into an address", "request_signer, org.example.signer, to a bundle"})
    @Tag("R-002")
    void passwordOfAnAccount_whereOthersWouldSeeIt_isRefused(String key, String value, String part) {
        var raw = Samples.goodWith(key, value);
        raw.put("grant_types", "password");
        raw.put("legacy_password_grant", "true");
        raw.remove("authorization_endpoint");

        var wrong = Samples.invalid(raw);

        assertThat(wrong.key()).isEqualTo(key);
        assertThat(wrong.reason()).contains("password of an account", part, "remove it");
    }

    @Test
    void omittedAndRenamed_atOnce_isRefused() {
        var raw = Samples.goodWith("token_omit", "grant_type");
        raw.put("token_rename.grant_type", "type");

        var wrong = Samples.invalid(raw);

        assertThat(wrong.key()).isEqualTo("token_omit");
        assertThat(wrong.reason()).contains("grant_type", "remove one");
    }

    @Test
    void renamedToTheFreedName_isFine() {
        var form = Provider.with(
                        "token_rename.code", "auth_code", "token_rename.state", "code", "token_send_state", true)
                .exchangeForm();

        assertThat(form).contains(entry("auth_code", "the-code"), entry("code", "the-state"));
    }

    @Test
    void optionalScope_thatIsNeededToo_isRefused() {
        var raw = Samples.goodWith("scope", "one");
        raw.put("optional_scope", "one");

        assertThat(Samples.invalid(raw).key()).isEqualTo("optional_scope");
    }
}
