// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.settings.Samples.good;
import static org.winekey.oauth.core.settings.Samples.goodWith;
import static org.winekey.oauth.core.settings.Samples.goodWithout;
import static org.winekey.oauth.core.settings.Samples.invalid;
import static org.winekey.oauth.core.settings.Samples.read;
import static org.winekey.oauth.core.settings.Samples.valid;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.GrantType;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.settings.ClientSettings.Context;

class ClientSettingsTest {

    @Test
    void settings_complete_makeARegistration() {
        var registration = valid(good()).registration();

        assertThat(registration.client()).isEqualTo("spotify");
        assertThat(registration.clientId()).isEqualTo("id-1");
        assertThat(registration.clientSecret()).isEqualTo(Secret.of("s3cr3t-canary"));
        assertThat(registration.authentication()).isEqualTo(ClientAuthentication.BASIC);
        assertThat(registration.endpoints().token()).isEqualTo(URI.create("https://as.example/token"));
        assertThat(registration.redirectUri()).isEqualTo("http://127.0.0.1:8181/oauth/callback/spotify");
    }

    @Test
    void parameter_ofTheEndpointsOwnQuery_isRefused() {
        var raw = goodWith("authorization_endpoint", "https://as.example/authorize?access%5Ftype=online&x=1");
        raw.put("parameters.access_type", "offline");

        var wrong = invalid(raw);

        assertThat(wrong.key()).isEqualTo("parameters.access_type");
        assertThat(wrong.reason()).contains("authorization_endpoint", "remove it");
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, '', is not set",
        "client_id, 'enter client_id', is not set",
        "client_id, '<client id>', is not set",
        "client_id, '$[env:CLIENT_ID]', placeholder",
        ".client_secret, '$[secret:spotify]', placeholder",
        "authorization_endpoint, '', is not set",
        "authorization_endpoint, 'http://as.example/a', must use https",
        "authorization_endpoint, 'javascript:alert(1)', must begin with https",
        "token_endpoint, '  ', is not set",
        "token_endpoint, 'https://user:pw@as.example/t', user name",
        "token_endpoint, 'ftp://as.example/t', must begin with https",
        "revocation_endpoint, 'http://as.example/r', must use https",
        "issuer, 'https://as.example?x=1', query",
        "device_authorization_endpoint, 'http://as.example/d', must use https",
        "pushed_authorization_request_endpoint, 'https://169.254.169.254/p', metadata",
        "introspection_endpoint, 'javascript:x', must begin with https",
        "userinfo_endpoint, 'https://u:p@as.example/u', user name",
        "client_secret_basic_raw, 'perhaps', neither true nor false",
        "token_endpoint_auth_method, 'basic', must be client_secret_basic",
        "grant_types, 'password', gives the password",
        "grant_types, 'implicit', grant type other than",
        "grant_types, 'refresh_token', lacks authorization_code",
        "grant_types, 'client_credentials authorization_code', beside another grant type",
        "grant_types, 'client_credentials,refresh_token', beside another grant type",
        "scope, 'a\"b', character that no scope has",
        "redirect_uri, 'https://home.example/cb#x', fragment",
        "redirect_uri, 'https://home.example/oauth/callback', path",
        "api_hosts, 'api.example.com/v1', path",
        "api_hosts, 'https://api.example.com?x=1', query",
        "api_hosts, 'user@api.example.com', user name",
        "api_hosts, '*.example.com', legal host",
        "api_hosts, '2130706433', unusual way",
        "consumers, 'a b c/d', no symbolic name",
        "enabled, 'perhaps', neither true nor false",
        "parameters.access_type, '$[prop:x]', placeholder"
    })
    void setting_wrong_isNamedWithAReason(String key, String value, String reason) {
        var wrong = invalid(goodWith(key, value));

        assertThat(wrong.key()).isEqualTo(key);
        assertThat(wrong.reason()).contains(reason);
    }

    @Test
    void endpoints_everyKey_isInTheRegistration() {
        var raw = good();
        Registration.Endpoints.NAMES.forEach(name -> raw.put(name, "https://as.example/" + name));

        var endpoints = valid(raw).registration().endpoints();

        assertThat(endpoints.named().keySet()).containsExactlyElementsOf(Registration.Endpoints.NAMES);
        endpoints.named().forEach((name, uri) -> assertThat(uri).hasPath("/" + name));
        assertThat(endpoints.pushedAuthorization()).hasPath("/pushed_authorization_request_endpoint");
        assertThat(endpoints.userinfo()).hasPath("/userinfo_endpoint");
    }

    @Test
    @Tag("R-015")
    void resource_severalAbsoluteUris_areKeptAsTheyAre() {
        var written = "https://API.example/a?x=1, urn:example:two";

        var dialect = valid(goodWith("resource", written)).registration().dialect();

        assertThat(dialect.resources()).containsExactly("https://API.example/a?x=1", "urn:example:two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/relative", "api.example", "https://api.example/#x", "https://api.example/ü", "https://[x"})
    @Tag("R-015")
    void resource_noAbsoluteUriOrWithFragment_isRefused(String resource) {
        var wrong = invalid(goodWith("resource", resource));

        assertThat(wrong.key()).isEqualTo("resource");
        assertThat(wrong.reason()).contains("absolute URI").doesNotContain(resource);
    }

    @ParameterizedTest
    @CsvSource({
        "parameters.resource, x, parameters.resource",
        "token_parameters.resource, x, token_parameters.resource",
        "authorization_endpoint, https://as.example/a?resource=x, authorization_endpoint"
    })
    @Tag("R-015")
    void resource_setASecondWay_isRefused(String key, String value, String named) {
        var raw = goodWith("resource", "https://api.example/");
        raw.put(key, value);

        assertThat(invalid(raw).key()).isEqualTo(named);
    }

    @Test
    @Tag("R-022")
    void issPromise_needsAnIssuer() {
        var raw = goodWith("authorization_response_iss_parameter_supported", "true");

        assertThat(invalid(raw).key()).isEqualTo("issuer");

        raw.put("issuer", "https://as.example");
        assertThat(valid(raw).registration().dialect().issPromised()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "{callback.origin}, https://home.example:8443/cb?x=/y, https://home.example:8443",
        "{callback.origin}/, https://home.example/a/b, https://home.example/",
        "{callback.origin}/, '', http://127.0.0.1:8181/"
    })
    void clientId_ofTheCallbackOrigin_followsTheRedirectUri(String written, String redirectUri, String clientId) {
        var raw = goodWith("client_id", written);
        raw.put("redirect_uri", redirectUri);

        assertThat(valid(raw).registration().clientId()).isEqualTo(clientId);
    }

    @Test
    void clientId_ofTheCallbackOrigin_unknownYet_saysWhatIsMissing() {
        var settings = ClientSettings.of(
                "spotify", goodWith("client_id", "{callback.origin}"), new Context(null, false, Samples.FILES));

        assertThat(settings).isInstanceOfSatisfying(ClientSettings.Invalid.class, wrong -> {
            assertThat(wrong.key()).isEqualTo("client_id");
            assertThat(wrong.reason()).contains("redirect_uri", "base_uri");
        });
    }

    @Test
    @Tag("R-041")
    void rawBasic_isAskedForOnlyWhereAColonCannotEndTheIdentifier() {
        var raw = goodWith("client_secret_basic_raw", true);

        assertThat(valid(raw).registration().dialect().rawBasic()).isTrue();
        assertThat(valid(good()).registration().dialect().rawBasic()).isFalse();

        raw.put("client_id", "urn:client");
        assertThat(invalid(raw).key()).isEqualTo("client_secret_basic_raw");
    }

    @Test
    @Tag("R-074")
    void apiHosts_everyForm_areExactSchemeHostAndPort() {
        var written = "API.example.com, api.example.com:8443 https://eu.example.com http://127.0.0.1:8080 http://[::1]";

        assertThat(valid(goodWith("api_hosts", written)).card().apiHosts())
                .containsExactlyInAnyOrder(
                        "https://api.example.com:443",
                        "https://api.example.com:8443",
                        "https://eu.example.com:443",
                        "http://127.0.0.1:8080",
                        "http://[::1]:80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.example.com", "http://192.168.1.2", "http://127.0.0.1.example.com"})
    @Tag("R-075")
    void apiHosts_plainHttpBeyondThisMachine_isRefused(String host) {
        var wrong = invalid(goodWith("api_hosts", host));

        assertThat(wrong.key()).isEqualTo("api_hosts");
        assertThat(wrong.reason()).contains("https");
        assertThat(wrong.card().apiHosts()).isEmpty();
    }

    @Test
    void apiHosts_otherSettingWrong_stayInForce() {
        var raw = goodWith("api_hosts", "api.example.com");
        raw.put("issuer", "ftp://x");

        assertThat(invalid(raw).card().apiHosts()).containsExactly("https://api.example.com:443");
    }

    @Test
    void clientCredentials_needNeitherBrowserNorRedirect() {
        var raw = goodWithout("authorization_endpoint");
        raw.put("grant_types", "client_credentials");
        raw.put("scope", "read write");
        raw.put("token_parameters.audience", "home");

        var settings = ClientSettings.of("spotify", raw, new Context(null, false, Samples.FILES));

        var registration = settings.registered().orElseThrow();
        assertThat(registration.grantType()).isEqualTo(GrantType.CLIENT_CREDENTIALS);
        assertThat(registration.endpoints().authorization()).isNull();
        assertThat(registration.redirectUri()).isNull();
        assertThat(registration.scopes()).containsExactly("read", "write");
        assertThat(registration.tokenParameters()).containsEntry("audience", "home");
        assertThat(settings.card().redirectUri()).isNull();
    }

    @Test
    void clientCredentials_whatOnlyPeopleNeed_makesNoOtherRegistration() {
        var raw = goodWith("grant_types", "client_credentials");
        var bare = valid(raw).registration();
        raw.put("authorization_endpoint", "no address at all");
        raw.put("redirect_uri", "http://127.0.0.1:9/x");
        raw.put("parameters.access_type", "offline");

        assertThat(valid(raw).registration()).isEqualTo(bare);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "client_secret_basic", "none"})
    void clientCredentials_withoutASecret_nameTheSecretAndTheRemedy(String method) {
        var raw = goodWithout(".client_secret");
        raw.put("grant_types", "client_credentials");
        raw.put("token_endpoint_auth_method", method);

        var wrong = invalid(raw);

        assertThat(wrong.key()).isEqualTo(".client_secret");
        assertThat(wrong.reason()).contains("enter the client secret", "grant_types");
    }

    @Test
    void clientCredentials_withoutAuthentication_areRefused() {
        var raw = goodWith("grant_types", "client_credentials");
        raw.put("token_endpoint_auth_method", "none");

        assertThat(invalid(raw).key()).isEqualTo("token_endpoint_auth_method");
    }

    @ParameterizedTest
    @ValueSource(strings = {"parameters.", "token_parameters."})
    @Tag("R-047")
    void parameter_reserved_isRefused(String prefix) {
        for (var name : List.of(
                "client_id",
                "state",
                "grant_type",
                "code",
                "code_verifier",
                "client_secret",
                "redirect_uri",
                "STATE")) {
            assertThat(invalid(goodWith(prefix + name, "evil")).key()).isEqualTo(prefix + name);
        }
    }

    @Test
    @Tag("R-001")
    void parameter_responseType_isRefused() {
        assertThat(invalid(goodWith("parameters.response_type", "token")).key()).isEqualTo("parameters.response_type");
    }

    private static Map<String, Object> legacy() {
        var raw = good();
        raw.remove("authorization_endpoint");
        raw.put("grant_types", "password refresh_token");
        raw.put("legacy_password_grant", true);
        return raw;
    }

    @Test
    @Tag("R-002")
    void grantType_passwordAdmittedByAPerson_worksAndWarns() {
        var settings = valid(legacy());

        assertThat(settings.registration().grantType()).isEqualTo(GrantType.PASSWORD);
        assertThat(settings.registration().redirectUri()).isNull();
        assertThat(settings.card().redirectUri()).isNull();
        assertThat(settings.card().notices()).anyMatch(notice -> notice.startsWith("legacy-password-grant: "));
        assertThat(valid(goodWith("legacy_password_grant", true)).card().notices())
                .noneMatch(notice -> notice.startsWith("legacy-password-grant: "));
    }

    @ParameterizedTest
    @CsvSource({
        "legacy_password_grant, false, grant_types",
        "authorization_endpoint, https://as.example/authorize, grant_types",
        "device_authorization_endpoint, https://as.example/device, grant_types",
        "grant_types, password authorization_code, grant_types",
        "grant_types, password client_credentials, grant_types",
        "allow_insecure, true, allow_insecure"
    })
    @Tag("R-002")
    void grantType_passwordWithSomethingBetterOrInClear_isRefused(String key, String value, String wrong) {
        var raw = legacy();
        raw.put(key, value);

        assertThat(invalid(raw).key()).isEqualTo(wrong);
    }

    @Test
    @Tag("R-002")
    void grantType_password_isRefused() {
        assertThat(invalid(goodWith("grant_types", new String[] {"authorization_code", "password"}))
                        .key())
                .isEqualTo("grant_types");
        assertThat(invalid(goodWith("token_parameters.grant_type", "password")).key())
                .isEqualTo("token_parameters.grant_type");
    }

    @Test
    @Tag("R-034")
    void redirectUri_httpElsewhere_isRefusedAndLoopbackAllowed() {
        assertThat(invalid(goodWith("redirect_uri", "http://192.168.1.2/oauth/callback/spotify"))
                        .key())
                .isEqualTo("redirect_uri");
        assertThat(valid(goodWith("redirect_uri", "http://127.0.0.1:9/x"))
                        .registration()
                        .redirectUri())
                .isEqualTo("http://127.0.0.1:9/x");

        var onLan = ClientSettings.of(
                "spotify", good(), new Context(URI.create("http://192.168.1.2:8181"), false, Samples.FILES));

        assertThat(onLan).isInstanceOfSatisfying(ClientSettings.Invalid.class, wrong -> {
            assertThat(wrong.key()).isEqualTo("redirect_uri");
            assertThat(wrong.reason()).contains("base_uri");
        });
    }

    @Test
    void parameters_free_areKept() {
        var raw = goodWith("parameters.access_type", "offline");
        raw.put("token_parameters.audience", "api");
        raw.put("parameters.prompt", "");

        var registration = valid(raw).registration();

        assertThat(registration.parameters()).isEqualTo(Map.of("access_type", "offline"));
        assertThat(registration.tokenParameters()).isEqualTo(Map.of("audience", "api"));
    }

    @Test
    void scope_everyForm_isSplit() {
        var expected = List.of("a", "b:c", "d");

        assertThat(valid(goodWith("scope", "a, b:c d")).registration().scopes()).isEqualTo(expected);
        assertThat(valid(goodWith("scope", new String[] {"a, b:c", "d", "a"}))
                        .registration()
                        .scopes())
                .isEqualTo(expected);
        assertThat(valid(goodWith("scope", List.of("a", "b:c d")))
                        .registration()
                        .scopes())
                .isEqualTo(expected);
    }

    @Test
    void authentication_defaults_followTheSecret() {
        assertThat(valid(goodWithout(".client_secret")).registration().authentication())
                .isEqualTo(ClientAuthentication.NONE);
        assertThat(valid(goodWith("token_endpoint_auth_method", "client_secret_post"))
                        .registration()
                        .authentication())
                .isEqualTo(ClientAuthentication.POST);
    }

    @Test
    void authentication_methodWithoutSecret_namesTheSecret() {
        var raw = goodWithout(".client_secret");
        raw.put("token_endpoint_auth_method", "client_secret_basic");

        assertThat(invalid(raw).key()).isEqualTo(".client_secret");
    }

    @Test
    void enabled_falseAsTextOrBoolean_disables() {
        assertThat(read(goodWith("enabled", "false"))).isInstanceOf(ClientSettings.Disabled.class);
        assertThat(read(goodWith("enabled", false))).isInstanceOf(ClientSettings.Disabled.class);
        assertThat(read(goodWith("enabled", "TRUE"))).isInstanceOf(ClientSettings.Valid.class);
    }

    @Test
    void key_unknown_isANoticeWithTheNearest() {
        var raw = goodWith("scpoe", "x");
        raw.put("client_secret", "another-canary");
        raw.put("service.pid", "p");
        raw.put("felix.fileinstall.filename", "f");
        raw.put("component.id", 1L);

        var notices = valid(raw).card().notices();

        assertThat(notices)
                .containsExactlyInAnyOrder(
                        "unknown-key: scpoe is not read; did you mean scope?",
                        "unknown-key: client_secret is not read; did you mean .client_secret?");
    }

    @Test
    void secret_inClear_isANotice() {
        var settings = ClientSettings.of("spotify", good(), new Context(Samples.BASE, true, Samples.FILES));

        assertThat(settings.card().notices()).singleElement().asString().startsWith("secret-in-clear: ");
    }

    @Test
    void secret_inClear_isAskedOfWhatWasWritten() {
        assertThat(ClientBook.isInClear("s3cr3t")).isTrue();
        assertThat(ClientBook.isInClear("$[secret:spotify]")).isFalse();
        assertThat(ClientBook.isInClear("$[env:SECRET;default=x]")).isFalse();
        assertThat(ClientBook.isInClear(" ")).isFalse();
        assertThat(ClientBook.isInClear(null)).isFalse();
    }

    @Test
    @Tag("R-095")
    void value_anywhere_isNeverQuoted() {
        for (var key : Keys.OF_CLIENT) {
            for (Object value :
                    new Object[] {"canary \u0007 value", new String[] {"canary", "canary2"}, new Object()}) {
                assertThat(read(goodWith(key, value)).toString()).doesNotContain("s3cr3t-canary");
                if (read(goodWith(key, value)) instanceof ClientSettings.Invalid wrong) {
                    assertThat(wrong.reason()).doesNotContain("canary");
                }
            }
        }
    }

    @Test
    void consumers_unreadable_admitNobody() {
        var card = invalid(goodWith("consumers", "a/b")).card();

        assertThat(card.admits("org.example.a")).isFalse();
    }

    @Test
    void consumers_named_admitThemOnly() {
        var card = valid(goodWith("consumers", "org.example.a, org.example.b")).card();

        assertThat(card.consumers()).isEqualTo(Set.of("org.example.a", "org.example.b"));
        assertThat(card.admits("org.example.a")).isTrue();
        assertThat(card.admits("org.example.c")).isFalse();
        assertThat(valid(good()).card().admits("org.example.c")).isTrue();
    }

    @Test
    void redirectUri_settingsIncomplete_isShownAllTheSame() {
        assertThat(invalid(goodWithout("client_id")).card().redirectUri())
                .isEqualTo("http://127.0.0.1:8181/oauth/callback/spotify");
    }

    @Test
    void key_otherCase_isRead() {
        var raw = goodWithout("client_id");
        raw.put("Client_ID", "id-2");

        assertThat(valid(raw).registration().clientId()).isEqualTo("id-2");
    }

    @Test
    void baseUri_unknown_leavesTheRedirectUriOpen() {
        var settings = ClientSettings.of("spotify", good(), new Context(null, false, Samples.FILES));

        assertThat(settings.registered().orElseThrow().redirectUri()).isNull();
    }
}
