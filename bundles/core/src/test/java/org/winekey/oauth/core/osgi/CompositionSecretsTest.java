// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.settings.Samples.goodWith;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.OAuthException;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.core.seam.HttpTransport;

/** Secrets of settings that a person seals in the token store. */
class CompositionSecretsTest extends ComposedHouse {

    private static final String SECRET = "cnry-client-secret";
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString(("id-1:" + SECRET).getBytes(UTF_8));

    /** The Authorization headers that reached the provider. */
    private final List<String> sent = new ArrayList<>();

    @Override
    CompletableFuture<HttpTransport.Outcome> provider(HttpTransport.Call call) {
        var names = new HashMap<String, String>();
        call.headers().forEach((name, value) -> names.put(name.toLowerCase(Locale.ROOT), value));
        sent.add(names.getOrDefault("authorization", "none"));
        return super.provider(call);
    }

    private void startWith(Map<String, Object> raw) {
        configAdmin.kept.put(PID, raw);
        start(Map.of());
        deliver(PID, raw);
    }

    private static Map<String, Object> withoutSecret() {
        var raw = new HashMap<>(goodWith("scope", "read"));
        raw.remove(".client_secret");
        return raw;
    }

    private void seal() {
        admin().seal("spotify", ".client_secret", SECRET.toCharArray());
        scheduler.settle();
    }

    private void restart() {
        house.close();
        framework.entries.removeIf(entry -> entry.type.contains("OAuth") || entry.type.contains("ManagedService"));
        start(Map.of());
        deliver(PID, configAdmin.kept.get(PID));
    }

    @Test
    void secret_sealed_isWhatTheProviderGets() {
        startWith(withoutSecret());

        seal();
        signIn();

        assertThat(sent).containsExactly(BASIC);
        assertThat(configAdmin.kept.get(PID)).doesNotContainKey(".client_secret");
        assertThat(service("org.example.lamp").client("spotify").settings()).containsEntry(".client_secret", "***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"in-clear", "$[secret:spotify]"})
    void secret_sealed_takesThePlaceOfWhatConfigAdminHas(String written) {
        startWith(goodWith(".client_secret", "in-clear"));
        configAdmin.kept.put(PID, goodWith(".client_secret", written));

        seal();
        deliver(PID, configAdmin.kept.get(PID));
        signIn();

        assertThat(configAdmin.kept.get(PID))
                .doesNotContainKey(".client_secret")
                .containsKey("client_id");
        assertThat(sent).containsExactly(BASIC);
    }

    @Test
    void settings_inAFileThatCannotBeWritten_takeNoChangeButASecret() {
        var raw = withoutSecret();
        raw.put("felix.fileinstall.filename", "file:/etc/org.winekey.oauth.client-spotify.cfg");
        startWith(raw);
        configAdmin.readOnly.add(PID);

        assertThatThrownBy(() -> admin().set("spotify", "scope", "write"))
                .isInstanceOfSatisfying(
                        AdminException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNAVAILABLE))
                .hasMessageContaining("Karaf cannot write file:/etc/org.winekey.oauth.client-spotify.cfg");
        seal();
        signIn();

        assertThat(sent).containsExactly(BASIC);
    }

    @Test
    @Tag("R-095")
    void secret_sealed_isInClearNowhere() throws IOException {
        startWith(withoutSecret());
        seal();

        assertThat(configAdmin.kept.toString()).doesNotContain(SECRET);
        try (var files = Files.walk(home)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), ISO_8859_1)).doesNotContain(SECRET);
            }
        }
        assertThat(report().notices()).noneMatch(notice -> notice.contains(SECRET));
    }

    @Test
    void secret_sealed_countsFromTheFirstRefreshAfterARestart() {
        startWith(withoutSecret());
        seal();
        signIn();

        restart();
        scheduler.pass(Duration.ofHours(1));

        assertThat(sent).hasSizeGreaterThan(1).allMatch(BASIC::equals);
    }

    @Test
    void secret_inClear_isNamedWithTheCommandThatMovesIt() {
        startWith(goodWith(".client_secret", SECRET));
        assertThat(report().notices())
                .anyMatch(notice -> notice.startsWith("secret-in-clear: ")
                        && notice.contains("oauth:set --move spotify .client_secret"));

        admin().sealFromConfiguration("spotify", ".client_secret");
        deliver(PID, configAdmin.kept.get(PID));
        signIn();

        assertThat(report().notices()).noneMatch(notice -> notice.startsWith("secret-in-clear"));
        assertThat(configAdmin.kept.get(PID)).doesNotContainKey(".client_secret");
        assertThat(sent).containsExactly(BASIC);
        assertThatThrownBy(() -> admin().sealFromConfiguration("spotify", ".client_secret"))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("nothing to move");
    }

    @Test
    void secret_sealedOfTheBase_isThatOfTheExtendingClient() {
        startWith(withoutSecret());
        deliver(
                "org.winekey.oauth.client~anna",
                Map.of("extends", "spotify", "token_endpoint_auth_method", "client_secret_basic"));
        assertThat(admin().client("anna").orElseThrow().status().key()).contains(".client_secret");

        seal();

        assertThat(admin().client("anna").orElseThrow().status().code()).isEqualTo(Code.SIGN_IN_REQUIRED);
    }

    @Test
    void forget_ofAConfiguredClient_leavesItsSecret() {
        startWith(withoutSecret());
        seal();
        signIn();

        admin().forget("spotify");
        scheduler.settle();
        restart();
        signIn();

        assertThat(sent).containsExactly(BASIC, BASIC);
    }

    @Test
    void forget_ofAClientThatIsNotConfigured_takesItsSecretAlong() {
        startWith(withoutSecret());
        seal();
        configAdmin.kept.remove(PID);
        delete(PID);
        scheduler.pass(ClientsFactory.GRACE);

        admin().forget("spotify");
        deliver(PID, withoutSecret());

        assertThat(service("org.example.lamp").client("spotify").settings()).doesNotContainKey(".client_secret");
    }

    @Test
    @Tag("R-096")
    void backup_restored_bringsTheSealedSecretBackWithTheSettings() {
        startWith(withoutSecret());
        seal();
        signIn();
        var file = home.resolve("b");
        var report = admin().backup(file, PASSPHRASE.toCharArray());
        assertThat(report.notes()).isEmpty();
        configAdmin.kept.remove(PID);
        delete(PID);
        scheduler.pass(ClientsFactory.GRACE);
        admin().forget("spotify");
        assertThat(service("org.example.lamp").client("spotify").settings()).isEmpty();

        var plan = admin().planRestore(file, PASSPHRASE.toCharArray(), false);
        admin().restore(file, PASSPHRASE.toCharArray(), plan);
        deliver(PID, configAdmin.kept.get(PID));
        admin().release(plan.batch());
        scheduler.settle();

        assertThat(configAdmin.kept.get(PID).toString()).doesNotContain(SECRET);
        assertThat(service("org.example.lamp").client("spotify").settings()).containsEntry(".client_secret", "***");
        assertThat(sent).hasSizeGreaterThan(1).allMatch(BASIC::equals);
    }

    @Test
    void secret_sealed_countsWhenTheStoreOpensAfterTheSettingsCame() throws IOException {
        startWith(withoutSecret());
        seal();
        signIn();
        house.close();
        framework.entries.removeIf(entry -> entry.type.contains("OAuth") || entry.type.contains("ManagedService"));
        var key = home.resolve("etc/org.winekey.oauth.key");
        Files.move(key, home.resolve("elsewhere"));
        time.pass(Duration.ofHours(2));
        start(Map.of());
        deliver(PID, configAdmin.kept.get(PID));
        assertThat(report().status().reason()).contains(key.toString());
        assertThat(sent).hasSize(1);

        Files.move(home.resolve("elsewhere"), key);
        scheduler.pass(Duration.ofMinutes(5));

        assertThat(token()).isEqualTo("at-1");
        assertThat(report().status().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(sent).hasSizeGreaterThan(1).allMatch(BASIC::equals);
    }

    @Test
    void secret_inConfigAdmin_winsOverTheSealedOne() {
        startWith(withoutSecret());
        seal();

        deliver(PID, goodWith(".client_secret", "written"));
        signIn();

        assertThat(sent).containsExactly("Basic " + Base64.getEncoder().encodeToString("id-1:written".getBytes(UTF_8)));
    }

    @Test
    void secret_removed_isGone() {
        startWith(withoutSecret());
        seal();

        admin().seal("spotify", ".client_secret", null);
        scheduler.settle();

        assertThat(service("org.example.lamp").client("spotify").settings()).doesNotContainKey(".client_secret");
    }

    @Test
    void set_ofAKeyOfPeople_isForAPerson() {
        startWith(withoutSecret());

        admin().set("spotify", "allow_insecure", "true");
        admin().set("spotify", "scope", null);

        assertThat(configAdmin.kept.get(PID))
                .containsEntry("allow_insecure", "true")
                .doesNotContainKey("scope");
    }

    @Test
    void set_thatMakesNoSense_changesNothing() {
        startWith(withoutSecret());
        var before = Map.copyOf(configAdmin.kept.get(PID));

        assertThatThrownBy(() -> admin().set("spotify", ".client_secret", SECRET))
                .isInstanceOf(AdminException.class)
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> admin().set("spotify", "client_secret", SECRET))
                .isInstanceOf(AdminException.class);
        assertThatThrownBy(() -> admin().set("spotify", "scopes", "x")).hasMessageContaining("did you mean scope?");
        assertThatThrownBy(() -> admin().set("spotify", "parameters.state", "x"))
                .hasMessageContaining("parameters.state");
        assertThatThrownBy(() -> admin().set("nobody", "scope", "x")).isInstanceOf(AdminException.class);
        assertThatThrownBy(() -> admin().seal("nobody", ".client_secret", SECRET.toCharArray()))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(Problem.NO_SUCH_CLIENT));
        assertThatThrownBy(() -> admin().seal("spotify", "client_id", SECRET.toCharArray()))
                .isInstanceOf(AdminException.class);
        assertThat(configAdmin.kept).isEqualTo(Map.of(PID, before));
    }

    private void startWithLampAndASealedSecret() {
        var raw = withoutSecret();
        raw.put("consumers", "org.example.lamp");
        startWith(raw);
        seal();
    }

    private void updateByLamp(Map<String, ?> changes) {
        service("org.example.lamp").client("spotify").updateSettings(changes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "<x>", "change-me"})
    @Tag("R-073")
    void updateSettings_ofAnEndpoint_takesNoSealedSecretAlong(String given) {
        startWithLampAndASealedSecret();
        var nothing = new HashMap<String, Object>(Map.of("token_endpoint", "https://other.example/token"));
        nothing.put("client_secret", null);

        assertThatThrownBy(() -> updateByLamp(Map.of("token_endpoint", "https://other.example/token")))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .hasMessageStartingWith("token_endpoint: ");
        assertThatThrownBy(() ->
                        updateByLamp(Map.of("token_endpoint", "https://other.example/token", "client_secret", given)))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .hasMessageStartingWith("token_endpoint: ");
        assertThatThrownBy(() -> updateByLamp(nothing)).isInstanceOf(OAuthException.Misconfigured.class);
        assertThat(configAdmin.kept.get(PID)).containsEntry("token_endpoint", "https://as.example/token");
    }

    @Test
    @Tag("R-073")
    void updateSettings_ofAnEndpointWhileTheStoreIsClosed_isPutOff() throws IOException {
        startWithLampAndASealedSecret();
        house.close();
        framework.entries.removeIf(entry -> entry.type.contains("OAuth") || entry.type.contains("ManagedService"));
        var noFolder = Files.createFile(home.resolve("no-folder"));
        start(Map.of("store_directory", noFolder.toString()));
        deliver(PID, configAdmin.kept.get(PID));

        assertThatThrownBy(() -> updateByLamp(Map.of("token_endpoint", "https://other.example/token")))
                .isInstanceOf(OAuthException.Unavailable.class);
        updateByLamp(Map.of("scope", "write"));

        assertThat(configAdmin.kept.get(PID))
                .containsEntry("token_endpoint", "https://as.example/token")
                .containsEntry("scope", "write");
    }

    @Test
    @Tag("R-073")
    void updateSettings_ofABase_takesNoSecretThatAnotherSealedAlong() {
        var raw = withoutSecret();
        raw.put("consumers", "org.example.lamp");
        startWith(raw);
        deliver("org.winekey.oauth.client~anna", Map.of("extends", "spotify"));
        configAdmin.kept.put("org.winekey.oauth.client~anna", Map.of("extends", "spotify"));
        admin().seal("anna", ".client_secret", SECRET.toCharArray());
        scheduler.settle();

        assertThatThrownBy(() ->
                        updateByLamp(Map.of("token_endpoint", "https://other.example/token", "client_secret", "mine")))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .hasMessageContaining("anna");
    }

    @Test
    @Tag("R-099")
    void secret_ofAPersonsClientThatIsGone_isNotForABundleThatBeginsItsNameAnew() {
        startWith(withoutSecret());
        seal();
        configAdmin.kept.clear();
        delete(PID);
        scheduler.pass(ClientsFactory.GRACE);
        var elsewhere = withoutSecret();
        elsewhere.put("token_endpoint", "https://evil.example/token");

        assertThatThrownBy(() -> updateByLamp(elsewhere)).isInstanceOf(OAuthException.Misconfigured.class);
        assertThatThrownBy(() -> updateByLamp(Map.of("client_id", "mine")))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .hasMessageStartingWith("owner: ");

        assertThat(configAdmin.kept).isEmpty();
    }
}
