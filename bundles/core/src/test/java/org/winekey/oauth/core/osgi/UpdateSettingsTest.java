// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.settings.Samples.good;
import static org.winekey.oauth.core.settings.Samples.goodWith;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthException;

/** Integrations that read and change the settings of their client. */
class UpdateSettingsTest extends ComposedHouse {

    private static final String LAMP = "org.example.lamp";

    private void startWithLamp(Map<String, Object> more) {
        var raw = new HashMap<>(goodWith("consumers", LAMP));
        raw.putAll(more);
        configAdmin.kept.put(PID, raw);
        start(Map.of());
        deliver(PID, raw);
    }

    private OAuthClient lamp() {
        return service(LAMP).client("spotify");
    }

    /** Config Admin tells what it keeps now. */
    private void redeliver() {
        deliver(PID, configAdmin.kept.get(PID));
    }

    @Test
    void updateSettings_ofSome_addsUpAndIsDelivered() {
        startWithLamp(Map.of("parameters.hd", "example.com"));
        signIn();

        lamp().updateSettings(Map.of("scope", "one two"));
        lamp().updateSettings(Map.of("parameters", Map.of("prompt", "consent")));
        redeliver();

        assertThat(lamp().settings())
                .containsEntry("scope", "one two")
                .containsEntry("parameters", Map.of("hd", "example.com", "prompt", "consent"));
        assertThat(report().requestedScopes()).containsExactly("one", "two");
        assertThat(lamp().token().orElseThrow().value()).isEqualTo("at-1");
    }

    @Test
    void updateSettings_ofAReference_writesTheReferenceBack() {
        var written = new HashMap<>(goodWith("consumers", LAMP));
        written.put(".client_secret", "$[secret:spotify]");
        written.put("felix.fileinstall.filename", "file:/etc/org.winekey.oauth.client-spotify.cfg");
        configAdmin.kept.put(PID, written);
        start(Map.of());
        deliver(PID, goodWith("consumers", LAMP));

        lamp().updateSettings(Map.of("scope", "other"));

        assertThat(configAdmin.kept.get(PID))
                .containsEntry(".client_secret", "$[secret:spotify]")
                .containsEntry("felix.fileinstall.filename", "file:/etc/org.winekey.oauth.client-spotify.cfg")
                .containsEntry("scope", "other");
    }

    @Test
    void updateSettings_ofAFileThatCannotBeWritten_areUnavailable() {
        startWithLamp(Map.of("felix.fileinstall.filename", "file:/etc/org.winekey.oauth.client-spotify.cfg"));
        configAdmin.readOnly.add(PID);

        assertThatThrownBy(() -> lamp().updateSettings(Map.of("scope", "other")))
                .isInstanceOf(OAuthException.Unavailable.class)
                .hasMessageContaining("cannot write file:/etc/org.winekey.oauth.client-spotify.cfg");
    }

    @Test
    void settings_read_areACopyWithoutSecrets() {
        startWithLamp(Map.of(
                ".client_secret", "cnry-secret",
                "token_parameters.api_key", "cnry-key",
                "token_parameters.audience", "cnry-1",
                "code_parameters.pin", "cnry-2",
                "refresh_parameters.pin", "cnry-3",
                "then_parameters.pin", "cnry-4",
                "Token_Headers.X-Pin", "cnry-5",
                "parameters.prompt", "consent"));

        var settings = lamp().settings();

        assertThat(settings).containsEntry(".client_secret", "***").containsEntry("client_id", "id-1");
        assertThat(settings.toString()).doesNotContain("cnry").contains("consent");
        assertThatThrownBy(() -> settings.put("client_id", "x")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(service("org.example.other").client("spotify").settings()).isEmpty();
    }

    @Test
    void settings_givenBackAsTheyAreShown_changeNothing() {
        startWithLamp(Map.of(".client_secret", "cnry-secret", "parameters.prompt", "consent"));
        var before = Map.copyOf(configAdmin.kept.get(PID));

        lamp().updateSettings(lamp().settings());

        assertThat(configAdmin.kept.get(PID)).isEqualTo(before);
    }

    @Test
    void updateSettings_withoutAConfiguration_makesOneForTheBundle() {
        start(Map.of());
        scheduler.pass(House.DEADLINE);

        service(LAMP).client("hue").updateSettings(Map.of("client_id", "id-9"));
        deliver("org.winekey.oauth.client~hue", configAdmin.kept.get("org.winekey.oauth.client~hue"));
        service(LAMP).client("hue").updateSettings(Map.of("token_endpoint", "https://as.example.com/token"));

        assertThat(configAdmin.kept.get("org.winekey.oauth.client~hue"))
                .isEqualTo(Map.of(
                        "client_id",
                        "id-9",
                        "consumers",
                        LAMP,
                        "owner",
                        LAMP,
                        "token_endpoint",
                        "https://as.example.com/token"));
        assertThat(service("org.example.other").client("hue").status().key()).contains("consumers");
    }

    @Test
    void updateSettings_byAnother_isRefused() {
        startWithSpotify();
        var before = Map.copyOf(configAdmin.kept.get(PID));

        assertThatThrownBy(() -> lamp().updateSettings(Map.of("token_endpoint", "https://evil.example/token")))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .hasMessageStartingWith("consumers: ");

        assertThat(configAdmin.kept.get(PID)).isEqualTo(before);
    }

    @Test
    void updateSettings_ofAnOwnedClient_isForItsOwnerAlone() {
        startWithLamp(Map.of("owner", "org.example.owner", "consumers", LAMP + ", org.example.owner"));

        assertThatThrownBy(() -> lamp().updateSettings(Map.of("scope", "other")))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .hasMessageStartingWith("owner: ");
        service("org.example.owner").client("spotify").updateSettings(Map.of("scope", "other"));

        assertThat(configAdmin.kept.get(PID)).containsEntry("scope", "other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allow_insecure",
                "allow_private_address",
                "tls_ca_file",
                "tls_key_store",
                ".tls_key_store_password",
                "consumers",
                "Consumers",
                "owner",
                "extends",
                "request_signer",
                "Request_Signer",
                "oauth.client",
                "service.bundleLocation",
                "felix.fileinstall.filename"
            })
    void updateSettings_ofAKeyOfPeople_changesNothingAtAll(String key) {
        startWithLamp(Map.of());
        var before = Map.copyOf(configAdmin.kept.get(PID));

        assertThatThrownBy(() -> lamp().updateSettings(Map.of("scope", "other", "client_secret", "mine", key, "x")))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .extracting(problem -> ((OAuthException.Misconfigured) problem).key())
                .asString()
                .isEqualToIgnoringCase(key);

        assertThat(configAdmin.kept.get(PID)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "refresh_endpoint, https://other.example/token",
        "then_endpoint, https://other.example/token",
        "vars.shop, other-shop",
        "provider, spotify"
    })
    @Tag("R-073")
    void updateSettings_ofWhatElseGetsTheSecret_takesNoSecretAlong(String key, String value) {
        startWithLamp(Map.of());
        var before = Map.copyOf(configAdmin.kept.get(PID));

        assertThatThrownBy(() -> lamp().updateSettings(Map.of(key, value)))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .hasMessageStartingWith(key + ": ")
                .hasMessageContaining("client secret");

        assertThat(configAdmin.kept.get(PID)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "pkce, off",
        "token_request_format, query",
        "refresh_method, GET",
        "token_omit, redirect_uri",
        "authorization_fragment, /oauth",
        "redirect_uri_sent, never",
        "token_endpoint_auth_method, client_secret_basic_and_post",
        "token_type_optional, true",
        "expires_in_unit, jwt",
        "then_method, GET"
    })
    @Tag("R-040")
    void updateSettings_ofWhatRelaxesARequirement_isLeftToAPerson(String key, String value) {
        startWithLamp(Map.of());

        assertThatThrownBy(() -> lamp().updateSettings(Map.of(key, value)))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .hasMessageContaining("left to a person");
        lamp().updateSettings(Map.of("scope_separator", "comma"));
    }

    @ParameterizedTest
    @CsvSource({
        "grant_types, client_credentials",
        "Grant_Types, client_credentials",
        "error_map.busy, invalid_grant",
        "response_rename.access_token, token"
    })
    @Tag("R-099")
    void updateSettings_ofHowAnswersCount_isForTheOwnerAlone(String key, String value) {
        startWithLamp(Map.of());

        assertThatThrownBy(() -> lamp().updateSettings(Map.of(key, value)))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .hasMessageStartingWith(key + ": ");

        configAdmin.kept.get(PID).put("owner", LAMP);
        lamp().updateSettings(Map.of(key, value));
        assertThat(configAdmin.kept.get(PID)).containsEntry(key, value);
    }

    @Test
    void updateSettings_ofAnEndpoint_takesNoSecretAlong() {
        startWithLamp(Map.of(".client_secret", "$[secret:spotify]"));
        var elsewhere = Map.of("token_endpoint", "https://other.example/token");

        assertThatThrownBy(() -> lamp().updateSettings(elsewhere))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .hasMessageStartingWith("token_endpoint: ");
        assertThatThrownBy(() -> lamp().updateSettings(Map.of("client_secret", "$[secret:tado]")))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .hasMessageStartingWith(".client_secret: ");

        var along = new HashMap<String, Object>(elsewhere);
        along.put("client_secret", "mine");
        lamp().updateSettings(along);
        assertThat(configAdmin.kept.get(PID))
                .containsEntry(".client_secret", "mine")
                .containsAllEntriesOf(elsewhere);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "<your secret>", "mine"})
    @Tag("R-073")
    void updateSettings_ofABase_takesNoSecretOfThoseThatExtendItAlong(String along) {
        startWithLamp(Map.of());
        deliver("org.winekey.oauth.client~anna", Map.of("extends", "spotify", ".client_secret", "of-anna"));
        var before = Map.copyOf(configAdmin.kept.get(PID));

        assertThatThrownBy(() -> lamp().updateSettings(
                                Map.of("token_endpoint", "https://other.example/token", "client_secret", along)))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .hasMessageStartingWith("token_endpoint: ");

        assertThat(configAdmin.kept.get(PID)).isEqualTo(before);
    }

    @Test
    @Tag("R-073")
    void updateSettings_ofAnEndpoint_takesNoSecretInAHeaderAlong() {
        startWithLamp(Map.of("token_headers.X-Api-Key", "of-a-person"));
        var change = Map.of("token_endpoint", "https://other.example/token", "client_secret", "mine");

        assertThatThrownBy(() -> lamp().updateSettings(change)).hasMessageContaining("token_headers.X-Api-Key");

        assertThat(configAdmin.kept.get(PID)).containsEntry("token_endpoint", "https://as.example/token");
    }

    @Test
    void updateSettings_ofManyAtOnce_losesNone() throws Exception {
        startWithLamp(Map.of());
        var threads = Executors.newFixedThreadPool(8);
        var barrier = new CyclicBarrier(8);
        try {
            var calls = IntStream.range(0, 8)
                    .<Callable<Void>>mapToObj(caller -> () -> {
                        barrier.await();
                        for (int i = 0; i < 25; i++) {
                            lamp().updateSettings(Map.of("parameters", Map.of("p" + caller + "-" + i, "1")));
                        }
                        return null;
                    })
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(configAdmin.kept.get(PID).keySet().stream().filter(key -> key.startsWith("parameters.")))
                .hasSize(200);
    }

    @Test
    void updateSettings_nonsense_isAnArgumentError() {
        startWithLamp(Map.of());

        assertThatThrownBy(() -> lamp().updateSettings(null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> lamp().updateSettings(Map.of("scope", new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("scope");
        lamp().updateSettings(Map.of("parameters", Map.of()));
        lamp().updateSettings(Map.of("scope", List.of("a", "b")));
        assertThat(configAdmin.kept.get(PID)).hasSize(good().size() + 2);
    }
}
