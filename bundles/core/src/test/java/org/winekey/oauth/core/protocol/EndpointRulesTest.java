// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.seam.Route;

class EndpointRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://as.example/authorize",
                "https://as.example:8443/a?tenant=1",
                "HTTPS://AS.example/a",
                "https://192.168.1.2/a",
                "https://[fd12::1]/a",
                "http://127.0.0.1:8080/a",
                "http://127.1.2.3/a",
                "http://[::1]:8080/a",
                "http://localhost:8080/a",
                "http://LOCALHOST/a"
            })
    @Tag("R-012")
    @Tag("R-034")
    @Tag("R-044")
    void check_safeAddress_isFine(String address) {
        assertThat(EndpointRules.check(address)).isEmpty();
        assertThat(EndpointRules.checkAuthorizationEndpoint(address)).isEmpty();
        assertThat(EndpointRules.checkRedirectUri(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "as.example/authorize",
                "//as.example/authorize",
                "javascript:alert(1)",
                "JavaScript:alert(1)//https://as",
                "data:text/html,x",
                "file:///etc/passwd",
                "ftp://as.example/",
                "https:as.example",
                "https:///authorize",
                "https://as.example/a'$(calc)`id`\"",
                "https://a'$(calc)/a",
                "https://user@as.example/a",
                "https://user:password@as.example/a",
                "https://as.example\\@evil/a",
                "https://as.example/a#fragment",
                "https://as.example/a#",
                "https://as.example/a b",
                "https://as.example/a\r\nX: y",
                "https://as.example/a\u0000",
                "https://as.example/\u202Egnp",
                "https://as\uFF0Eexample/",
                "https://as.example:0/",
                "https://as.example:99999/",
                " https://as.example/a"
            })
    @Tag("R-012")
    @Tag("R-034")
    void check_dangerousAddress_isRefused(String address) {
        assertThat(EndpointRules.check(address)).isPresent();
        assertThat(EndpointRules.checkAuthorizationEndpoint(address)).isPresent();
        assertThat(EndpointRules.checkRedirectUri(address)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://as.example/token",
                "http://192.168.1.2/token",
                "http://localhost.evil.example/token",
                "http://127.0.0.1.evil.example/token",
                "http://notlocalhost/token",
                "http://0.0.0.0/token",
                "http://[::]/token"
            })
    @Tag("R-034")
    @Tag("R-044")
    void check_httpElsewhere_isRefused(String address) {
        assertThat(EndpointRules.check(address)).isPresent();
        assertThat(EndpointRules.checkRedirectUri(address)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://as.example/, must begin with https",
        "as.example/authorize, must begin with https",
        "https://user@as.example/a, a user name",
        "https:///authorize, has no legal host and port",
        "https:as.example, has no legal host and port",
        "https://as.example:0/, has no legal host and port",
        "https://as.example:65536/, has no legal host and port",
        "https://as.example/a#, a fragment",
        "https://as.example/a b, has a space",
        "https://as.example/a\u007F, control",
        "https://as.example/%zz, is not a legal address",
        "https://[::ffff:127.0.0.1]/a, in an unusual way",
        "https://0.0.0.0/a, link-local"
    })
    void check_refusedAddress_saysWhatIsWrongWithIt(String address, String words) {
        assertThat(EndpointRules.check(address))
                .hasValueSatisfying(text -> assertThat(text).contains(words));
    }

    @Test
    void check_longestAddressAndHighestPort_areFineAndTheNextAreNot() {
        var start = "https://as.example:65535/";
        var longest = start + "a".repeat(2048 - start.length());

        assertThat(EndpointRules.check(URI.create(longest))).isEmpty();
        assertThat(EndpointRules.check(URI.create(longest + "a")))
                .hasValueSatisfying(text -> assertThat(text).contains("longer than 2048"));
    }

    @Test
    @Tag("R-044")
    void check_httpElsewhere_namesTheRemedy() {
        assertThat(EndpointRules.check("http://as.example/token").orElseThrow()).contains("https", "127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://169.254.169.254/latest",
                "https://[fe80::1]/a",
                "https://[fd00:ec2::254]/a",
                "https://0.0.0.0/a",
                "https://[::]/a",
                "https://2130706433/a",
                "https://0x7f000001/a",
                "https://0177.0.0.1/a",
                "https://127.1/a",
                "https://127.0.0.1./a",
                "https://[::ffff:127.0.0.1]/a",
                "https://[::ffff:7f00:1]/a",
                "https://[64:ff9b::7f00:1]/a",
                "http://0177.0.0.1/a",
                "http://127.1/a",
                "http://[::ffff:127.0.0.1]/a"
            })
    void check_metadataAndDisguisedAddresses_areRefused(String address) {
        assertThat(EndpointRules.check(address)).isPresent();
    }

    @Test
    @Tag("R-007")
    void checkAuthorizationEndpoint_reservedNameInItsQuery_isRefusedByName() {
        assertThat(EndpointRules.checkAuthorizationEndpoint("https://as/a?tenant=1&response_type=token"))
                .hasValueSatisfying(text -> assertThat(text).contains("response_type"));
        assertThat(EndpointRules.checkAuthorizationEndpoint("https://as/a?x=%zz"))
                .isPresent();
        assertThat(EndpointRules.checkAuthorizationEndpoint("https://as/a?tenant=1"))
                .isEmpty();
    }

    @Test
    @Tag("R-010")
    void checkRedirectUri_queryThatLooksLikeAnAnswer_isRefused() {
        assertThat(EndpointRules.checkRedirectUri("https://relay.example/r/?c=spotify"))
                .isEmpty();
        assertThat(EndpointRules.checkRedirectUri("https://relay.example/r/?state=1"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type",
                "GRANT_TYPE",
                "code",
                "code_verifier",
                "client_secret",
                "redirect_uri",
                "state",
                "response_type",
                "scope",
                "refresh_token",
                "client_id",
                "username",
                "password",
                "",
                " ",
                "a\nb"
            })
    @Tag("R-001")
    @Tag("R-002")
    @Tag("R-047")
    void reservedParameters_namesOfTheProtocol_areRefused(String name) {
        assertThat(ReservedParameters.check(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompt", "audience", "resource", "access_type", "login_hint", "show_dialog"})
    @Tag("R-047")
    void reservedParameters_otherNames_areFine(String name) {
        assertThat(ReservedParameters.check(name)).isEmpty();
    }

    @Test
    @Tag("R-009")
    void scopes_abnf_isHeld() {
        for (var character = 0; character < 0x180; character++) {
            var legal = character > 0x20 && character < 0x7F && character != '"' && character != '\\';
            assertThat(Scopes.isToken("a" + (char) character))
                    .as("%x", character)
                    .isEqualTo(legal);
        }
        assertThat(Scopes.isToken("")).isFalse();
    }

    @Test
    @Tag("R-009")
    void scopes_parse_ignoresOrderAndKeepsCase() {
        assertThat(Scopes.parse("b a")).isEqualTo(Scopes.parse("a  b ")).containsExactlyInAnyOrder("a", "b");
        assertThat(Scopes.parse("A")).isNotEqualTo(Scopes.parse("a"));
        assertThat(Scopes.parse("a \"b c\\d")).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource({
        "http://192.168.1.2/token, false, true, ''",
        "http://192.168.1.2/token, true, false, ''",
        "'http://[fd12::1]/token', true, false, ''",
        "http://eisy.local/token, true, false, ''",
        "http://eisy/token, true, false, ''",
        "http://as.example/token, true, true, ''",
        "http://as.example/token, true, false, set allow_private_address too",
        "http://93.184.216.34/token, true, true, it is a public address",
        "http://169.254.169.254/token, true, true, link-local",
        "http://127.0.0.1/token, false, false, ''"
    })
    void check_httpAtHome_isFineWhereItIsAdmitted(
            String address, boolean insecure, boolean privateAddresses, String complaint) {
        var route = new Route(insecure, privateAddresses, List.of(), null);

        var found = EndpointRules.check(address, route).orElse("");

        var refused = !insecure && !address.contains("127.0.0.1");
        assertThat(found).contains(refused ? "or with allow_insecure" : complaint);
        assertThat(found.isEmpty()).isEqualTo(!refused && complaint.isEmpty());
        assertThat(EndpointRules.checkRedirectUri(address, route).orElse("")).isEqualTo(found);
        assertThat(EndpointRules.checkAuthorizationEndpoint(address, route).orElse(""))
                .isEqualTo(found);
    }

    @Test
    void queryNames_ofAnEndpoint_areDecoded() {
        assertThat(EndpointRules.queryNames(URI.create("https://as/a?x%20z=%251&y")))
                .containsExactlyInAnyOrder("x z", "y");
        assertThat(EndpointRules.queryNames(URI.create("https://as/a"))).isEmpty();
    }
}
