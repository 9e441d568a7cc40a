// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.protocol.Registration.Endpoints;
import org.winekey.oauth.core.seam.Route;

/** What is taken from a document, and what of a hostile one is not. */
@Timeout(20)
class MetadataReaderTest {

    @Test
    void read_everyMember_isTaken() {
        var document = Documents.good();
        Endpoints.OF_METADATA.forEach(name -> document.put(name, "https://as.example/" + name));
        document.put("mtls_endpoint_aliases", Map.of("token_endpoint", "https://mtls.as.example/token"));
        document.put("authorization_response_iss_parameter_supported", true);
        document.put("require_pushed_authorization_requests", true);
        document.put("token_endpoint_auth_methods_supported", List.of("client_secret_post"));

        var metadata = Documents.metadata(document);

        assertThat(metadata.endpoints()).containsOnlyKeys(Endpoints.OF_METADATA);
        assertThat(metadata.mtlsAliases())
                .containsExactly(Map.entry("token_endpoint", URI.create("https://mtls.as.example/token")));
        assertThat(metadata.issPromised()).isTrue();
        assertThat(metadata.pushRequired()).isTrue();
        assertThat(metadata.authMethods()).containsExactly("client_secret_post");
        assertThat(metadata.promisesS256()).isTrue();
        assertThat(Documents.read(Map.copyOf(withoutNulls(metadata.members())))).isEqualTo(new Finding.Found(metadata));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://as.example/",
                "https://AS.example",
                "HTTPS://as.example",
                "https://as.example:443",
                "https://as.ex%61mple",
                "https://as.example ",
                "https://as.example.evil.example",
                "https://\u0430s.example"
            })
    @Tag("R-081")
    @Tag("R-083")
    void read_issuerThatOnlyNearlyIsTheSame_isRefused(String issuer) {
        assertThat(Documents.read(Documents.goodWith("issuer", issuer)))
                .isInstanceOfSatisfying(Finding.Missing.class, missing -> {
                    assertThat(missing.misconfigured()).isTrue();
                    assertThat(missing.reason()).contains("https://as.example names another issuer");
                    assertThat(missing.reason().chars()).allMatch(character -> character >= 0x20 && character < 0x7F);
                });
    }

    @Test
    @Tag("R-083")
    void read_endpoints_areTakenCharacterByCharacter() {
        var written = "https://AS.example/%7Etoken//x/../y?a=%2f";

        var metadata = Documents.metadata(Documents.goodWith("token_endpoint", written));

        assertThat(metadata.endpoints().get("token_endpoint")).hasToString(written);
    }

    @ParameterizedTest
    @CsvSource({
        "token_endpoint, http://as.example/token",
        "token_endpoint, http://127.0.0.1:8181/token",
        "token_endpoint, https://169.254.169.254/token",
        "token_endpoint, https://[::]/token",
        "token_endpoint, https://2852039166/token",
        "token_endpoint, https://user:pw@as.example/token",
        "token_endpoint, file:///etc/passwd",
        "token_endpoint, ''",
        "authorization_endpoint, javascript:alert(1)",
        "authorization_endpoint, http://localhost/a",
        "authorization_endpoint, https://as.example/a?client_id=evil",
        "authorization_endpoint, 'https://as.example/a#b'"
    })
    @Tag("R-082")
    @Tag("R-012")
    @Tag("R-046")
    void read_endpointThatPeopleNeedBreaksTheRules_isRefused(String name, String value) {
        assertThat(Documents.read(Documents.goodWith(name, value)))
                .isInstanceOfSatisfying(Finding.Missing.class, missing -> {
                    assertThat(missing.misconfigured()).isTrue();
                    assertThat(missing.reason()).contains(Documents.ISSUER, name);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "revocation_endpoint",
                "introspection_endpoint",
                "userinfo_endpoint",
                "device_authorization_endpoint",
                "pushed_authorization_request_endpoint"
            })
    @Tag("R-082")
    void read_otherEndpointBreaksTheRules_isLeftOut(String name) {
        for (var hostile : List.of(
                "https://192.168.1.1/x",
                "https://nas.local/x",
                "http://as.example/x",
                "https://[::ffff:10.0.0.1]/x",
                "javascript:x",
                7L)) {
            assertThat(Documents.metadata(Documents.goodWith(name, hostile)).endpoints())
                    .as(String.valueOf(hostile))
                    .doesNotContainKey(name);
        }
    }

    @Test
    void read_noTokenEndpoint_isRefused() {
        var document = Documents.good();
        document.remove("token_endpoint");

        assertThat(Documents.read(document)).isInstanceOfSatisfying(Finding.Missing.class, missing -> {
            assertThat(missing.misconfigured()).isTrue();
            assertThat(missing.reason()).contains("has no token_endpoint");
        });
    }

    static List<Object> oddities() {
        var deep = Map.<String, Object>of("a", Map.of("b", List.of(Map.of())));
        var nulls = Collections.singletonList(null);
        return List.of("S256", "true", 1L, List.of(), nulls, List.of(1L, "S256"), deep, List.of("x".repeat(30_000)));
    }

    @ParameterizedTest
    @MethodSource("oddities")
    @Tag("R-085")
    void read_membersOfWrongTypes_areHarmless(Object odd) {
        var document = Documents.good();
        for (var name : List.of(
                "authorization_response_iss_parameter_supported",
                "require_pushed_authorization_requests",
                "mtls_endpoint_aliases",
                "revocation_endpoint",
                "token_endpoint_auth_methods_supported",
                "scopes_supported",
                "jwks_uri")) {
            document.put(name, odd);
        }

        var metadata = Documents.metadata(document);

        assertThat(metadata.endpoints()).containsOnlyKeys("authorization_endpoint", "token_endpoint");
        assertThat(metadata.mtlsAliases()).isEmpty();
        assertThat(metadata.issPromised()).isFalse();
        assertThat(metadata.pushRequired()).isFalse();
        assertThat(metadata.promisesS256()).isTrue();
    }

    @Test
    @Tag("R-085")
    void read_endlessLists_areCut() {
        var many = new ArrayList<Object>(Collections.nCopies(5000, "client_secret_jwt"));

        var metadata = Documents.metadata(Documents.goodWith("token_endpoint_auth_methods_supported", many));

        assertThat(metadata.authMethods()).hasSizeLessThan(100);
    }

    @Test
    @Tag("R-005")
    void read_withoutS256_promisesNothing() {
        var silent = Documents.good();
        silent.remove("code_challenge_methods_supported");

        assertThat(Documents.metadata(silent).promisesS256()).isFalse();
        assertThat(Documents.metadata(Documents.goodWith("code_challenge_methods_supported", List.of("plain")))
                        .promisesS256())
                .isFalse();
    }

    @Test
    void read_issuerOfThisMachine_mayHavePlainEndpoints() {
        var issuer = "http://127.0.0.1:9000";

        var finding = new MetadataReader(issuer, Route.PUBLIC).read(Documents.of(issuer, issuer));

        assertThat(finding).isInstanceOf(Finding.Found.class);
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> members) {
        members.values().removeIf(java.util.Objects::isNull);
        return members;
    }
}
