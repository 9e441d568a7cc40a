// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.settings.Samples.good;
import static org.winekey.oauth.core.settings.Samples.invalid;
import static org.winekey.oauth.core.settings.Samples.read;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.TlsSamples;
import org.winekey.oauth.core.settings.ClientSettings.Discovered;
import org.winekey.oauth.core.settings.ClientSettings.NeedsMetadata;

/** Settings with an issuer and no endpoints, before and after it is known what the provider says of itself. */
@Timeout(20)
class DiscoveredSettingsTest {

    private static final String ISSUER = "https://as.example";
    private static final Map<String, Object> FOUND = Map.of(
            "authorization_endpoint", "https://as.example/found/a",
            "token_endpoint", "https://as.example/found/t",
            "revocation_endpoint", "https://as.example/found/r",
            "token_endpoint_auth_method", "client_secret_post");
    private static final Discovered DISCOVERED =
            new Discovered(FOUND, Map.of("token_endpoint", "https://mtls.as.example/t"), List.of("word: a notice"));

    @TempDir
    Path folder;

    private static Map<String, Object> issuerOnly() {
        var raw = good();
        raw.remove("authorization_endpoint");
        raw.remove("token_endpoint");
        raw.put("issuer", ISSUER);
        return raw;
    }

    private static Registration complete(Map<String, Object> raw) {
        return ((NeedsMetadata) read(raw)).with(DISCOVERED).registered().orElseThrow();
    }

    @Test
    void issuerAlone_needsItsMetadataAndTakesIt() {
        var needs = (NeedsMetadata) read(issuerOnly());

        var complete = needs.with(DISCOVERED);

        assertThat(needs.issuer()).isEqualTo(ISSUER);
        assertThat(needs.reason()).contains(ISSUER);
        assertThat(needs.toString()).doesNotContain("s3cr3t");
        var registration = complete.registered().orElseThrow();
        assertThat(registration.endpoints().token()).isEqualTo(URI.create("https://as.example/found/t"));
        assertThat(registration.authentication()).isEqualTo(ClientAuthentication.POST);
        assertThat(complete.card().notices()).contains("word: a notice");
    }

    @Test
    void furtherEndpoint_setByAPerson_wins() {
        var raw = issuerOnly();
        raw.put("revocation_endpoint", "https://as.example/mine");
        raw.put("token_endpoint_auth_method", "client_secret_basic");

        assertThat(complete(raw).endpoints().revocation()).isEqualTo(URI.create("https://as.example/mine"));
        assertThat(complete(raw).authentication()).isEqualTo(ClientAuthentication.BASIC);
    }

    @Test
    void publicClient_isNotMadeToNeedASecret() {
        var raw = issuerOnly();
        raw.remove(".client_secret");

        assertThat(complete(raw).authentication()).isEqualTo(ClientAuthentication.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, ''",
        "scope, 'a\"b'",
        "issuer, https://as.example?x=1",
        "issuer, http://as.example",
        "revocation_endpoint, http://as.example/r",
        "redirect_uri, https://home.example/oauth/callback",
        "parameters.state, x",
        "api_hosts, '*'",
        "token_endpoint_auth_method, basic"
    })
    void whatIsWrongAnyway_isSaidAtOnce(String key, String value) {
        var raw = issuerOnly();
        raw.put(key, value);

        assertThat(invalid(raw).key()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"authorization_endpoint, token_endpoint", "token_endpoint, authorization_endpoint"})
    @Tag("R-024")
    void oneOfTheTwoEndpoints_neverMeetsTheOtherFromMetadata(String set, String missing) {
        var raw = issuerOnly();
        raw.put(set, "https://other.example/x");

        assertThat(invalid(raw).key()).isEqualTo(missing);
        assertThat(invalid(raw).reason()).contains("or neither");
    }

    @Test
    void ownCredentials_needNoAuthorizationEndpoint() {
        var raw = issuerOnly();
        raw.put("grant_types", "client_credentials");

        assertThat(complete(raw).endpoints().named()).containsOnlyKeys("token_endpoint", "revocation_endpoint");
    }

    @Test
    @Tag("R-050")
    void clientWithACertificate_usesTheAliases() throws Exception {
        TlsSamples.writeKeys(folder.resolve("key.p12"), "elsewhere");
        var raw = issuerOnly();
        raw.put("tls_key_store", folder.resolve("key.p12").toString());
        raw.put(".tls_key_store_password", TlsSamples.password());
        raw.put("token_endpoint_auth_method", "tls_client_auth");

        var registration = complete(raw);

        assertThat(registration.endpoints().token()).isEqualTo(URI.create("https://mtls.as.example/t"));
        assertThat(registration.endpoints().authorization()).isEqualTo(URI.create("https://as.example/found/a"));
        assertThat(((NeedsMetadata) read(raw)).route()).isEqualTo(registration.route());
        assertThat(complete(issuerOnly()).endpoints().token()).isEqualTo(URI.create("https://as.example/found/t"));
    }
}
