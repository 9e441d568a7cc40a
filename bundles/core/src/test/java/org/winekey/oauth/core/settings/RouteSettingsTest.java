// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.settings.Samples.good;
import static org.winekey.oauth.core.settings.Samples.goodWith;
import static org.winekey.oauth.core.settings.Samples.invalid;
import static org.winekey.oauth.core.settings.Samples.valid;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.seam.TlsSamples;
import org.winekey.oauth.core.settings.ClientSettings.Context;

@Timeout(20)
class RouteSettingsTest {

    private static final URI LAN = URI.create("http://192.168.1.2:8181");

    @TempDir
    Path folder;

    private static Map<String, Object> insecure(String key, String value) {
        var raw = goodWith(key, value);
        raw.put("allow_insecure", "true");
        return raw;
    }

    private static ClientSettings onLan(Map<String, Object> raw) {
        return ClientSettings.of("spotify", raw, new Context(LAN, false, Samples.FILES));
    }

    @Test
    void nothingSet_isThePublicInternet() {
        assertThat(valid(good()).registration().route()).isEqualTo(Route.PUBLIC);
        assertThat(valid(good()).card().notices()).isEmpty();
    }

    @ParameterizedTest
    @Tag("R-044")
    @ValueSource(
            strings = {
                "http://192.168.1.9:8080/token",
                "http://[fd12::1]/token",
                "http://nas.local/token",
                "http://nas/t"
            })
    void plainHttpAtHome_needsTheSwitch(String address) {
        assertThat(invalid(goodWith("token_endpoint", address)).reason()).contains("allow_insecure");
        assertThat(valid(insecure("token_endpoint", address))
                        .registration()
                        .route()
                        .insecure())
                .isTrue();
    }

    @ParameterizedTest
    @Tag("R-044")
    @ValueSource(strings = {"http://203.0.113.7/token", "http://as.example/token", "http://169.254.169.254/token"})
    void plainHttpElsewhere_isRefusedWithTheSwitch(String address) {
        assertThat(invalid(insecure("token_endpoint", address)).key()).isEqualTo("token_endpoint");
    }

    @Test
    @Tag("R-046")
    void plainHttpToAPublicName_needsBothSwitches() {
        var raw = insecure("token_endpoint", "http://idp.example.org/token");
        assertThat(invalid(raw).reason()).contains("allow_private_address");

        raw.put("allow_private_address", "true");

        assertThat(valid(raw).registration().route().privateAddresses()).isTrue();
    }

    @Test
    @Tag("R-034")
    void switch_isANoticeForEveryFace() {
        assertThat(valid(insecure("client_id", "id-1")).card().notices())
                .anyMatch(notice -> notice.startsWith("insecure: "));
        assertThat(invalid(insecure("client_id", "")).card().notices())
                .anyMatch(notice -> notice.startsWith("insecure: "));
    }

    @Test
    @Tag("R-034")
    void plainRedirectUri_isForTheControllersOwnOriginUnderTheSwitch() {
        assertThat(onLan(good())).isInstanceOfSatisfying(ClientSettings.Invalid.class, wrong -> {
            assertThat(wrong.key()).isEqualTo("redirect_uri");
            assertThat(wrong.reason()).contains("allow_insecure");
        });
        assertThat(onLan(insecure("client_id", "id-1")).card().redirectUri())
                .isEqualTo(LAN + "/oauth/callback/spotify");
        assertThat(onLan(insecure("redirect_uri", LAN + "/oauth/callback/x"))).isInstanceOf(ClientSettings.Valid.class);
    }

    @ParameterizedTest
    @Tag("R-034")
    @ValueSource(
            strings = {
                "http://192.168.1.3:8181/oauth/callback/spotify",
                "http://192.168.1.2:8182/oauth/callback/spotify",
                "http://192.168.1.2:8181.evil.example/oauth/callback/spotify",
                "http://home.example/oauth/callback/spotify"
            })
    void plainRedirectUri_ofAnotherOrigin_isRefusedWithTheSwitch(String address) {
        assertThat(onLan(insecure("redirect_uri", address)))
                .isInstanceOfSatisfying(
                        ClientSettings.Invalid.class,
                        wrong -> assertThat(wrong.key()).isEqualTo("redirect_uri"));
    }

    @Test
    @Tag("R-075")
    void plainApiHosts_areForHomeUnderTheSwitch() {
        assertThat(invalid(goodWith("api_hosts", "http://192.168.1.9")).key()).isEqualTo("api_hosts");
        assertThat(valid(insecure("api_hosts", "http://192.168.1.9")).card().apiHosts())
                .containsExactly("http://192.168.1.9:80");
        assertThat(invalid(insecure("api_hosts", "http://api.example.com")).key())
                .isEqualTo("api_hosts");
    }

    @Test
    @Tag("R-100")
    void authorities_areReadFromTheFile() throws IOException {
        var file = folder.resolve("ca.pem");
        TlsSamples.writeRoot(file);

        var settings = valid(goodWith("tls_ca_file", file.toString()));

        assertThat(settings.registration().route().authorities()).containsExactly(TlsSamples.root());
        assertThat(settings.card().route()).isEqualTo(settings.registration().route());
    }

    @Test
    @Tag("R-100")
    void authorities_inAWrongFile_nameTheKey() throws IOException {
        var nothing = Files.createFile(folder.resolve("empty"));
        var rubbish = Files.writeString(folder.resolve("rubbish"), "-----BEGIN CERTIFICATE-----\nabc\n");

        for (var file : new Path[] {nothing, rubbish, folder.resolve("missing"), folder}) {
            assertThat(invalid(goodWith("tls_ca_file", file.toString())).key()).isEqualTo("tls_ca_file");
        }
        assertThat(invalid(goodWith("tls_ca_file", "relative.pem")).reason()).contains("absolute path");
    }

    @ParameterizedTest
    @Tag("R-050")
    @CsvSource({"tls_client_auth, TLS", "self_signed_tls_client_auth, SELF_SIGNED_TLS"})
    void certificate_provesTheClientWithoutASecret(String method, ClientAuthentication expected) throws IOException {
        var registration = valid(withKey(method, "elsewhere")).registration();

        assertThat(registration.authentication()).isEqualTo(expected);
        assertThat(registration.clientSecret()).isNull();
        assertThat(registration.route().key()).isEqualTo(TlsSamples.key("elsewhere"));
        assertThat(registration.toString()).contains("a key").doesNotContain("Crt", "modulus");
    }

    @Test
    @Tag("R-050")
    void certificate_servesAClientThatNobodySignsInFor() throws IOException {
        var raw = withKey("tls_client_auth", "elsewhere");
        raw.remove(".client_secret");
        raw.put("grant_types", "client_credentials");

        assertThat(valid(raw).registration().authentication()).isEqualTo(ClientAuthentication.TLS);
    }

    @Test
    @Tag("R-050")
    void certificate_missingOrWrong_namesTheKey() throws IOException {
        assertThat(invalid(goodWith("token_endpoint_auth_method", "tls_client_auth"))
                        .key())
                .isEqualTo("tls_key_store");
        assertThat(invalid(withKey("tls_client_auth", "elsewhere", "good")).reason())
                .contains("several keys");
        assertThat(invalid(withKey("tls_client_auth")).reason()).contains("without a private key");
        var locked = withKey("tls_client_auth", "elsewhere");
        locked.put(".tls_key_store_password", "pass-canary");
        assertThat(invalid(locked).key()).isEqualTo(".tls_key_store_password");
        assertThat(invalid(locked).reason()).doesNotContain("canary");
        Files.writeString(folder.resolve("key.p12"), "rubbish");
        assertThat(invalid(locked).key()).isEqualTo("tls_key_store");
    }

    @Test
    void keysForPersonsOnly_areKnownKeys() {
        assertThat(Keys.OF_CLIENT).containsAll(Keys.PERSON_ONLY).containsAll(Keys.SECRETS);
    }

    private Map<String, Object> withKey(String method, String... aliases) throws IOException {
        var file = folder.resolve("key.p12");
        TlsSamples.writeKeys(file, aliases);
        var raw = goodWith("token_endpoint_auth_method", method);
        raw.put("tls_key_store", file.toString());
        raw.put(".tls_key_store_password", TlsSamples.password());
        return raw;
    }
}
