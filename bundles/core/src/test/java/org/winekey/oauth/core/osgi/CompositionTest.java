// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.settings.Samples.good;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.OAuthService;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.store.FileTokenStore;

/** The whole house: its services, and its life from start to end. */
class CompositionTest extends ComposedHouse {

    @Test
    void signIn_fromLinkToToken_works() {
        startWithSpotify();
        var client = service("org.example.lamp").client("spotify");
        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);

        signIn();

        assertThat(client.token().orElseThrow().value()).isEqualTo("at-1");
        assertThat(client.status().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(report().hasGrant()).isTrue();
        assertThat(report().redirectUri()).contains("http://127.0.0.1:8181/oauth/callback/spotify");
        assertThat(condition().orElseThrow().properties).containsEntry("osgi.condition.id", "oauth.spotify.authorized");
    }

    @Test
    void restart_afterSignIn_stillHasTheToken() {
        startWithSpotify();
        signIn();
        house.close();

        startWithSpotify();

        assertThat(token()).isEqualTo("at-1");
        assertThat(condition()).isPresent();
    }

    @Test
    void services_configurationNotDelivered_waitForItAtMostTheDeadline() {
        configAdmin.kept.put(PID, good());
        start(Map.of());

        assertThat(framework.service(OAuthService.class)).isEmpty();
        scheduler.pass(House.DEADLINE);

        assertThat(service("org.example.lamp").client("spotify").token()).isInstanceOf(TokenResult.Misconfigured.class);
        deliver(PID, good());
        assertThat(service("org.example.lamp").client("spotify").token())
                .isInstanceOf(TokenResult.SignInRequired.class);
    }

    @Test
    void services_nothingConfigured_appearAtOnce() {
        start(Map.of());

        assertThat(framework.service(OAuthService.class)).isPresent();
        assertThat(admin().clients()).isEmpty();
    }

    @Test
    @Tag("R-095")
    void explain_fromSettingsToRefresh_tellsWhoActsAndWhatHappened() {
        startWithSpotify();
        assertThat(admin().explain("spotify").whoActs()).contains("a person", "oauth:authorize spotify");
        signIn();
        admin().refresh("spotify");

        var explanation = admin().explain("spotify");

        assertThat(explanation.report().status().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(explanation.whoActs()).isEqualTo("nobody has to act");
        assertThat(explanation.next()).isEqualTo("a refresh");
        assertThat(explanation.nextAt()).isPresent();
        assertThat(explanation.registration()).contains("id-1 at as.example", "as in the settings");
        assertThat(explanation.events())
                .extracting(ClientEvent::kind)
                .containsExactly(ClientEvent.Kind.REFRESHED, ClientEvent.Kind.SIGNED_IN, ClientEvent.Kind.SETTINGS);
        assertThat(explanation.toString()).doesNotContain("at-1", "rt-1", "code-1", "s3cr3t");
        deliver(PID, Map.of());
        assertThat(admin().explain("spotify").whoActs()).isEqualTo("the operator has to mend the setting client_id");
    }

    @Test
    void explain_ofNobodyAndWithoutStore_saysSo() {
        framework.frameworkProperties.clear();
        startWithSpotify();

        var explanation = admin().explain("spotify");

        assertThat(explanation.whoActs()).isEqualTo("the operator has to mend the setting store_directory");
        assertThat(explanation.evidence()).isNotEmpty();
        assertThat(explanation.events()).isEmpty();
        assertThatThrownBy(() -> admin().explain("nobody"))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(AdminException.Problem.NO_SUCH_CLIENT));
    }

    @Test
    void close_everything_isGivenBack() {
        var before = List.copyOf(framework.entries);
        startWithSpotify();
        signIn();

        house.close();
        scheduler.settle();

        assertThat(framework.entries).containsExactlyElementsOf(before);
        assertThat(framework.listeners).isEmpty();
        assertThat(openable()).isTrue();
    }

    private boolean openable() {
        try (var store = FileTokenStore.open(new DiskStoreIo(), home.resolve("oauth"), new SimulatedEntropy(2))) {
            return !store.isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
