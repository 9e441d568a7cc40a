// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.migrate.ForeignGrant.Found;
import org.winekey.oauth.core.secret.Secret;

class ForeignTokensTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final byte[] KEY = "0123456789abcdef".getBytes(UTF_8);

    private static Found read(String... files) throws MigrationException {
        var contents = Arrays.stream(files).map(file -> file.getBytes(UTF_8)).toList();
        return ForeignTokens.read(contents, MADRID);
    }

    private static ForeignGrant only(String... files) throws MigrationException {
        var found = read(files);
        assertThat(found.warnings()).isEmpty();
        assertThat(found.grants()).hasSize(1);
        return found.grants().get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\": \"at\", \"refresh_token\": \"rt\", \"expires_in\": 3600, \"scope\": \"a b\","
                        + " \"expiry\": \"2026-01-10T12:00:00.123456\"}",
                "{\"oauthTokens\": {\"access_token\": \"at\", \"refresh_token\": \"rt\", \"expires_in\": \"3600\","
                        + " \"scope\": [\"a\", \"b\"], \"expiry\": \"2026-01-10T12:00:00.123456\"}}",
                "{\"token\": {\"access_token\": \"at\", \"refresh_token\": \"rt\", \"expires_in\": 3600, \"scope\":"
                        + " \"a b\", \"expiry\": \"2026-01-10T12:00:00.123456\"}, \"other\": 1}",
                "{\"customdata\": {\"token\": {\"access_token\": \"at\", \"refresh_token\": \"rt\", \"expires_in\":"
                        + " 3600, \"scope\": \"a b\", \"expiry\": \"2026-01-10T12:00:00.123456\"}}}",
            })
    void pg3_inEachPlace_isReadWithItsNaiveTime(String json) throws MigrationException {
        var grant = only(json);

        assertThat(grant.accessToken()).isEqualTo(Secret.of("at"));
        assertThat(grant.refreshToken()).isEqualTo(Secret.of("rt"));
        assertThat(grant.scopes()).containsExactlyInAnyOrder("a", "b");
        assertThat(grant.expiresAt()).isEqualTo(Instant.parse("2026-01-10T11:00:00.123456Z"));
        assertThat(grant.issuedAt()).isEqualTo(Instant.parse("2026-01-10T10:00:00.123456Z"));
        assertThat(grant.origin().settings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\nX-Evil: 1", "a b", "a\\u0000", "\\u00fc"})
    @Tag("R-095")
    void token_thatNoHeaderCanCarry_isLeftOutAndQuotedNowhere(String token) throws MigrationException {
        var found = read("{\"access_token\": \"" + token + "\", \"refresh_token\": \"rt\"}");

        assertThat(found.grants()).isEmpty();
        assertThat(found.warnings())
                .singleElement()
                .asString()
                .contains("no request can carry")
                .doesNotContain("Evil");
    }

    @Test
    void times_beyondAllTime_makeAnOldTokenAndNoFault() throws MigrationException {
        var grant = only("{\"access_token\": \"at\", \"refresh_token\": \"rt\", \"expires_in\": 9223372036854775807,"
                + " \"createdOn\": \"2026-01-10T12:00:00\"}");

        assertThat(grant.expiresAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void scopes_thatAreNone_areLeftOut() throws MigrationException {
        assertThat(only("{\"access_token\": \"at\", \"scope\": \"good ba\\\"d \\u001b[2J\"}")
                        .scopes())
                .containsExactly("good");
    }

    @Test
    void pg3_withItsConfiguration_isBoundToIt() throws MigrationException {
        var token = "{\"access_token\": \"at\", \"refresh_token\": \"\"}";
        var configuration = "{\"name\": \"Ring\", \"client_id\": \"ring-1\", \"client_secret\": \"s\","
                + " \"auth_endpoint\": \"https://a.example/authorize\", \"token_endpoint\": \"https://a.example/token\"}";

        var grant = only(token, configuration);

        assertThat(grant.title()).isEqualTo("Ring");
        assertThat(grant.origin().settings()).containsEntry("client_id", "ring-1");
        assertThat(grant.origin().secret()).isEqualTo(Secret.of("s"));
        assertThat(grant.refreshToken()).as("blank is none").isNull();
        assertThat(grant.expiresAt()).as("nothing is said").isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // Twice on the clock on the wall: the earlier one, so that a token only seems older.
        "2026-10-25T02:30:00, 2026-10-25T00:30:00Z",
        "2026-07-01 12:00:00, 2026-07-01T10:00:00Z",
        "2026-07-01T12:00:00+09:00, 2026-07-01T03:00:00Z",
        "2026-07-01T12:00:00Z, 2026-07-01T12:00:00Z",
        "yesterday, 1970-01-01T00:00:00Z",
    })
    void pg3_expiry_isNeverTakenForLaterThanItIs(String expiry, Instant expected) throws MigrationException {
        var json = "{\"access_token\": \"at\", \"expires_in\": 3600, \"expiry\": \"" + expiry + "\"}";

        assertThat(only(json).expiresAt()).isEqualTo(expected);
    }

    @Test
    void ovos_twoDatabases_areBroughtTogetherByTheirIdentifier() throws MigrationException {
        var tokens = "{\"skill_spotify\": {\"access_token\": \"at\", \"refresh_token\": \"rt\", \"expires_in\": 3600,"
                + " \"expires_at\": 1767265200.25}, \"empty\": {\"x\": 1}}";
        var applications =
                "{\"skill_spotify\": {\"oauth_service\": \"spotify\", \"client_id\": \"sp-1\", \"client_secret\":"
                        + " \"s\", \"auth_endpoint\": \"https://a.example/authorize\", \"token_endpoint\":"
                        + " \"https://a.example/token\", \"scope\": \"play\", \"shell_integration\": true}}";

        var found = read(applications, tokens);

        assertThat(found.system()).isEqualTo("OpenVoiceOS");
        assertThat(found.warnings()).singleElement().asString().startsWith("empty ");
        assertThat(found.grants()).singleElement().satisfies(grant -> {
            assertThat(grant.entry()).isEqualTo("skill_spotify");
            assertThat(grant.expiresAt()).isEqualTo(Instant.ofEpochSecond(1767265200));
            assertThat(grant.origin().settings())
                    .containsEntry("client_id", "sp-1")
                    .containsEntry("authorization_endpoint", "https://a.example/authorize")
                    .containsEntry("scope", "play");
            assertThat(grant.origin().secret()).isEqualTo(Secret.of("s"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"$[conf:x]", "${user.home}", "a$[secret:b]"})
    void ovos_placeholderInASetting_isRefused(String placeholder) {
        var tokens = "{\"skill\": {\"access_token\": \"at\", \"expires_at\": 1767265200}}";
        var applications = "{\"skill\": {\"client_id\": \"sp-1\", \"auth_endpoint\": \"https://a.example/authorize\","
                + " \"token_endpoint\": \"https://a.example/" + placeholder + "\"}}";

        assertThatThrownBy(() -> read(applications, tokens))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("holds a placeholder")
                .hasMessageContaining("token_endpoint");
    }

    @Test
    void ovos_timeInMilliseconds_isNoTimeInSeconds() throws MigrationException {
        assertThat(only("{\"a_b\": {\"access_token\": \"at\", \"expires_at\": 1767265200000}}")
                        .expiresAt())
                .isEqualTo(Instant.EPOCH);
    }

    @Test
    void homeAssistant_entriesAndCredentials_areBroughtTogether() throws MigrationException {
        var entries = "{\"version\": 1, \"key\": \"core.config_entries\", \"data\": {\"entries\": [{\"entry_id\":"
                + " \"01\", \"domain\": \"sun\", \"data\": {}},{\"entry_id\": \"02\", \"domain\": \"spotify\", \"data\":"
                + " {\"auth_implementation\": \"spotify_1\", \"token\": {\"access_token\": \"at\", \"refresh_token\":"
                + " \"rt\", \"expires_in\": 3600, \"expires_at\": 1767265200.5, \"scope\": \"play\"}}}]}}";
        var credentials = "{\"key\": \"application_credentials\", \"data\": {\"items\": [{\"id\": \"x\", \"domain\":"
                + " \"netatmo\", \"auth_domain\": \"spotify_1\", \"client_id\": \"no\"},{\"id\": \"spotify_1\","
                + " \"domain\": \"spotify\", \"client_id\": \"sp-1\", \"client_secret\": \"s\"}]}}";

        var grant = only(credentials, entries);

        assertThat(grant.entry()).isEqualTo("02");
        assertThat(grant.title()).isEqualTo("spotify");
        assertThat(grant.issuedAt()).isEqualTo(Instant.ofEpochSecond(1767265200 - 3600));
        assertThat(grant.origin().settings()).isEqualTo(Map.of("client_id", "sp-1"));
    }

    private static String encrypted(String text) throws GeneralSecurityException {
        var iv = "fedcba9876543210".getBytes(UTF_8);
        var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new IvParameterSpec(iv));
        var sealed = cipher.doFinal(text.getBytes(UTF_8));
        var both = Arrays.copyOf(iv, iv.length + sealed.length);
        System.arraycopy(sealed, 0, both, iv.length, sealed.length);
        return Base64.getEncoder().encodeToString(both);
    }

    private static String openhab() throws GeneralSecurityException {
        var token = "{\\\"accessToken\\\":\\\"%s\\\",\\\"refreshToken\\\":\\\"%s\\\",\\\"expiresIn\\\":3600,"
                + "\\\"scope\\\":\\\"play\\\",\\\"createdOn\\\":\\\"2026-01-01T10:00:00Z\\\"}";
        var configuration = "{\\\"clientId\\\":\\\"sp-1\\\",\\\"clientSecret\\\":\\\"s\\\",\\\"tokenUrl\\\":"
                + "\\\"https://a.example/token\\\",\\\"authorizationUrl\\\":\\\"https://a.example/authorize\\\"}";
        return "{\"INDEX_HANDLES\": {\"class\": \"java.lang.String\", \"value\": \"[]\"},"
                + "\"spotify:player:x.AccessTokenResponse\": {\"class\": \"java.lang.String\", \"value\": \""
                + token.formatted(encrypted("at"), encrypted("rt"))
                + "\"}, \"spotify:player:x.ServiceConfiguration\": {\"class\": \"java.lang.String\", \"value\": \""
                + configuration + "\"}, \"gone.AccessTokenResponse\": {\"value\": \"{}\"}}";
    }

    @Test
    void openhab_withItsKey_isOpened() throws Exception {
        var key = ":org.apache.felix.configadmin.revision:=L\"1\"\nENCRYPTION_KEY=\""
                + Base64.getEncoder().encodeToString(KEY).replace("=", "\\=")
                + "\"\nservice.pid=\"SymmetricKeyCipher\"\n";

        var found = read(openhab(), key);

        assertThat(found.warnings()).singleElement().asString().startsWith("gone ");
        assertThat(found.grants()).singleElement().satisfies(grant -> {
            assertThat(grant.entry()).isEqualTo("spotify:player:x");
            assertThat(grant.accessToken()).isEqualTo(Secret.of("at"));
            assertThat(grant.refreshToken()).isEqualTo(Secret.of("rt"));
            assertThat(grant.expiresAt()).isEqualTo(Instant.parse("2026-01-01T11:00:00Z"));
            assertThat(grant.origin().settings())
                    .containsEntry("token_endpoint", "https://a.example/token")
                    .containsEntry("token_endpoint_auth_method", "client_secret_post");
        });
    }

    @Test
    void openhab_withoutItsKeyOrWithAnother_saysWhatIsMissing() throws Exception {
        var other = "ENCRYPTION_KEY=\""
                + Base64.getEncoder().encodeToString(new byte[16]).replace("=", "\\=") + "\"";

        assertThatThrownBy(() -> read(openhab())).hasMessageContaining("SymmetricKeyCipher.config");
        assertThat(read(openhab(), other).grants()).isEmpty();
        assertThatThrownBy(() -> read(openhab(), "ENCRYPTION_KEY=\"AA\"")).isInstanceOf(MigrationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[1]",
                "{\"a\": 1}",
                "not json",
                "{\"key\": \"application_credentials\", \"data\": {}}",
                "{\"access_token\": 5}"
            })
    void files_ofNobody_areRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(MigrationException.class);
    }

    @Test
    void titles_ofOtherSystems_becomeNames() {
        assertThat(List.of(
                        Titles.clientName("Ring"),
                        Titles.clientName("skill-ovos_spotify.openvoiceos"),
                        Titles.clientName("  Heizung Büro! ")))
                .extracting(name -> name.orElse("none"))
                .containsExactly("ring", "skill-ovos-spotify-openvoiceos", "heizung-buro");
        assertThat(Titles.clientName("日本")).isEmpty();
        assertThat(Titles.clientName("x".repeat(100))).get().asString().hasSize(63);
    }

    @Test
    @Tag("R-095")
    void fields_whenTheyArePrinted_showNothing() throws MigrationException {
        var fields = Fields.of("{\"access_token\": \"cnry-1\"}".getBytes(UTF_8));

        assertThat(fields.toString()).doesNotContain("cnry");
    }
}
