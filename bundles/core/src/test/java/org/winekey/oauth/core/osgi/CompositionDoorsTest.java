// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.settings.Samples.good;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.admin.Departure;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.admin.Way;
import org.winekey.oauth.core.settings.ServiceSettings;

/** The doors as faces see them, in the whole composition. */
@Timeout(60)
class CompositionDoorsTest extends ComposedHouse {

    private static final String SHARED = "http://127.0.0.1:8181/oauth/callback/house";

    @Test
    void ways_withRelay_areShownAndOffered() {
        startWithSpotify(Map.of("relay_uri", "https://relay.example/r/"));

        var ways = List.of(
                new Way(Door.CALLBACK, "http://127.0.0.1:8181/oauth/callback/spotify"),
                new Way(Door.RELAY, "https://relay.example/r/?c=spotify"));
        assertThat(report().ways()).isEqualTo(ways);
        assertThat(admin().begin("spotify", STARTER).ways()).isEqualTo(ways);

        house.settings(ServiceSettings.of(
                Map.of("relay_uri", "https://relay.example/r/", "base_uri", "http://192.168.1.10:8181")));
        deliver(PID, with(good(), Map.of("allow_insecure", true)));
        assertThat(report().ways()).extracting(Way::door).containsExactly(Door.RELAY, Door.CALLBACK);
    }

    @Test
    void relayUri_notHttps_isNoDoorAndAProblem() {
        startWithSpotify(Map.of("relay_uri", "http://relay.example/r/"));

        assertThat(report().ways()).extracting(Way::door).containsExactly(Door.CALLBACK);
        assertThat(report().notices()).anyMatch(notice -> notice.contains("relay_uri"));
    }

    @Test
    @Tag("R-026")
    void accept_grantOfAnotherBrowser_authorizesTheClientAndIsWrittenDown() {
        startWithSpotify();
        var outcome =
                admin().arrive(stranger(admin().begin("spotify", STARTER).uri().getPath()));
        scheduler.settle();
        assertThat(outcome.kind()).isEqualTo(Kind.AWAITING_ACCEPTANCE);
        assertThat(report().hasGrant()).isFalse();
        assertThat(admin().pending()).containsExactly(report().pending().orElseThrow());

        var id = report().pending().orElseThrow().id();
        assertThat(admin().accept("spotify", id).kind()).isEqualTo(Kind.DONE);
        scheduler.settle();

        assertThat(report().status().code()).isEqualTo(ClientStatus.Code.AUTHORIZED);
        assertThat(report().pending()).isEmpty();
        assertThat(admin().explain("spotify").events())
                .extracting(ClientEvent::kind)
                .contains(ClientEvent.Kind.AWAITING_ACCEPTANCE, ClientEvent.Kind.ACCEPTED, ClientEvent.Kind.SIGNED_IN);
    }

    @Test
    void forget_whileAGrantWaits_takesItAlong() {
        startWithSpotify();
        admin().arrive(stranger(admin().begin("spotify", STARTER).uri().getPath()));

        admin().forget("spotify");
        scheduler.settle();

        assertThat(admin().pending()).isEmpty();
    }

    @Test
    @Tag("R-023")
    void begin_callbackSharedWithAnotherProvider_namesTheOtherClient() {
        startWithSpotify();
        deliver(PID, with(good(), Map.of("redirect_uri", SHARED)));
        assertThat(admin().begin("spotify", STARTER).ways())
                .extracting(Way::redirectUri)
                .containsExactly(SHARED);

        deliver("org.winekey.oauth.client~radio", with(good(), Map.of("redirect_uri", SHARED, "client_id", "other")));

        assertThatThrownBy(() -> admin().begin("spotify", STARTER))
                .isInstanceOfSatisfying(AdminException.class, refusal -> {
                    assertThat(refusal.key()).contains("redirect_uri");
                    assertThat(refusal).hasMessageContaining("radio");
                });
        assertThat(report().notices()).anyMatch(notice -> notice.startsWith("shared-callback: "));
    }

    @Test
    void begin_redirectUriThatTheProviderRefuses_sendsNobodyAndNamesTheRemedy() {
        startWithSpotify();
        deliver(PID, with(good(), Map.of("redirect_uri_rule", "https")));

        assertThatThrownBy(() -> admin().begin("spotify", STARTER))
                .isInstanceOfSatisfying(AdminException.class, refusal -> {
                    assertThat(refusal.key()).contains("redirect_uri");
                    assertThat(refusal).hasMessageContainingAll("takes only https addresses", "base_uri", "relay_uri");
                });
        assertThat(report().ways()).isEmpty();
        assertThat(report().notices()).anyMatch(notice -> notice.startsWith("redirect-uri-refused: "));

        deliver(PID, with(good(), Map.of("redirect_uri_rule", "https_or_loopback_ip")));
        assertThat(admin().begin("spotify", STARTER).ways())
                .extracting(Way::door)
                .containsExactly(Door.CALLBACK);
    }

    @Test
    void ways_redirectUriThatTheProviderRefuses_areTheRelayAlone() {
        startWithSpotify(Map.of("relay_uri", "https://relay.example/r/", "base_uri", "http://localhost:8181"));
        deliver(PID, with(good(), Map.of("redirect_uri_rule", "https_or_loopback_ip")));

        assertThat(admin().begin("spotify", STARTER).ways())
                .extracting(Way::door)
                .containsExactly(Door.RELAY);
    }

    @Test
    void ways_answersWithOtherNames_leaveOutTheRelayThatReadsTheUsualOnes() {
        startWithSpotify(Map.of("relay_uri", "https://relay.example/r/"));
        deliver(PID, with(good(), Map.of("callback_rename.code", "auth_code")));

        assertThat(report().ways()).extracting(Way::door).containsExactly(Door.CALLBACK);
    }

    private static Map<String, Object> with(Map<String, Object> settings, Map<String, Object> more) {
        var all = new HashMap<>(settings);
        all.putAll(more);
        return all;
    }

    /** The answer to a departure, from a browser without its cookie. */
    private Arrival stranger(String path) {
        Departure departure = admin().depart(path.substring(path.lastIndexOf('/') + 1), Door.CALLBACK, Set.of())
                .orElseThrow();
        var state = departure.authorizationUri().getRawQuery().replaceFirst(".*state=([^&]*).*", "$1");
        return new Arrival(
                "spotify", Map.of("code", List.of("code-1"), "state", List.of(state)), Set.of(), "192.0.2.7");
    }
}
