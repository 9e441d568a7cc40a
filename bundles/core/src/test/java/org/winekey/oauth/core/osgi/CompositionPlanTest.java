// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.settings.Samples.good;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.SettingsPlan;
import org.winekey.oauth.admin.SettingsPlan.Effect;
import org.winekey.oauth.admin.Way;

/** What a change of settings would do, told before it is made. */
class CompositionPlanTest extends ComposedHouse {

    private SettingsPlan plan(Map<String, Object> changes) {
        return admin().plan("spotify", changes);
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, id-2, NEW_REGISTRATION",
        "token_endpoint, https://other.example/token, NEW_REGISTRATION",
        "revocation_endpoint, https://as.example/revoke, NEW_REGISTRATION",
        "issuer, https://as.example, NEW_REGISTRATION",
        ".client_secret, another, GOES_ON",
        "scope, more, GOES_ON",
        "parameters.prompt, consent, GOES_ON",
        "enabled, false, SWITCHED_OFF",
        "enabled, maybe, MISCONFIGURED",
        "token_endpoint, http://other.example/token, MISCONFIGURED",
        "client_id, id-1, NOTHING",
    })
    void plan_ofAKey_saysWhatBecomesOfTheSignIn(String key, String value, Effect effect) {
        startWithSpotify();
        signIn();

        assertThat(plan(Map.of(key, value)).effect()).isEqualTo(effect);
    }

    @Test
    void plan_made_isWhatHappens() {
        startWithSpotify();
        signIn();
        var before = report().status();

        assertThat(plan(Map.of("client_id", "id-2")).effect()).isEqualTo(Effect.NEW_REGISTRATION);

        assertThat(report().status()).isEqualTo(before);
        assertThat(configAdmin.kept.get(PID)).isEqualTo(good());
        assertThat(report().clientId()).contains("id-1");
        assertThat(exchanges).as("nobody is asked").hasValue(1);
        var changed = good();
        changed.put("client_id", "id-2");
        deliver(PID, changed);
        assertThat(report().grantedTo()).as("as planned").contains("id-1");
    }

    @Test
    void plan_ofSeveralWrongKeys_namesAllOfThem() {
        startWithSpotify();

        var plan = plan(Map.of(
                "token_endpoint",
                "http://plain.example/token",
                "scope",
                "a\"b",
                "authorization_endpoint",
                "javascript:alert(1)",
                "parameters.prompt",
                "consent"));

        assertThat(plan.effect()).isEqualTo(Effect.MISCONFIGURED);
        assertThat(plan.wrong()).containsOnlyKeys("token_endpoint", "scope", "authorization_endpoint");
        assertThat(plan.changed()).contains("parameters.prompt");
    }

    @Test
    void plan_withoutASignIn_saysSo() {
        startWithSpotify();

        assertThat(plan(Map.of("client_id", "id-2")).effect()).isEqualTo(Effect.NO_GRANT);
    }

    @Test
    void plan_ofAnotherRedirectUri_tellsWhatToRegister() {
        startWithSpotify();
        var elsewhere = "https://home.example.org/oauth/callback/spotify";

        assertThat(plan(Map.of("redirect_uri", elsewhere)).register())
                .extracting(Way::redirectUri)
                .containsExactly(elsewhere);
        assertThat(plan(Map.of("scope", "more")).register()).isEmpty();
    }

    @Test
    void plan_ofANewClient_tellsWhatIsMissingAndWhatToRegister() {
        startWithSpotify();

        var plan = admin().plan("hue", Map.of("client_id", "id-9"));
        var complete = admin().plan("hue", good());

        assertThat(plan.wrong()).containsOnlyKeys("authorization_endpoint");
        assertThat(complete.effect()).isEqualTo(Effect.NO_GRANT);
        assertThat(complete.register())
                .extracting(Way::redirectUri)
                .containsExactly("http://127.0.0.1:8181/oauth/callback/hue");
        assertThat(admin().client("hue")).isEmpty();
    }

    @Test
    void plan_ofMoreScopes_asksForASignIn() {
        startWithSpotify();
        signIn();

        assertThat(plan(Map.of("scope", "one two")).notes())
                .anyMatch(note -> note.startsWith("scope: ") && note.contains("one two"));
    }

    @Test
    void plan_ofAnUnknownKey_warns() {
        startWithSpotify();

        assertThat(plan(Map.of("clientid", "x")).notes()).anyMatch(note -> note.startsWith("unknown-key: clientid"));
    }

    @Test
    void plan_ofWhatTheProtocolSets_isWrong() {
        startWithSpotify();

        assertThat(plan(Map.of("token_parameters", Map.of("grant_type", "password")))
                        .wrong())
                .containsOnlyKeys("token_parameters.grant_type");
        assertThat(plan(Map.of("oauth.client", "other")).wrong()).containsOnlyKeys("oauth.client");
        assertThatThrownBy(() -> admin().plan("No Name", Map.of())).isInstanceOf(AdminException.class);
    }

    @Test
    void plan_ofARemoval_looksAtWhatIsLeft() {
        startWithSpotify();
        var removal = new HashMap<>(Collections.<String, Object>singletonMap("token_endpoint", null));

        var plan = plan(removal);

        assertThat(plan.changed()).containsExactly("token_endpoint");
        assertThat(plan.wrong()).containsOnlyKeys("token_endpoint");
    }
}
