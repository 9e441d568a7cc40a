// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.settings.Samples.good;
import static org.winekey.oauth.core.settings.Samples.goodWith;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.core.settings.ServiceSettings;

/** The whole house while its settings change. */
class CompositionSettingsTest extends ComposedHouse {

    @Test
    void settings_changed_keepServiceAndHandle() {
        startWithSpotify();
        var entry = framework.service(OAuthClient.class).orElseThrow();
        var held = client("org.example.lamp");
        signIn();

        deliver(PID, goodWith("client_id", "id-2"));
        deliver(PID, Map.of());

        assertThat(framework.services(OAuthClient.class)).containsExactly(entry);
        assertThat(entry.gone).isFalse();
        assertThat(client("org.example.lamp")).isSameAs(held);
        assertThat(service("org.example.lamp").client("spotify")).isSameAs(held);
        assertThat(held.token().orElseThrow().value()).isEqualTo("at-1");
        assertThat(held.status().code()).isEqualTo(Code.MISCONFIGURED);
        assertThat(held.status().key()).contains("client_id");
        assertThat(entry.properties).containsOnlyKeys("objectClass", "oauth.client");
    }

    @Test
    void clientId_changed_namesTheOneThatGotTheGrant() {
        startWithSpotify();
        signIn();

        deliver(PID, goodWith("client_id", "id-2"));

        assertThat(report().clientId()).contains("id-2");
        assertThat(report().grantedTo()).contains("id-1");
    }

    @Test
    void configuration_deleted_goesAfterTheGraceAndComesBackWithItsGrant() {
        startWithSpotify();
        var handle = service("org.example.lamp").client("spotify");
        signIn();

        delete(PID);
        assertThat(framework.service(OAuthClient.class)).isPresent();
        scheduler.pass(ClientsFactory.GRACE);

        assertThat(framework.service(OAuthClient.class)).isEmpty();
        assertThat(condition()).isEmpty();
        assertThat(handle.token()).isInstanceOf(TokenResult.Misconfigured.class);

        deliver(PID, good());
        assertThat(handle.token().orElseThrow().value()).isEqualTo("at-1");
        assertThat(condition()).isPresent();
    }

    @Test
    void configuration_replacedWithinTheGrace_bouncesNothing() {
        startWithSpotify();
        var entry = framework.service(OAuthClient.class).orElseThrow();

        delete(PID);
        scheduler.pass(Duration.ofSeconds(4));
        deliver(PID, goodWith("client_id", "id-2"));
        scheduler.pass(Duration.ofSeconds(10));

        assertThat(entry.gone).isFalse();
        assertThat(report().clientId()).contains("id-2");
    }

    @Test
    @Tag("R-035")
    void baseUri_setThenUnset_winsOverTheEndpointLive() {
        startWithSpotify();
        assertThat(admin().baseUri()).contains(URI.create("http://127.0.0.1:8181"));

        house.settings(ServiceSettings.of(Map.of("base_uri", "https://home.example.org")));
        scheduler.settle();

        assertThat(report().redirectUri()).contains("https://home.example.org/oauth/callback/spotify");
    }

    @Test
    void httpService_comesLate_completesTheRedirectUri() {
        framework.entries.removeIf(entry -> entry.type.equals("http"));
        startWithSpotify();
        assertThat(report().redirectUri()).isEmpty();
        assertThatThrownBy(() -> admin().begin("spotify", STARTER)).isInstanceOf(AdminException.class);

        var late = framework.register("http", new Object(), Map.of("osgi.http.endpoint", "http://127.0.0.1:9090/"));
        scheduler.settle();
        assertThat(report().redirectUri()).contains("http://127.0.0.1:9090/oauth/callback/spotify");

        late.registration.unregister();
        scheduler.settle();
        assertThat(report().redirectUri()).isEmpty();
    }

    @Test
    void clientCredentials_fromSettingsToToken_needNobody() {
        start(Map.of());
        var raw = goodWith("grant_types", "client_credentials");
        raw.remove("authorization_endpoint");

        deliver(PID, raw);
        scheduler.pass(Duration.ofSeconds(2));

        assertThat(condition()).isPresent();
        assertThat(token()).isEqualTo("at-1");
        assertThat(report().needsPerson()).isFalse();
        assertThat(report().provider()).contains("as.example");
        assertThat(report().redirectUri()).isEmpty();
        assertThatThrownBy(() -> admin().begin("spotify", STARTER))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("nobody signs in");
        admin().forget("spotify");
        assertThat(admin().refresh("spotify").code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void clientCredentials_setWhileABrowserIsAway_endThatSignIn() {
        startWithSpotify();
        var nonce = admin().begin("spotify", STARTER).uri().getPath().substring("/oauth/go/".length());

        deliver(PID, goodWith("grant_types", "client_credentials"));

        assertThat(admin().offer(nonce, Set.of())).isEmpty();
        assertThat(admin().depart(nonce, Door.CALLBACK, Set.of())).isEmpty();
    }

    @Test
    void secret_literalInConfigAdmin_isANoticeAndAReferenceIsNot() {
        startWithSpotify();
        assertThat(report().notices()).anyMatch(notice -> notice.startsWith("secret-in-clear"));

        configAdmin.kept.put(PID, goodWith(".client_secret", "$[secret:spotify]"));
        deliver(PID, good());

        assertThat(report().notices()).noneMatch(notice -> notice.startsWith("secret-in-clear"));
    }

    @Test
    void configuration_nameless_isReportedByItsPid() {
        startWithSpotify();

        deliver("org.winekey.oauth.client.4711", good());

        var stray = admin().client("org.winekey.oauth.client.4711").orElseThrow();
        assertThat(stray.status().code()).isEqualTo(Code.MISCONFIGURED);
        assertThat(stray.status().key()).contains("oauth.client");
        assertThat(admin().clients()).hasSize(2);
    }
}
