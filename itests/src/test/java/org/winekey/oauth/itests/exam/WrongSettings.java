// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;
import org.junit.jupiter.api.Tag;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.itests.support.Canaries;
import org.winekey.oauth.itests.support.Keycloak;

/** Settings that cannot work are told with their key, and touch nobody else. */
public class WrongSettings extends ContainerTest {

    @Test
    public void clientId_missing_isNamedEverywhereAndOthersWork() throws Exception {
        var good = signedIn("neighbour", Keycloak.BASIC);
        var settings = new HashMap<String, Object>(settings(Keycloak.BASIC));
        settings.remove("client_id");

        var wrong = configure("nameless", settings);

        assertMisconfigured(wrong, "client_id");
        assertThat(console().run("oauth:status nameless")).contains("client_id").contains("MISCONFIGURED");
        assertThat(person(Keycloak.ANNA).listPage().body()).contains("nameless").contains("A setting is wrong");
        assertThat(good.token()).isInstanceOf(TokenResult.Granted.class);
        assertThat(good.status().code()).isEqualTo(ClientStatus.Code.AUTHORIZED);
    }

    @Test
    public void setting_corrected_canSignIn() {
        var client = configure("mended", with("token_endpoint", "http://example.org/token"));
        assertMisconfigured(client, "token_endpoint");

        change("mended", settings(Keycloak.BASIC));

        awaitStatus(client, ClientStatus.Code.SIGN_IN_REQUIRED);
        person(Keycloak.ANNA).signIn("mended");
        granted(client);
    }

    @Test
    @Tag("R-047")
    public void extraParameter_thatTheProtocolOwns_isRefused() {
        assertMisconfigured(configure("owned", with("token_parameters.grant_type", "password")), "grant_type");
        assertMisconfigured(
                configure("owned-too", with("parameters.redirect_uri", "http://evil.example")), "redirect_uri");
    }

    @Test
    @Tag("R-012")
    public void authorizationEndpoint_thatIsNoWebAddress_isRefused() {
        for (var address :
                new String[] {"javascript:alert(1)", "file:///etc/passwd", "http://user:pw@127.0.0.1/auth"}) {
            assertMisconfigured(configure("unsafe", with("authorization_endpoint", address)), "authorization_endpoint");
        }
    }

    @Test
    public void client_disabled_givesNoTokenAndKeepsItsGrant() {
        var client = signedIn("paused", Keycloak.BASIC);

        change("paused", Map.of("enabled", "false"));
        awaitStatus(client, ClientStatus.Code.DISABLED);
        assertThat(client.token()).isInstanceOf(TokenResult.Misconfigured.class);

        change("paused", Map.of("enabled", "true"));
        granted(client);
    }

    @Test
    public void settings_emptied_leaveTheGrantAlone() {
        var client = signedIn("emptied", Keycloak.BASIC);

        change("emptied", Map.of("client_id", "", "token_endpoint", ""));
        awaitStatus(client, ClientStatus.Code.MISCONFIGURED);
        change("emptied", settings(Keycloak.BASIC));

        granted(client);
        awaitStatus(client, ClientStatus.Code.AUTHORIZED);
    }

    @Test
    public void serviceProperties_ofTheWholeFramework_holdNoSecret() throws Exception {
        var token = granted(signedIn("public-life", Keycloak.BASIC)).value();
        var secrets = new HashMap<>(Keycloak.canaries());
        secrets.put("access token", token);
        secrets.put("password of the admin", House.ADMIN_PASSWORD);

        var properties = Stream.of(context.getAllServiceReferences(null, null))
                .flatMap(service ->
                        Stream.of(service.getPropertyKeys()).map(key -> key + "=" + text(service.getProperty(key))))
                .collect(Collectors.joining("\n"));

        assertThat(properties).contains("oauth.client=public-life");
        assertThat(new Canaries(secrets).inText("service properties", properties))
                .isEqualTo(Set.of());
    }

    private Map<String, Object> with(String key, String value) {
        var settings = new HashMap<String, Object>(settings(Keycloak.BASIC));
        settings.put(key, value);
        return settings;
    }

    private static void assertMisconfigured(OAuthClient client, String key) {
        awaitStatus(
                client,
                "misconfigured at " + key,
                status -> status.code() == ClientStatus.Code.MISCONFIGURED
                        && status.key().orElse("").contains(key)
                        && !status.reason().isBlank());
        assertThat(client.token()).isInstanceOf(TokenResult.Misconfigured.class);
        assertThat(((TokenResult.Misconfigured) client.token()).key()).contains(key);
    }

    private static String text(Object value) {
        return value instanceof Object[] values
                ? Stream.of(values).map(String::valueOf).toList().toString()
                : String.valueOf(value);
    }
}
