// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.settings.Samples.BASE;
import static org.winekey.oauth.core.settings.Samples.dictionary;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.winekey.oauth.core.profile.ProfileException;
import org.winekey.oauth.core.profile.Profiles;

/** The setting {@code provider}: what a profile gives, and what it may not. */
@Timeout(value = 10, unit = TimeUnit.SECONDS)
class ProviderTest {

    private static final String BUNDLE = "com.example.cellar";

    private final Profiles profiles = new Profiles();
    private final ClientBook book = new ClientBook(Samples.FILES, profiles);

    @Test
    void client_withAProvider_takesItsSettingsFromTheProfile() {
        var registration = settings(Map.of("provider", "spotify")).registered().orElseThrow();

        assertThat(registration.endpoints().token()).isEqualTo(URI.create("https://accounts.spotify.com/api/token"));
    }

    @Test
    void person_withAnotherValue_counts() {
        var registration = settings(Map.of("provider", "spotify", "token_endpoint", "https://my.example/token"))
                .registered()
                .orElseThrow();

        assertThat(registration.endpoints().token()).isEqualTo(URI.create("https://my.example/token"));
    }

    @Test
    void provider_thatNobodyKnows_isAnErrorWithItsRemedy() {
        assertThat(invalid(Map.of("provider", "spotfy"))).satisfies(invalid -> {
            assertThat(invalid.key()).isEqualTo("provider");
            assertThat(invalid.reason()).contains("oauth:profiles");
        });
    }

    @Test
    @Tag("R-099")
    void provider_ofABundle_isSaidToBeSo() throws ProfileException {
        add("{\"authorization_endpoint\": \"https://c.example/a\", \"token_endpoint\": \"https://c.example/t\"}", "");

        assertThat(settings(Map.of("provider", "cellar")).card().notices())
                .anyMatch(notice -> notice.startsWith("profile-of-bundle: ") && notice.contains(BUNDLE));
        assertThat(settings(Map.of("provider", "spotify")).card().notices())
                .noneMatch(notice -> notice.startsWith("profile-of-bundle: "));
    }

    @Test
    void provider_ofABundleThatGoes_isAnError() throws ProfileException {
        add("{\"authorization_endpoint\": \"https://c.example/a\", \"token_endpoint\": \"https://c.example/t\"}", "");
        assertThat(settings(Map.of("provider", "cellar"))).isInstanceOf(ClientSettings.Valid.class);

        profiles.remove("cellar", BUNDLE);

        assertThat(book.settings("c", BASE).orElseThrow()).isInstanceOf(ClientSettings.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({
        "clent_id, does not exist",
        "allow_insecure, operator",
        "tls_ca_file, operator",
        "consumers, operator",
        ".client_secret, operator",
        "redirect_uri, operator",
        "enabled, operator",
        "request_signer, operator",
        "ALLOW_INSECURE, does not exist",
        "Allow_Private_Address, does not exist",
        "Tls_Ca_File, does not exist",
        "CONSUMERS, does not exist",
        ".Client_Secret, does not exist",
        "Legacy_Password_Grant, does not exist",
        "Grant_Types, does not exist",
        "VARS.shop, does not exist",
        "service.pid, does not exist"
    })
    @Tag("R-044")
    void profile_withAKeyItMayNotSet_isRefusedByThatKey(String key, String word) throws ProfileException {
        add("{\"" + key + "\": \"true\"}", "");

        assertThat(invalid(Map.of("provider", "cellar"))).satisfies(invalid -> {
            assertThat(invalid.key()).isEqualTo("provider");
            assertThat(invalid.reason()).contains(key).contains(word);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "grant_types, password",
        "grant_types, refresh_token password",
        "grant_types, PASSWORD",
        "legacy_password_grant, true"
    })
    @Tag("R-002")
    void profile_withThePasswordGrant_isRefusedAlsoWhereAPersonAdmitsIt(String key, String value)
            throws ProfileException {
        add("{\"token_endpoint\": \"https://c.example/t\", \"" + key + "\": \"" + value + "\"}", "");

        var refused = invalid(Map.of("provider", "cellar", "legacy_password_grant", "true", "grant_types", "password"));

        assertThat(refused.key()).isEqualTo("provider");
        assertThat(refused.reason()).contains("password");
    }

    @Test
    void profile_ofABundleThatRelaxesARequirement_isRefusedByItsNumber() throws ProfileException {
        add("{\"pkce\": \"off\"}", ", \"relaxes\": [\"R-003\"]");

        assertThat(invalid(Map.of("provider", "cellar")).reason())
                .contains("R-003")
                .contains("a person");
    }

    @Test
    void variables_ofTheProfile_mustBeSetAndFit() throws ProfileException {
        add(
                "{\"authorization_endpoint\": \"https://{vars.region}.example/a\","
                        + " \"token_endpoint\": \"https://{vars.region}.example/t\"}",
                ", \"variables\": {\"region\": [\"eu\", \"us\"]}");

        assertThat(invalid(Map.of("provider", "cellar"))).satisfies(invalid -> {
            assertThat(invalid.key()).isEqualTo("vars.region");
            assertThat(invalid.reason()).contains("eu, us");
        });
        assertThat(invalid(Map.of("provider", "cellar", "vars.region", "ru")).reason())
                .contains("eu, us");
    }

    @Test
    @Tag("R-099")
    void name_ofAProfileOfABundleThatStopped_isNotForAnother() throws ProfileException {
        add("{\"token_endpoint\": \"https://c.example/t\"}", "");
        profiles.remove("cellar", BUNDLE);

        assertThatThrownBy(() -> profiles.add(
                        "cellar",
                        "org.example.greedy",
                        "{\"title\": \"x\", \"documentation\": \"x\", \"setup\": \"x\", \"settings\": {}}"))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining(BUNDLE);
        add("{\"token_endpoint\": \"https://c.example/t\"}", "");
        assertThat(profiles.find("cellar")).isPresent();
    }

    private void add(String settings, String further) throws ProfileException {
        profiles.add(
                "cellar",
                BUNDLE,
                "{\"title\": \"x\", \"documentation\": \"x\", \"setup\": \"x\", \"settings\": " + settings + further
                        + "}");
    }

    private ClientSettings.Invalid invalid(Map<String, String> further) {
        return (ClientSettings.Invalid) settings(further);
    }

    private ClientSettings settings(Map<String, String> further) {
        var raw = new TreeMap<String, Object>(further);
        raw.put("client_id", "id");
        raw.put(".client_secret", "secret");
        raw.put("scope", List.of("wine"));
        book.put("org.winekey.oauth.client~c", dictionary(raw), false);
        return book.settings("c", BASE).orElseThrow();
    }
}
